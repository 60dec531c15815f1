// SPDX-License-Identifier: Apache-2.0
package dev.homelab.spi;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Cancellation;
import dev.homelab.provision.TargetException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The HTTP API of one target, with JSON as text. What goes wrong is a {@link TargetException} that names method, path, status
 * and the first line of the answer.
 *
 * <p>A read that gets no answer is made again, twice; a write never is, since the first may have arrived.
 */
public final class HttpApi {

    private static final int READS = 3;
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final HttpClient client;
    private final Supplier<Cancellation> cancellation;
    private final String base;
    private final Where where;
    private final Map<String, String> headers;
    private final Optional<Path> authority;

    /**
     * An API without credentials; see {@link Context#api}.
     *
     * @param cancellation what ends waits early; asked at each wait, since it changes while a run goes on
     */
    public HttpApi(HttpClient client, Supplier<Cancellation> cancellation, URI base, Where where) {
        this(client, cancellation, base.toString().replaceFirst("(?<!/)/++$", ""), where, Map.of(), Optional.empty());
    }

    private HttpApi(
            HttpClient client,
            Supplier<Cancellation> cancellation,
            String base,
            Where where,
            Map<String, String> headers,
            Optional<Path> authority) {
        this.client = client;
        this.cancellation = cancellation;
        this.base = base;
        this.where = where;
        this.headers = Map.copyOf(headers);
        this.authority = authority;
    }

    /** Returns the same that sends this header with each request, such as a token. */
    public HttpApi header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpApi(client, cancellation, base, where, more, authority);
    }

    /** Returns the same that signs in by user and password with each request (HTTP basic authentication). */
    public HttpApi signedIn(String user, String password) {
        byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    /** Returns the same that trusts the certificate authority in this PEM file, and no other. */
    public HttpApi trusting(Path pem) {
        return new HttpApi(client, cancellation, base, where, headers, Optional.of(pem));
    }

    /** Returns the body of what a path answers. */
    public String get(String path) {
        return success("GET", path, Optional.empty()).body();
    }

    /** Sends JSON and returns the body of the answer. */
    public String post(String path, String json) {
        return success("POST", path, Optional.of(json)).body();
    }

    /** Sends JSON and returns the body of the answer. */
    public String put(String path, String json) {
        return success("PUT", path, Optional.of(json)).body();
    }

    /** Sends JSON and returns the body of the answer. */
    public String patch(String path, String json) {
        return success("PATCH", path, Optional.of(json)).body();
    }

    public void delete(String path) {
        success("DELETE", path, Optional.empty());
    }

    /**
     * Sends a request and returns the answer, whatever its status.
     *
     * @param json what to send; empty for no body
     * @throws TargetException if there is no answer
     */
    public HttpAnswer send(String method, String path, Optional<String> json) {
        HttpRequest request = new HttpRequest(method, URI.create(base + path), headers, json, authority);
        for (int attempt = method.equals("GET") ? 1 : READS; ; attempt++) {
            try {
                return client.exchange(request);
            } catch (IOException e) {
                if (attempt >= READS || !cancellation.get().pause(BETWEEN)) {
                    throw new TargetException(noAnswer(request, e));
                }
            }
        }
    }

    private HttpAnswer success(String method, String path, Optional<String> json) {
        HttpAnswer answer = send(method, path, json);
        if (!answer.isSuccess()) {
            throw new TargetException(new Problem(
                    "target refused",
                    where,
                    "%s %s was answered %d: %s".formatted(method, path, answer.status(), answer.firstLine()),
                    "see the answer; the target's own log may say more."));
        }
        return answer;
    }

    private Problem noAnswer(HttpRequest request, IOException e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new Problem(
                "target not reachable",
                where,
                "%s got no answer: %s.".formatted(request.summary(), reason),
                "check that the server runs, and that its address in the inventory is right.");
    }
}
