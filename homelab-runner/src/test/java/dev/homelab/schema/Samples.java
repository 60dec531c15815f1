// SPDX-License-Identifier: Apache-2.0
package dev.homelab.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Values that a schema accepts, made from what it says itself. */
final class Samples {

    static final List<String> TEXTS = List.of(
            "text", "", " ", "Text", "two words", "7", "-", "/", "/x", "a:b", "x.y", "!", "§", "a\nb", "http://");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonNode root;

    Samples(JsonNode root) {
        this.root = root;
    }

    /** Returns what the schema refers to, if it only refers. */
    JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? root.at(schema.get("$ref").asText().substring(1)) : schema;
    }

    /** Returns a value with every key that there is. */
    JsonNode of(JsonNode reference) {
        JsonNode schema = resolved(reference);
        if (schema.has("oneOf")) {
            return of(schema.get("oneOf").get(0));
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(0);
        }
        return switch (types(schema).get(0)) {
            case "object" -> object(schema);
            case "array" -> NODES.arrayNode().add(of(schema.get("items")));
            case "integer" -> schema.has("examples") ? schema.get("examples").get(0) : schema.get("minimum");
            case "number" -> NODES.numberNode(1.5);
            case "boolean" -> NODES.booleanNode(true);
            default -> NODES.textNode(text(schema));
        };
    }

    static List<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray()
                ? StreamSupport.stream(type.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList()
                : List.of(type.asText());
    }

    /** Returns a text of the form that the schema asks for. */
    static String text(JsonNode schema) {
        return texts(schema, true).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no text of the form " + schema));
    }

    /** Returns texts that have the form, or all that have it not. */
    static List<String> texts(JsonNode schema, boolean fitting) {
        List<String> examples = new ArrayList<>();
        schema.path("examples").forEach(example -> examples.add(example.asText()));
        return Stream.concat(examples.stream(), Stream.concat(TEXTS.stream(), Stream.of("http://192.0.2.53:80/x")))
                .filter(text -> fits(schema, text) == fitting)
                .toList();
    }

    private static boolean fits(JsonNode schema, String text) {
        String pattern = schema.path("pattern").asText("");
        return java.util.regex.Pattern.compile(pattern).matcher(text).find();
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode object = NODES.objectNode();
        schema.path("properties").properties().forEach(entry -> object.set(entry.getKey(), of(entry.getValue())));
        if (schema.path("additionalProperties").isObject()) {
            object.set(text(schema.path("propertyNames")), of(schema.get("additionalProperties")));
        }
        return object;
    }
}
