// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.homelab.adapter.support.file.YamlText;
import dev.homelab.provision.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * What Traefik has in force, held against what files say.
 *
 * @param rawData as its API answers
 */
record Loaded(JsonNode rawData) {

    /** The kinds of parts a file has under {@code http}; in the API they are at the top. */
    private static final List<String> KINDS = List.of("routers", "middlewares", "services");

    /** What is compared. Other fields may look different in the API, or get defaults there. */
    private static final Set<String> TELLING = Set.of(
            "rule",
            "entryPoints",
            "middlewares",
            "tls",
            "certResolver",
            "loadBalancer",
            "passHostHeader",
            "serversTransport",
            "servers",
            "url",
            "forwardAuth",
            "address");

    /** Returns whether everything in a file is in force as it stands there. */
    boolean holds(String text) {
        return KINDS.stream()
                .allMatch(kind -> parts(text, kind).properties().stream()
                        .allMatch(part -> covers(part.getValue(), inForce(kind, part.getKey()))));
    }

    /** Returns whether something of a file is still in force that the file in its place says no more, or otherwise. */
    boolean lingers(String before, String after) {
        return KINDS.stream()
                .anyMatch(kind -> parts(before, kind).properties().stream()
                        .anyMatch(part -> lingers(kind, part.getKey(), part.getValue(), parts(after, kind))));
    }

    private boolean lingers(String kind, String name, JsonNode before, JsonNode after) {
        JsonNode found = inForce(kind, name);
        return after.path(name).isMissingNode()
                ? kind.equals("routers") && covers(before, found)
                : lingers(before, after.path(name), found);
    }

    private static boolean lingers(JsonNode before, JsonNode after, JsonNode found) {
        if (before.isObject()) {
            return before.properties().stream().anyMatch((Map.Entry<String, JsonNode> field) -> {
                JsonNode now = after.path(field.getKey());
                JsonNode shown = found.path(field.getKey());
                return now.isMissingNode()
                        ? TELLING.contains(field.getKey()) && covers(field.getValue(), shown)
                        : lingers(field.getValue(), now, shown);
            });
        }
        return !before.equals(after) && found.equals(before);
    }

    /** Returns the full names of what is in force of one kind. */
    List<String> names(String kind) {
        return rawData.path(kind).propertyStream().map(Map.Entry::getKey).toList();
    }

    /** Returns what Traefik has to say against the routers of a file. */
    List<String> errors(String text) {
        List<String> errors = new ArrayList<>();
        for (Map.Entry<String, JsonNode> router : parts(text, "routers").properties()) {
            JsonNode found = inForce("routers", router.getKey());
            found.path("error").forEach(error -> errors.add(router.getKey() + ": " + error.asText()));
            if (errors.isEmpty() && found.path("status").asText().equals("disabled")) {
                errors.add(router.getKey() + ": disabled");
            }
        }
        return errors;
    }

    /** Says of each router of a file how it is. */
    List<Finding> findings(String text) {
        return parts(text, "routers").properties().stream()
                .map(router -> finding(router.getKey(), router.getValue(), inForce("routers", router.getKey())))
                .toList();
    }

    private static Finding finding(String name, JsonNode written, JsonNode found) {
        List<String> wanted = texts(written.path("entryPoints"));
        List<String> using = texts(found.path("using"));
        List<String> errors = texts(found.path("error"));
        String status = found.path("status").asText("not there");
        boolean good = status.equals("enabled") && errors.isEmpty() && using.containsAll(wanted);
        String where = using.isEmpty() ? "" : " on " + String.join(" and ", using);
        String why = errors.isEmpty() ? "" : ": " + String.join("; ", errors);
        return new Finding("router " + name + " is in force", good, status + where + why);
    }

    private static List<String> texts(JsonNode list) {
        return elements(list).stream().map(JsonNode::asText).toList();
    }

    /** Returns the parts of one kind that a file defines, by name; a missing node if it defines none. */
    static JsonNode parts(String text, String kind) {
        return YamlText.read(text)
                .orElse(MissingNode.getInstance())
                .path("http")
                .path(kind);
    }

    private JsonNode inForce(String kind, String name) {
        return rawData.path(kind).path(name + "@file");
    }

    private static boolean covers(JsonNode written, JsonNode found) {
        if (found.isMissingNode()) {
            return false;
        }
        if (written.isObject()) {
            return written.properties().stream()
                    .filter(field -> TELLING.contains(field.getKey()))
                    .allMatch(field -> covers(field.getValue(), found.path(field.getKey())));
        }
        if (written.isArray()) {
            List<JsonNode> wanted = elements(written);
            List<JsonNode> present = elements(found);
            return wanted.size() == present.size()
                    && IntStream.range(0, wanted.size()).allMatch(i -> covers(wanted.get(i), present.get(i)));
        }
        return found.asText().equals(written.asText()) || found.asText().equals(written.asText() + "@file");
    }

    private static List<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).toList();
    }
}
