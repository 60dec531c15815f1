// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which object a key of a server stands for: two servers have other keys for what has the same name. */
final class RecordedNames {

    static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final Map<String, String> names = new HashMap<>();

    /** Takes note of every object with a key and a name. */
    void learn(JsonNode tree) {
        if (tree.isObject() && tree.has("pk") && !tree.has("username")) {
            String kind = tree.path("model_name").asText();
            String name = tree.path("slug")
                    .asText(tree.path("name").asText())
                    .replaceFirst("^(Property Mapping|Outpost) ", "");
            if (!name.isEmpty() && !kind.equals("policybinding")) {
                names.putIfAbsent(tree.path("pk").asText(), (tree.has("launch_url") ? "application " : "") + name);
            }
        }
        tree.forEach(this::learn);
    }

    Map<String, String> all() {
        return names;
    }

    void keep(String key, String name) {
        names.putIfAbsent(key, name);
    }

    Optional<String> name(String key) {
        return Optional.ofNullable(names.get(key));
    }

    private Optional<String> key(String name) {
        return names.entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Returns a path with the keys of the other server in it. */
    String translated(String path, RecordedNames other) {
        String result = path;
        for (String part : path.split("[/?]", -1)) {
            Optional<String> key = name(part).flatMap(other::key);
            if (key.isPresent() && (UUID.matcher(part).matches() || part.matches("\\d+"))) {
                result = result.replace("/" + part + "/", "/" + key.get() + "/");
            }
        }
        return result;
    }

    /** Returns a body likewise. What the other server does not have is left out of its lists. */
    JsonNode translated(JsonNode body, RecordedNames other) {
        if (body instanceof ObjectNode object) {
            ObjectNode copy = object.objectNode();
            object.properties().forEach(field -> copy.set(field.getKey(), translated(field.getValue(), other)));
            return copy;
        }
        if (body instanceof ArrayNode array) {
            ArrayNode copy = array.arrayNode();
            array.forEach(element -> {
                if (!isKey(element)
                        || name(element.asText()).flatMap(other::key).isPresent()) {
                    copy.add(translated(element, other));
                }
            });
            return copy;
        }
        Optional<String> key = isKey(body) ? name(body.asText()).flatMap(other::key) : Optional.empty();
        return key.<JsonNode>map(
                        found -> body.isInt() ? IntNode.valueOf(Integer.parseInt(found)) : TextNode.valueOf(found))
                .orElse(body);
    }

    static boolean isKey(JsonNode value) {
        return (value.isInt() && value.asInt() > 2)
                || (value.isTextual() && UUID.matcher(value.asText()).matches());
    }
}
