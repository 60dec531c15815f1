// SPDX-License-Identifier: Apache-2.0
package dev.homelab.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Enumerates from a schema every property and keyword in it, with documents that obey and documents that do not. */
final class Pairs {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> TEXTS_FOR_PEOPLE = Set.of(
            "$schema",
            "title",
            "description",
            "markdownDescription",
            "examples",
            "default",
            "defaultSnippets",
            "enumDescriptions",
            "patternErrorMessage");
    private static final Set<String> WAYS_DOWN = Set.of("$ref", "definitions", "properties", "items");
    private static final Map<String, JsonNode> OF_TYPE = Map.of(
            "string", NODES.textNode("7"),
            "integer", NODES.numberNode(7),
            "number", NODES.numberNode(7.5),
            "boolean", NODES.booleanNode(true),
            "null", NODES.nullNode(),
            "array", NODES.arrayNode(),
            "object", NODES.objectNode());

    private final Samples samples;
    private final List<Pair> pairs = new ArrayList<>();
    private final Map<String, Set<String>> choiceTypes = new HashMap<>();

    private Pairs(Samples samples) {
        this.samples = samples;
    }

    static List<Pair> of(JsonNode schema) {
        Samples samples = new Samples(schema);
        Pairs pairs = new Pairs(samples);
        pairs.walk(schema, samples.of(schema), "");
        return pairs.pairs;
    }

    /** Visits the schema of what is at a path of a good document. */
    private void walk(JsonNode reference, JsonNode document, String path) {
        JsonNode schema = samples.resolved(reference);
        schema.path("oneOf")
                .forEach(choice -> choiceTypes
                        .computeIfAbsent(path, none -> new TreeSet<>())
                        .addAll(Samples.types(samples.resolved(choice))));
        schema.properties().forEach(entry -> keyword(entry.getKey(), schema, document, path));
        schema.path("oneOf").forEach(choice -> walk(choice, with(document, path, samples.of(choice)), path));
        schema.path("properties")
                .properties()
                .forEach(entry -> below(schema, entry.getValue(), document, path, entry.getKey()));
        if (schema.has("items")) {
            walk(schema.get("items"), document, path + "/0");
        }
        if (schema.path("additionalProperties").isObject()) {
            String key = Samples.text(schema.path("propertyNames"));
            walk(schema.get("additionalProperties"), document, below(path, key));
        }
    }

    private static String below(String path, String key) {
        return path + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    private void below(JsonNode schema, JsonNode property, JsonNode document, String path, String key) {
        if (!schema.has("oneOf")) { // each choice has the key too, with more to say of it
            walk(property, document, path + "/" + key);
        }
    }

    private void keyword(String keyword, JsonNode schema, JsonNode document, String path) {
        JsonNode says = schema.get(keyword);
        switch (keyword) {
            case "type" -> add(path, keyword, document, ofTypes(schema, true), ofNoType(path, schema));
            case "pattern" -> add(path, keyword, document, texts(schema, true), texts(schema, false));
            case "minimum" -> limit(path, keyword, document, says.longValue(), -1);
            case "exclusiveMinimum" -> limit(path, keyword, document, says.longValue() + 1, -1);
            case "maximum" -> limit(path, keyword, document, says.longValue(), 1);
            case "enum" ->
                add(path, keyword, document, elements(says, schema), Stream.of(NODES.textNode("no-such-word")));
            case "const" -> add(path, keyword, document, Stream.of(says), Stream.of(NODES.textNode("no-such-word")));
            case "minProperties" ->
                add(path, keyword, document, Stream.of(document.at(path)), Stream.of(NODES.objectNode()));
            case "minLength" ->
                add(path, keyword, document, Stream.of(document.at(path)), Stream.of(NODES.textNode("")));
            case "maxLength" ->
                add(
                        path,
                        keyword,
                        document,
                        Stream.of(document.at(path)),
                        Stream.of(NODES.textNode("x".repeat(says.intValue() + 1))));
            case "minItems" -> add(path, keyword, document, Stream.of(document.at(path)), Stream.of(NODES.arrayNode()));
            case "oneOf" ->
                add(
                        path,
                        keyword,
                        document,
                        choices(says),
                        ofNoType(path, schema).limit(1));
            case "required" -> says.forEach(key -> required(key.asText(), document, path));
            case "propertyNames" -> names(says, document, path);
            case "additionalProperties" -> unknownKey(says, document, path);
            default -> {
                if (!TEXTS_FOR_PEOPLE.contains(keyword) && !WAYS_DOWN.contains(keyword)) {
                    throw new AssertionError("nobody has written documents for " + keyword + " at " + path);
                }
            }
        }
    }

    private void add(
            String path,
            String keyword,
            JsonNode document,
            Stream<? extends JsonNode> good,
            Stream<? extends JsonNode> bad) {
        pairs.add(new Pair(
                path,
                keyword,
                good.map(value -> with(document, path, value)).toList(),
                bad.map(value -> with(document, path, value)).toList()));
    }

    private void limit(String path, String keyword, JsonNode document, long limit, int step) {
        add(path, keyword, document, Stream.of(NODES.numberNode(limit)), Stream.of(NODES.numberNode(limit + step)));
    }

    /** Returns values of the types that neither the schema nor another choice at its place takes; a mapping without its keys if it takes all. */
    private Stream<JsonNode> ofNoType(String path, JsonNode schema) {
        Set<String> others = choiceTypes.getOrDefault(path, Set.of());
        return schema.has("oneOf") && others.equals(Set.of("object"))
                ? Stream.of(NODES.objectNode())
                : ofTypes(schema, false).filter(value -> others.stream().noneMatch(type -> isOf(type, value)));
    }

    private static boolean isOf(String type, JsonNode value) {
        return value.equals(OF_TYPE.get(type));
    }

    private Stream<JsonNode> ofTypes(JsonNode schema, boolean fitting) {
        List<String> types = Samples.types(schema);
        boolean isShort = types.size() == 1 || schema.has("pattern");
        if (fitting && isShort) {
            return Stream.of(samples.of(schema));
        }
        return OF_TYPE.entrySet().stream()
                .filter(entry -> fits(entry.getKey(), types) == fitting)
                .map(Map.Entry::getValue);
    }

    private static boolean fits(String type, List<String> types) {
        return types.contains(type) || (type.equals("integer") && types.contains("number"));
    }

    private static Stream<JsonNode> texts(JsonNode schema, boolean fitting) {
        return Samples.texts(schema, fitting).stream().map(NODES::textNode);
    }

    private static Stream<JsonNode> elements(JsonNode array, JsonNode schema) {
        boolean decides = !schema.has("type"); // the word for a target's kind, whose other keys differ
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return decides ? elements.stream().limit(1) : elements.stream();
    }

    private Stream<JsonNode> choices(JsonNode choices) {
        List<JsonNode> values = new ArrayList<>();
        choices.forEach(choice -> values.add(samples.of(choice)));
        return values.stream();
    }

    private void required(String key, JsonNode document, String path) {
        ObjectNode without = ((ObjectNode) document.at(path)).deepCopy().without(List.of(key));
        add(path, "required " + key, document, Stream.of(document.at(path)), Stream.of(without));
    }

    private void names(JsonNode says, JsonNode document, String path) {
        JsonNode value = document.at(path).properties().iterator().next().getValue();
        add(path, "propertyNames", document, keyed(says, true, value), keyed(says, false, value));
    }

    private static Stream<JsonNode> keyed(JsonNode says, boolean fitting, JsonNode value) {
        return Samples.texts(says, fitting).stream()
                .map(key -> NODES.objectNode().set(key, value));
    }

    private void unknownKey(JsonNode says, JsonNode document, String path) {
        if (says.isBoolean()) {
            ObjectNode more = ((ObjectNode) document.at(path)).deepCopy().put("noSuchKey", "x");
            add(path, "additionalProperties", document, Stream.of(document.at(path)), Stream.of(more));
        }
    }

    private static JsonNode with(JsonNode document, String path, JsonNode value) {
        if (path.isEmpty()) {
            return value;
        }
        JsonNode copy = document.deepCopy();
        JsonPointer pointer = JsonPointer.compile(path);
        JsonNode parent = copy.at(pointer.head());
        if (parent instanceof ArrayNode array) {
            array.set(pointer.last().getMatchingIndex(), value);
        } else {
            ((ObjectNode) parent).set(pointer.last().getMatchingProperty(), value);
        }
        return copy;
    }
}
