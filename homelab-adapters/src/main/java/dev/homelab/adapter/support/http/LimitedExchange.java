// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;

/**
 * One request and its answer, which end whatever the server does: within a time in all, and with no more of a body than it may
 * have. The timeouts of a socket only end a silence; a server that sends a byte now and then never runs into them.
 *
 * <p>The body is cut off where a limit is reached, so that a page that never ends, such as a camera's, has an answer all the
 * same.
 */
public final class LimitedExchange {

    private static final int LONGEST_LINE = 1 << 16;
    private static final int MOST_HEADERS = 200;
    private static final int CHUNK = 8192;

    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private final HttpUriRequestBase request;
    private final Limits limits;
    private final AtomicBoolean isOver = new AtomicBoolean();

    private LimitedExchange(HttpUriRequestBase request, Limits limits) {
        this.request = request;
        this.limits = limits;
    }

    /**
     * What an exchange may take.
     *
     * @param time from the beginning of the request to the end of the answer
     * @param bytes of the answer's body
     */
    public record Limits(Duration time, int bytes) {}

    /** What was answered. */
    public static final class Answer {

        private final ClassicHttpResponse head;
        private final byte[] body;
        private final boolean isWhole;

        Answer(ClassicHttpResponse head, byte[] body, boolean isWhole) {
            this.head = head;
            this.body = body;
            this.isWhole = isWhole;
        }

        /** Returns status and headers. */
        public ClassicHttpResponse head() {
            return head;
        }

        /** Returns the body as far as it was read. */
        byte[] body() {
            return body;
        }

        /** Returns whether the body was read to its end. */
        public boolean isWhole() {
            return isWhole;
        }

        /** Returns the body as text. */
        public String text() {
            String type = head.getFirstHeader("Content-Type") == null
                    ? ""
                    : String.valueOf(head.getFirstHeader("Content-Type").getValue());
            Charset charset = Optional.ofNullable(ContentType.parseLenient(type))
                    .map(ContentType::getCharset)
                    .orElse(StandardCharsets.UTF_8);
            return new String(body, charset);
        }
    }

    /** Returns what makes connections that take no endless header. */
    public static PoolingHttpClientConnectionManagerBuilder connections() {
        Http1Config limits = Http1Config.custom()
                .setMaxLineLength(LONGEST_LINE)
                .setMaxHeaderCount(MOST_HEADERS)
                .build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(limits)
                        .build());
    }

    /**
     * Makes a request.
     *
     * @throws IOException if there is no answer; also if time is over before its body begins
     */
    public static Answer of(
            CloseableHttpClient client, HttpUriRequestBase request, HttpClientContext context, Limits limits)
            throws IOException {
        return new LimitedExchange(request, limits).answer(client, context);
    }

    private Answer answer(CloseableHttpClient client, HttpClientContext context) throws IOException {
        Future<?> end = CLOCK.schedule(this::end, limits.time().toMillis(), TimeUnit.MILLISECONDS);
        try {
            ClassicHttpResponse response = client.executeOpen(host(), request, context);
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            boolean isWhole = false;
            try {
                isWhole = read(response.getEntity(), body);
            } finally {
                close(response, isWhole);
            }
            return new Answer(response, body.toByteArray(), isWhole);
        } catch (IOException | CancellationException e) { // the latter while it waits for a free connection
            if (isOver.get()) {
                throw new IOException("no answer within %d s".formatted(seconds()), e);
            }
            throw e;
        } finally {
            end.cancel(false);
        }
    }

    /** Returns whether the body ended before a limit did. */
    private boolean read(HttpEntity entity, ByteArrayOutputStream body) throws IOException {
        if (entity == null) {
            return true;
        }
        byte[] chunk = new byte[CHUNK];
        InputStream content = entity.getContent();
        try {
            for (int count = content.read(chunk); count >= 0; count = content.read(chunk)) {
                int kept = Math.min(count, limits.bytes() - body.size());
                body.write(chunk, 0, kept);
                if (kept < count) {
                    return false;
                }
            }
            return !isOver.get();
        } catch (IOException e) {
            if (isOver.get()) {
                return false;
            }
            throw e;
        }
    }

    /** Closing would read on to the end of the body, unless the connection is gone. */
    private void close(ClassicHttpResponse response, boolean isWhole) throws IOException {
        if (isWhole) {
            response.close();
            return;
        }
        request.cancel();
        try {
            response.close();
        } catch (IOException e) {
            return; // the answer is known as far as it will ever be
        }
    }

    private void end() {
        isOver.set(true);
        request.cancel();
    }

    private long seconds() {
        return Math.max(1, limits.time().toSeconds());
    }

    private HttpHost host() throws IOException {
        try {
            return HttpHost.create(request.getUri());
        } catch (URISyntaxException e) {
            throw new IOException("no address", e);
        }
    }

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "homelab-http-limits");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }
}
