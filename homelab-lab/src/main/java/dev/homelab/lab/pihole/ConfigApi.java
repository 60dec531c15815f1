// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.pihole;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** {@code /api/config}: reading any part of it, and writing the two record arrays. */
final class ConfigApi {

    static final String BASE = "/api/config";

    /** How many letters of dnsmasq's complaint FTL v6.4.1 loses now and then, at the beginning. */
    private static final int CUT = 10;

    private final PiholeConfig config;
    private final BooleanSupplier accepts;
    private final Runnable restart;

    /**
     * @param accepts asked once per valid write, whether it may be made
     * @param restart called once per write that needs a restart and did not say no to it
     */
    ConfigApi(PiholeConfig config, BooleanSupplier accepts, Runnable restart) {
        this.config = config;
        this.accepts = accepts;
        this.restart = restart;
    }

    Answer answer(Request request, Session session) {
        List<String> path = path(request);
        if (request.method().equals("GET")) {
            return shown(path, request.query("detailed").orElse("").equals("true"));
        }
        if (session.app() && !config.appSudo) {
            return PiholeAnswer.error(
                    403,
                    "forbidden",
                    "Unable to change configuration (read-only)",
                    "The current app session is not allowed to modify Pi-hole config settings"
                            + " (webserver.api.app_sudo is false)");
        }
        boolean restarts = !request.query("restart").orElse("").equals("false");
        return switch (request.method()) {
            case "PATCH" ->
                PiholeAnswer.notJson(request.body()).orElseGet(() -> patch(SentJson.parse(request.body()), restarts));
            case "PUT" -> line(path, "PUT", "add", array -> put(array, stored(array, path), restarts));
            default -> line(path, "DELETE", "remove", array -> delete(array, stored(array, path), restarts));
        };
    }

    /** Returns whether there is anything that answers to a request; all else is answered before it is asked who it is. */
    static boolean knows(Request request) {
        boolean isWhole = path(request).isEmpty();
        return switch (request.method()) {
            case "GET" -> true;
            case "PATCH" -> isWhole;
            case "PUT", "DELETE" -> !isWhole;
            default -> false;
        };
    }

    private static Answer line(List<String> path, String method, String verb, Function<RecordArray, Answer> work) {
        if (path.size() < 3) {
            return PiholeAnswer.badRequest(
                    "Invalid path depth",
                    "Use, e.g., %s /api/config/dns/upstreams/127.0.0.1 to %s \"127.0.0.1\" to config.dns.upstreams"
                            .formatted(method, verb));
        }
        return arrayOf(path).map(work).orElseGet(ConfigApi::absent);
    }

    private static String stored(RecordArray array, List<String> path) {
        return array.stored(path.get(2));
    }

    private Answer shown(List<String> path, boolean detailed) {
        return PiholeAnswer.ok(new ConfigView(config, detailed).at(path));
    }

    private Answer put(RecordArray array, String line, boolean restarts) {
        List<String> lines = new ArrayList<>(config.lines(array));
        if (config.forced.contains(array)) {
            return forced(array);
        }
        if (lines.contains(line)) {
            return PiholeAnswer.badRequest("Item already present", "Uniqueness of items is enforced");
        }
        lines.add(line);
        Optional<String> wrong = array.invalid(lines);
        if (wrong.isPresent()) {
            return PiholeAnswer.badRequest("Invalid value", wrong.get());
        }
        return write(Map.of(array, lines), restarts).orElseGet(() -> PiholeAnswer.json(201, PiholeAnswer.object()));
    }

    private Answer delete(RecordArray array, String line, boolean restarts) {
        List<String> lines = new ArrayList<>(config.lines(array));
        if (config.forced.contains(array)) {
            return forced(array);
        }
        if (!lines.remove(line)) {
            return absent();
        }
        return write(Map.of(array, lines), restarts).orElseGet(() -> PiholeAnswer.empty(204));
    }

    private Answer patch(JsonNode body, boolean restarts) {
        if (!body.path("config").isObject()) {
            return PiholeAnswer.error(400, "body_error", "No \"config\" object in body data", null);
        }
        if (config.readOnly) {
            return PiholeAnswer.error(403, "forbidden", "The config is currently in read-only mode", null);
        }
        Map<RecordArray, List<String>> changes = new EnumMap<>(RecordArray.class);
        for (RecordArray array : RecordArray.values()) {
            Optional<Answer> refusal =
                    take(array, body.path("config").path("dns").path(array.leaf()), changes);
            if (refusal.isPresent()) {
                return refusal.get();
            }
        }
        if (changes.isEmpty()) {
            return shown(List.of(), false);
        }
        return write(changes, restarts).orElseGet(() -> shown(List.of(), false));
    }

    /** Puts what {@code sent} changes into {@code changes}, or returns why it may not. */
    private Optional<Answer> take(RecordArray array, JsonNode sent, Map<RecordArray, List<String>> changes) {
        if (sent.isMissingNode()) {
            return Optional.empty();
        }
        if (!sent.isArray()) {
            return Optional.of(PiholeAnswer.badRequest("Config item is invalid", array.key() + ": not of type array"));
        }
        List<String> lines = new ArrayList<>();
        for (JsonNode line : sent) {
            if (!line.isTextual()) {
                return Optional.of(PiholeAnswer.badRequest(
                        "Config item is invalid", array.key() + ": array has invalid elements"));
            }
            lines.add(array.stored(line.asText()));
        }
        if (lines.equals(config.lines(array))) {
            return Optional.empty();
        }
        if (config.forced.contains(array)) {
            return Optional.of(forced(array));
        }
        changes.put(array, lines);
        return array.invalid(lines).map(hint -> PiholeAnswer.badRequest("Config item validation failed", hint));
    }

    /** Makes a write that was checked line by line; returns why it was refused all the same. */
    private Optional<Answer> write(Map<RecordArray, List<String>> changes, boolean restarts) {
        List<String> cnames = changes.get(RecordArray.CNAMES);
        Optional<String> refused = cnames == null ? Optional.empty() : CnameLine.refusedByDnsmasq(cnames);
        if (refused.isPresent()) {
            String hint = config.cutsHints ? refused.get().substring(CUT) : refused.get();
            return Optional.of(PiholeAnswer.badRequest("Invalid configuration", hint));
        }
        if (!accepts.getAsBoolean()) {
            return Optional.of(PiholeAnswer.error(500, "internal_error", "Failed to store the configuration", null));
        }
        changes.forEach(config::replace);
        if (restarts && changes.keySet().stream().anyMatch(config::restarts)) {
            restart.run();
        }
        return Optional.empty();
    }

    private static Answer forced(RecordArray array) {
        return PiholeAnswer.badRequest(
                "Config items set via environment variables cannot be changed via the API", array.key());
    }

    private static Answer absent() {
        return PiholeAnswer.json(404, PiholeAnswer.object());
    }

    private static Optional<RecordArray> arrayOf(List<String> path) {
        return Arrays.stream(RecordArray.values())
                .filter(array -> path.size() == 3 && path.subList(0, 2).equals(List.of("dns", array.leaf())))
                .findFirst();
    }

    /** Decodes first and splits then, so that a slash in a value, even {@code %2F}, starts a new segment. */
    private static List<String> path(Request request) {
        String rest = request.uri().getRawPath().substring(BASE.length());
        String decoded = URLDecoder.decode(rest, StandardCharsets.UTF_8);
        return Arrays.stream(decoded.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }
}
