// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.http;

import dev.homelab.adapter.support.http.LimitedExchange.Limits;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.HttpAnswer;
import dev.homelab.spi.HttpClient;
import dev.homelab.spi.HttpRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * The one HTTP client of a run. Safe for many threads.
 *
 * <p>It follows no redirects, since a token must not travel, keeps no cookies, and never repeats a request by itself.
 */
public final class Http implements HttpClient, AutoCloseable {

    private static final Timeout CONNECT = Timeout.of(10, TimeUnit.SECONDS);
    /** A session may ask for a dozen lists at the same time. */
    private static final int AT_ONCE = 16;

    private static final int ALTOGETHER = 64;
    private static final Timeout ANSWER = Timeout.of(30, TimeUnit.SECONDS);

    /** Far more than the longest list of a home has. */
    private static final Limits LIMITS = new Limits(Duration.ofMinutes(2), 32 << 20);

    private final Limits limits;
    private final CloseableHttpClient client = client(Optional.empty());
    private final Map<Path, CloseableHttpClient> trusting = new ConcurrentHashMap<>();

    /** A client whose answers end within two minutes and 32 MB. */
    public Http() {
        this(LIMITS);
    }

    Http(Limits limits) {
        this.limits = limits;
    }

    @Override
    public HttpAnswer exchange(HttpRequest request) throws IOException {
        HttpUriRequestBase carried = new HttpUriRequestBase(request.method(), request.address());
        request.headers().forEach((name, value) -> carried.setHeader(name, sendable(name, value)));
        request.body().ifPresent(body -> carried.setEntity(new StringEntity(body, type(carried))));
        try {
            return answer(
                    LimitedExchange.of(clientFor(request.authority()), carried, HttpClientContext.create(), limits));
        } catch (CancellationException e) { // of the thread that waits for a free connection
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    private CloseableHttpClient clientFor(Optional<Path> authority) throws IOException {
        if (authority.isEmpty()) {
            return client;
        }
        try {
            return trusting.computeIfAbsent(authority.get(), file -> client(Optional.of(Authority.only(file))));
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static ContentType type(HttpUriRequestBase request) {
        Header header = request.getFirstHeader("Content-Type");
        return header == null ? ContentType.APPLICATION_JSON : ContentType.parse(header.getValue());
    }

    private HttpAnswer answer(LimitedExchange.Answer whole) throws IOException {
        if (!whole.isWhole()) {
            throw new IOException("its answer did not end within %d s and %d MB"
                    .formatted(limits.time().toSeconds(), limits.bytes() >> 20));
        }
        ClassicHttpResponse head = whole.head();
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (Header header : head.getHeaders()) {
            headers.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(header.getValue());
        }
        String reason = head.getReasonPhrase();
        return new HttpAnswer(
                head.getCode(),
                reason == null ? "" : reason,
                headers,
                new String(whole.body(), StandardCharsets.UTF_8));
    }

    private static CloseableHttpClient client(Optional<SSLContext> trust) {
        PoolingHttpClientConnectionManagerBuilder connections = LimitedExchange.connections()
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT)
                        .setSocketTimeout(ANSWER)
                        .build())
                .setMaxConnPerRoute(AT_ONCE)
                .setMaxConnTotal(ALTOGETHER);
        trust.ifPresent(context -> connections.setTlsSocketStrategy(new DefaultClientTlsStrategy(context)));
        return HttpClients.custom()
                .setConnectionManager(connections.build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(ANSWER).build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .build();
    }

    /** OkHttp's own complaint about such a value has the value in it, which may be a token. */
    private static String sendable(String name, String value) {
        if (value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            return value;
        }
        throw new TargetException(new Problem(
                "secret not usable",
                Where.nowhere(),
                "what is to be sent as \"%s\" has characters that no HTTP header may have.".formatted(name),
                "put the secret there as it was given out, in plain ASCII."));
    }

    @Override
    public void close() {
        try {
            client.close();
            for (CloseableHttpClient one : trusting.values()) {
                one.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
