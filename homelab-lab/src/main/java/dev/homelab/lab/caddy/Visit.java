// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.caddy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.PlainHttp;
import dev.homelab.lab.http.Request;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One request on its way through the handlers of a configuration. */
final class Visit {

    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "content-length",
            "proxy-connection",
            "http2-settings");

    private final Request request;
    private final String scheme;
    private final Function<URI, URI> lab;
    private final Map<String, List<String>> headers;
    private final Map<String, String> more = new LinkedHashMap<>();
    private String uri;
    private @Nullable Answer answer;

    Visit(Request request, String scheme, Function<URI, URI> lab) {
        this.request = request;
        this.scheme = scheme;
        this.lab = lab;
        this.headers = new LinkedHashMap<>(request.headers());
        this.uri = request.uri().toString();
    }

    /** Goes through the routes until one ends it. Returns whether a site was for it. */
    boolean isTaken(JsonNode sites) {
        for (JsonNode site : sites) {
            if (matches(site.path("match"))) {
                handle(site.path("handle"));
                return true;
            }
        }
        return false;
    }

    Answer answer() {
        Answer made = answer == null ? Answer.empty(200) : answer;
        for (Map.Entry<String, String> header : more.entrySet()) {
            made = made.with(header.getKey(), header.getValue());
        }
        return made;
    }

    private void handle(JsonNode handlers) {
        for (JsonNode handler : handlers) {
            if (answer == null) {
                handleOne(handler);
            }
        }
    }

    private void handleOne(JsonNode handler) {
        switch (handler.path("handler").asText()) {
            case "subroute" -> routes(handler.path("routes"));
            case "headers" -> change(headers, handler.path("request"), "");
            case "rewrite" -> uri = filled(handler.path("uri").asText(), "");
            case "static_response" -> answer = respond(handler);
            case "reverse_proxy" -> answer = pass(handler);
            default -> {
                // a handler that does not change requests
            }
        }
        handler.path("response")
                .path("set")
                .properties()
                .forEach(header ->
                        more.put(header.getKey(), header.getValue().path(0).asText()));
    }

    private void routes(JsonNode routes) {
        Set<String> taken = new HashSet<>();
        for (JsonNode route : routes) {
            String group = route.path("group").asText();
            if (answer == null && !taken.contains(group) && matches(route.path("match"))) {
                if (!group.isEmpty()) {
                    taken.add(group);
                }
                handle(route.path("handle"));
            }
        }
    }

    private boolean matches(JsonNode sets) {
        if (sets.isEmpty()) {
            return true;
        }
        for (JsonNode set : sets) {
            if (host(set.path("host")) && path(set)) {
                return true;
            }
        }
        return false;
    }

    private boolean host(JsonNode hosts) {
        String host = hostport().replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
        boolean isAmong = hosts.isEmpty();
        for (JsonNode one : hosts) {
            isAmong |= one.asText().startsWith("*.")
                    ? host.substring(host.indexOf('.') + 1).equals(one.asText().substring(2)) && host.contains(".")
                    : one.asText().equals(host);
        }
        return isAmong;
    }

    private boolean path(JsonNode set) {
        String path = uri.replaceFirst("[?#].*", "");
        JsonNode pattern = set.path("path_regexp").path("pattern");
        if (pattern.isTextual()) {
            return Pattern.compile(pattern.asText()).matcher(path).find();
        }
        boolean isAmong = set.path("path").isEmpty();
        for (JsonNode one : set.path("path")) {
            String wanted = one.asText().toLowerCase(Locale.ROOT);
            isAmong |= wanted.endsWith("*")
                    ? path.toLowerCase(Locale.ROOT).startsWith(wanted.substring(0, wanted.length() - 1))
                    : path.toLowerCase(Locale.ROOT).equals(wanted);
        }
        return isAmong;
    }

    private static Answer respond(JsonNode handler) {
        String body = handler.path("body").asText();
        int status = handler.path("status_code").asInt(200);
        Answer made = body.isEmpty() ? Answer.empty(status) : Answer.text(status, body);
        for (Map.Entry<String, JsonNode> header : handler.path("headers").properties()) {
            made = made.with(header.getKey(), header.getValue().path(0).asText());
        }
        return made;
    }

    /** Returns the answer for the visitor; nothing if it goes on to the next handler. */
    private @Nullable Answer pass(JsonNode handler) {
        String dial = handler.path("upstreams").path(0).path("dial").asText();
        String upstream = handler.path("transport").has("tls") ? "https" : "http";
        Map<String, List<String>> sent = new LinkedHashMap<>(headers);
        sent.keySet().removeAll(HOP_BY_HOP);
        sent.put("x-forwarded-host", List.of(hostport()));
        sent.put("x-forwarded-proto", List.of(scheme));
        sent.put("x-forwarded-for", List.of("127.0.0.1"));
        boolean isAsking = handler.has("rewrite");
        if (isAsking) {
            sent.put("x-forwarded-method", List.of(request.method()));
            sent.put("x-forwarded-uri", List.of(uri));
        }
        change(sent, handler.path("headers").path("request"), dial);
        String path = isAsking ? handler.path("rewrite").path("uri").asText() : uri;
        try {
            Answer got = PlainHttp.send(
                    isAsking ? "GET" : request.method(),
                    lab.apply(URI.create(upstream + "://" + dial + path)),
                    sent,
                    isAsking ? "" : request.body());
            JsonNode good = handler.path("handle_response").path(0);
            return good.isMissingNode() || got.status() / 100 != 2 ? got : goOn(good.path("copy"), got);
        } catch (IOException e) {
            return Answer.empty(502);
        }
    }

    private @Nullable Answer goOn(JsonNode copied, Answer got) {
        for (JsonNode name : copied) {
            String key = name.asText().toLowerCase(Locale.ROOT);
            headers.remove(key);
            got.headers().entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(key))
                    .forEach(header -> headers.put(key, List.of(header.getValue())));
        }
        return null;
    }

    private void change(Map<String, List<String>> map, JsonNode operations, String dial) {
        operations.path("delete").forEach(name -> map.remove(name.asText().toLowerCase(Locale.ROOT)));
        operations
                .path("set")
                .properties()
                .forEach(header -> map.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        List.of(filled(header.getValue().path(0).asText(), dial))));
    }

    private String filled(String text, String dial) {
        return text.replaceAll("\\{(http\\.request\\.)?hostport}", Matcher.quoteReplacement(hostport()))
                .replaceAll("\\{(http\\.request\\.)?uri}", Matcher.quoteReplacement(uri))
                .replaceAll(
                        "\\{(http\\.reverse_proxy\\.upstream\\.|upstream_)hostport}", Matcher.quoteReplacement(dial));
    }

    private String hostport() {
        return Optional.ofNullable(request.headers().get("host"))
                .flatMap(values -> values.stream().findFirst())
                .orElse("");
    }
}
