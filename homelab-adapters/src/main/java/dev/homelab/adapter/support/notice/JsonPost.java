// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homelab.spi.HttpAnswer;
import dev.homelab.spi.HttpClient;
import dev.homelab.spi.HttpRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** One message as JSON to one address. */
public final class JsonPost {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonPost() {}

    /**
     * Sends a record or a map as JSON and returns the answer, whatever its status.
     *
     * @param headers such as a token
     * @throws IOException if there is no answer
     */
    public static HttpAnswer send(HttpClient http, URI address, Map<String, String> headers, Object message)
            throws IOException {
        try {
            String body = JSON.writeValueAsString(message);
            return http.exchange(new HttpRequest("POST", address, headers, Optional.of(body), Optional.empty()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a message is plain text and numbers", e);
        }
    }
}
