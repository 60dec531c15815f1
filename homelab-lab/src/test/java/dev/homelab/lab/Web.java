// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;

/** A client for tests: JSON over HTTP to one server, with the same headers every time, following no redirect. */
public final class Web {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI server;
    private final Map<String, String> headers = new TreeMap<>(Map.of("Content-Type", "application/json"));

    public Web(URI server) {
        this.server = server;
    }

    /** Sends {@code name: value} from now on. */
    public Web with(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public Reply get(String path) {
        return send("GET", path, "");
    }

    public Reply delete(String path) {
        return send("DELETE", path, "");
    }

    public Reply post(String path, String body) {
        return send("POST", path, body);
    }

    public Reply put(String path, String body) {
        return send("PUT", path, body);
    }

    public Reply patch(String path, String body) {
        return send("PATCH", path, body);
    }

    private Reply send(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path));
        headers.forEach(request::header);
        request.method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
        try {
            return new Reply(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What came back.
     *
     * @param response as the client had it
     */
    public record Reply(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public String body() {
            return response.body();
        }

        /** Returns a header's value, or an empty text. */
        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** Returns the part of the JSON body a pointer names, missing when there is none. */
        public JsonNode at(String pointer) {
            try {
                return JSON.readTree(body()).at(pointer);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(body(), e);
            }
        }

        /** Returns the same as text, empty when it is missing. */
        public String text(String pointer) {
            return at(pointer).asText();
        }
    }
}
