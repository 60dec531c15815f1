// SPDX-License-Identifier: Apache-2.0
package dev.homelab.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every place of a document where a text can stand, found in its JSON Schema, so that a new key is found by itself:
 * {@code .a} is a key, <code>{}</code> any value of a map, <code>{key}</code> its key, and {@code []} an element.
 */
final class Places {

    private static final Pattern STEP = Pattern.compile("\\.(\\w+)|\\{\\}|\\{key\\}|\\[\\]");

    private final JsonNode schema;
    private final Set<String> found = new TreeSet<>();

    private Places(JsonNode schema) {
        this.schema = schema;
    }

    static Set<String> of(JsonNode schema) {
        Places places = new Places(schema);
        places.walk(schema, "", List.of());
        return places.found;
    }

    private void walk(JsonNode node, String path, List<String> references) {
        String reference = node.path("$ref").asText();
        if (!reference.isEmpty()) {
            if (!references.contains(reference)) {
                List<String> deeper = new ArrayList<>(references);
                deeper.add(reference);
                walk(schema.at(reference.substring(1)), path, deeper);
            }
        }
        for (String several : List.of("anyOf", "oneOf", "allOf")) {
            node.path(several).forEach(one -> walk(one, path, references));
        }
        for (String one : List.of("if", "then", "else")) {
            if (node.has(one)) {
                walk(node.path(one), path, references);
            }
        }
        if (node.path("type").toString().contains("\"string\"") || node.has("enum")) {
            found.add(path);
        }
        node.path("properties")
                .properties()
                .forEach(one -> walk(one.getValue(), path + "." + one.getKey(), references));
        node.path("patternProperties").forEach(one -> walk(one, path + "{}", references));
        if (node.path("items").isObject()) {
            walk(node.path("items"), path + "[]", references);
        }
        if (node.has("propertyNames") || node.path("additionalProperties").isObject()) {
            found.add(path + "{key}");
        }
        if (node.path("additionalProperties").isObject()) {
            JsonNode any = node.path("additionalProperties");
            walk(any, path + "{}", references);
            if (any.isEmpty()) {
                found.add(path + "{}");
            }
        }
    }

    /** Writes a text at a place, through the first element or entry there is, or else a new one. */
    static void set(ObjectNode document, String place, String text) {
        List<String> steps = new ArrayList<>();
        Matcher step = STEP.matcher(place);
        while (step.find()) {
            steps.add(step.group());
        }
        JsonNode at = document;
        for (int i = 0; i < steps.size(); i++) {
            boolean isLast = i == steps.size() - 1;
            String next = isLast ? "" : steps.get(i + 1);
            at = step(at, steps.get(i), isLast, next, text);
        }
    }

    private static JsonNode step(JsonNode at, String step, boolean isLast, String next, String text) {
        if (at instanceof ArrayNode array) {
            if (isLast) {
                return array.isEmpty() ? array.add(text) : array.set(array.size() - 1, text);
            }
            return array.isEmpty() ? array.add(made(next)).get(0) : array.get(0);
        }
        ObjectNode object = (ObjectNode) at;
        String key = step.startsWith(".") ? step.substring(1) : firstKey(object);
        if (step.equals("{key}")) {
            JsonNode value = object.remove(key);
            return object.set(text, value == null ? JsonNodeFactory.instance.textNode("a") : value);
        }
        if (isLast) {
            return object.put(key, text);
        }
        if (!object.path(key).isContainerNode()) {
            object.set(key, made(next));
        }
        return object.get(key);
    }

    private static JsonNode made(String next) {
        return next.equals("[]") ? JsonNodeFactory.instance.arrayNode() : JsonNodeFactory.instance.objectNode();
    }

    private static String firstKey(ObjectNode object) {
        Iterator<String> keys = object.fieldNames();
        return keys.hasNext() ? keys.next() : "a";
    }
}
