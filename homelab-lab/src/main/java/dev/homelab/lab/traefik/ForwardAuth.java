// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.traefik;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.PlainHttp;
import dev.homelab.lab.http.Request;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The middleware that asks another server whether a visitor may pass. */
final class ForwardAuth {

    /** Headers that concern one connection only. */
    static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "content-length",
            "proxy-connection",
            "http2-settings");

    private final JsonNode settings;
    private final Function<URI, URI> lab;

    ForwardAuth(JsonNode settings, Function<URI, URI> lab) {
        this.settings = settings;
        this.lab = lab;
    }

    /**
     * Asks, and copies what the answer says about the visitor into {@code headers}.
     *
     * @return the answer for the visitor if there is to be no other
     */
    Optional<Answer> ask(Request request, String scheme, Map<String, List<String>> headers) {
        URI address = URI.create(settings.path("address").asText());
        Answer answer;
        try {
            answer = PlainHttp.send("GET", lab.apply(address), question(request, scheme, address), "");
        } catch (IOException e) {
            return Optional.of(Answer.text(500, "Internal Server Error"));
        }
        if (answer.status() < 200 || answer.status() >= 300) {
            return Optional.of(answer);
        }
        for (String name : RouterTable.texts(settings.path("authResponseHeaders"))) {
            String key = name.toLowerCase(Locale.ROOT);
            headers.remove(key);
            answer.headers().entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .forEach(header -> headers.put(key, List.of(header.getValue())));
        }
        return Optional.empty();
    }

    private static Map<String, List<String>> question(Request request, String scheme, URI address) {
        Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
        headers.keySet().removeAll(HOP_BY_HOP);
        headers.put("host", List.of(address.getAuthority()));
        headers.put("x-forwarded-method", List.of(request.method()));
        headers.put("x-forwarded-proto", List.of(scheme));
        headers.put("x-forwarded-host", List.of(request.header("Host").orElse("")));
        headers.put("x-forwarded-uri", List.of(request.uri().toString()));
        headers.put("x-forwarded-for", List.of("127.0.0.1"));
        return headers;
    }
}
