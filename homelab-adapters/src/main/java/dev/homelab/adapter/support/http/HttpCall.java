// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.http;

import dev.homelab.spi.HttpAnswer;
import dev.homelab.spi.HttpClient;
import dev.homelab.spi.HttpRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

/** One call of Retrofit's, carried by the HTTP client of the run. Synchronous only, which is all that sessions need. */
final class HttpCall implements Call {

    private final HttpClient client;
    private final Request request;
    private final Map<String, String> credentials;
    private final Optional<Path> authority;
    private final AtomicBoolean executed = new AtomicBoolean();

    HttpCall(HttpClient client, Request request, Map<String, String> credentials, Optional<Path> authority) {
        this.client = client;
        this.request = request;
        this.credentials = credentials;
        this.authority = authority;
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
        return answer(client.exchange(
                new HttpRequest(request.method(), URI.create(request.url().toString()), headers(), body(), authority)));
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().names().forEach(name -> headers.put(name, String.valueOf(request.header(name))));
        Optional.ofNullable(request.body())
                .map(RequestBody::contentType)
                .ifPresent(type -> headers.put("Content-Type", type.toString()));
        headers.putAll(credentials);
        return headers;
    }

    private Optional<String> body() throws IOException {
        RequestBody body = request.body();
        if (body == null) {
            return Optional.empty();
        }
        Buffer buffer = new Buffer();
        body.writeTo(buffer);
        return Optional.of(buffer.readUtf8());
    }

    private Response answer(HttpAnswer answer) {
        Headers.Builder headers = new Headers.Builder();
        answer.headers().forEach((name, values) -> values.forEach(value -> headers.addUnsafeNonAscii(name, value)));
        MediaType type = answer.header("Content-Type").map(MediaType::parse).orElse(null);
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(answer.status())
                .message(answer.reason())
                .headers(headers.build())
                .body(ResponseBody.create(type, answer.body()))
                .build();
    }

    @Override
    public void enqueue(Callback callback) {
        throw new UnsupportedOperationException("Calls are made one after another here.");
    }

    @Override
    public void cancel() {
        throw new UnsupportedOperationException("A call ends with its answer, or with the interrupt of its thread.");
    }

    @Override
    public boolean isExecuted() {
        return executed.get();
    }

    @Override
    public boolean isCanceled() {
        return false;
    }

    @Override
    public Timeout timeout() {
        return Timeout.NONE;
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public Call clone() {
        return new HttpCall(client, request, credentials, authority);
    }
}
