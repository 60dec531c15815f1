// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.http;

import dev.homelab.adapter.support.http.LimitedExchange.Limits;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.Timeout;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** One call of Retrofit's, carried by Apache HttpClient. Synchronous only, which is all that sessions need. */
final class HttpCall implements Call {

    private final CloseableHttpClient client;
    private final Limits limits;
    private final Request request;
    private final AtomicBoolean executed = new AtomicBoolean();
    private final HttpUriRequestBase carried;

    HttpCall(CloseableHttpClient client, Request request, Limits limits) {
        this.client = client;
        this.limits = limits;
        this.request = request;
        this.carried = new HttpUriRequestBase(
                request.method(), URI.create(request.url().toString()));
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public Response execute() throws IOException {
        if (executed.getAndSet(true)) {
            throw new IllegalStateException("A call is made once.");
        }
        request.headers().names().forEach(name -> carried.setHeader(name, request.header(name)));
        RequestBody body = request.body();
        if (body != null) {
            carried.setEntity(entity(body));
        }
        try {
            return answer(LimitedExchange.of(client, carried, HttpClientContext.create(), limits));
        } catch (CancellationException e) { // of the thread that waits for a free connection
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    private static HttpEntity entity(RequestBody body) throws IOException {
        Buffer buffer = new Buffer();
        body.writeTo(buffer);
        MediaType type = body.contentType();
        return new ByteArrayEntity(
                buffer.readByteArray(),
                type == null ? ContentType.APPLICATION_JSON : ContentType.parse(type.toString()));
    }

    private Response answer(LimitedExchange.Answer whole) throws IOException {
        if (!whole.isWhole()) {
            throw new IOException("its answer did not end within %d s and %d MB"
                    .formatted(limits.time().toSeconds(), limits.bytes() >> 20));
        }
        ClassicHttpResponse answer = whole.head();
        Headers.Builder headers = new Headers.Builder();
        for (Header header : answer.getHeaders()) {
            headers.addUnsafeNonAscii(header.getName(), header.getValue());
        }
        String type = headers.get("Content-Type");
        String reason = answer.getReasonPhrase();
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(answer.getCode())
                .message(reason == null ? "" : reason)
                .headers(headers.build())
                .body(ResponseBody.create(type == null ? null : MediaType.parse(type), whole.body()))
                .build();
    }

    @Override
    public void enqueue(Callback callback) {
        throw new UnsupportedOperationException("Calls are made one after another here.");
    }

    @Override
    public void cancel() {
        carried.abort();
    }

    @Override
    public boolean isExecuted() {
        return executed.get();
    }

    @Override
    public boolean isCanceled() {
        return carried.isAborted();
    }

    @Override
    public Timeout timeout() {
        return Timeout.NONE;
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public Call clone() {
        return new HttpCall(client, request, limits);
    }
}
