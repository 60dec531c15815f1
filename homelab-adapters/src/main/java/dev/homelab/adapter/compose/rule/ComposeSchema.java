// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.rule;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges values by the JSON schema of Compose, as far as it is about the keys that have no key of their own in a definition.
 *
 * <p>The schema is a resource that a test derives from the Compose specification; it is read when the first value is judged. Where
 * Compose takes a number or a boolean as text, too, {@code text} says how it reads that, which is in no schema.
 */
final class ComposeSchema {

    private static final Map<String, String> WORDS = Map.of(
            "object", "a mapping",
            "array", "a list",
            "string", "text",
            "integer", "a whole number",
            "number", "a number",
            "boolean", "true or false",
            "null", "empty");

    /** How Compose reads a text where it wants something else, and what that is called. */
    private enum Text {
        INTEGER("a whole number", "[+-]?[0-9]{1,19}"),
        NO_TEXT("a whole number", "(?!)"),
        NUMBER("a number", "[+-]?[0-9]{1,40}(?:\\.[0-9]{0,40})?"),
        BOOLEAN("true or false", "(?i:true|false|yes|no|on|off|y|n)"),
        SIZE("a size, such as 64m", "-1|[0-9]{1,19}(?:\\.[0-9]{0,40})?(?:e[0-9]{1,2})? ?(?i:[kmgtp]?i?b?)");

        private final String word;
        private final Pattern form;

        Text(String word, String form) {
            this.word = word;
            this.form = Pattern.compile(form);
        }
    }

    private ComposeSchema() {}

    /** The schema, once it is needed. */
    private static final class Loaded {

        static final JsonNode SCHEMA = load();
        static final Set<String> KEYS = SCHEMA.path("properties")
                .propertyStream()
                .map(Map.Entry::getKey)
                .collect(toCollection(TreeSet::new));

        private Loaded() {}

        private static JsonNode load() {
            try (InputStream json =
                    Objects.requireNonNull(ComposeSchema.class.getResourceAsStream("compose-values.json"))) {
                return new JsonMapper().readTree(json);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Something that Compose refuses.
     *
     * @param path of the value below its key, such as {@code .nofile.soft} or {@code [0]}; empty for the value of the key itself
     * @param complaint what it must be, as the end of a sentence
     * @param known the keys that may stand there, if it is a key that Compose does not know
     */
    record Misfit(String path, String complaint, List<String> known) {}

    /** Returns the keys of a service of Compose that have no key of their own in a definition, in their order. */
    static Set<String> keys() {
        return Loaded.KEYS;
    }

    /** Returns everything that Compose refuses in the value of a key of a service. */
    static List<Misfit> misfits(String key, Object value) {
        return misfits("", value, Loaded.SCHEMA.path("properties").path(key)).toList();
    }

    private static Stream<Misfit> misfits(String path, @Nullable Object value, JsonNode written) {
        JsonNode schema = resolved(written);
        if (schema.has("oneOf")) {
            return alternatives(path, value, schema.path("oneOf"));
        }
        if (!accepts(schema, value)) {
            return misfit(path, value, "must be " + expected(schema));
        }
        if (value instanceof Map<?, ?> map) {
            return object(path, map, schema);
        }
        if (value instanceof List<?> list) {
            return IntStream.range(0, list.size())
                    .boxed()
                    .flatMap(i -> misfits(path + "[" + i + "]", list.get(i), schema.path("items")));
        }
        return scalar(value, schema).stream().flatMap(complaint -> misfit(path, value, complaint));
    }

    /** Speaks of the first alternative that is of the value's kind, if it fits none. */
    private static Stream<Misfit> alternatives(String path, @Nullable Object value, JsonNode oneOf) {
        List<JsonNode> all = oneOf.valueStream().map(ComposeSchema::resolved).toList();
        List<List<Misfit>> ofItsKind = all.stream()
                .filter(schema -> accepts(schema, value))
                .map(schema -> misfits(path, value, schema).toList())
                .toList();
        if (ofItsKind.isEmpty()) {
            return misfit(
                    path,
                    value,
                    "must be "
                            + all.stream()
                                    .map(ComposeSchema::expected)
                                    .distinct()
                                    .collect(joining(" or ")));
        }
        return ofItsKind.stream().anyMatch(List::isEmpty) ? Stream.empty() : ofItsKind.get(0).stream();
    }

    private static Stream<Misfit> object(String path, Map<?, ?> map, JsonNode schema) {
        List<Misfit> found = new ArrayList<>();
        schema.path("required").forEach(key -> {
            if (!map.containsKey(key.asText())) {
                found.add(new Misfit(path, "must have \"%s\"".formatted(key.asText()), List.of()));
            }
        });
        map.forEach((name, value) -> {
            String key = String.valueOf(name);
            String place = path + "." + key;
            Optional<JsonNode> part = part(schema, key);
            if (part.isPresent()) {
                misfits(place, value, part.get()).forEach(found::add);
            } else if (schema.has("additionalProperties")) {
                List<String> known = new ArrayList<>();
                schema.path("properties").fieldNames().forEachRemaining(known::add);
                found.add(new Misfit(place, "is not known to Compose", known));
            }
        });
        return found.stream();
    }

    /** The schema has no other additional properties than none. */
    private static Optional<JsonNode> part(JsonNode schema, String key) {
        return Optional.ofNullable(schema.path("properties").get(key))
                .or(() -> schema.path("patternProperties").properties().stream()
                        .filter(pattern ->
                                Pattern.compile(pattern.getKey()).matcher(key).find())
                        .map(Map.Entry::getValue)
                        .findFirst());
    }

    private static Optional<String> scalar(@Nullable Object value, JsonNode schema) {
        if (value instanceof String text) {
            return text(text, schema);
        }
        if (value instanceof Number number) {
            return range(number.doubleValue(), schema);
        }
        return Optional.empty();
    }

    private static Optional<String> text(String text, JsonNode schema) {
        if (schema.has("text")) {
            Text read = Text.valueOf(schema.path("text").asText());
            return complaint(!read.form.matcher(text).matches(), "must be " + read.word);
        }
        if (schema.has("enum")) {
            List<String> words =
                    schema.path("enum").valueStream().map(JsonNode::asText).toList();
            return complaint(!words.contains(text), "must be one of " + String.join(", ", words));
        }
        String pattern = schema.path("pattern").asText();
        return complaint(
                !Pattern.compile(pattern).matcher(text).find(),
                "must be one of " + pattern.replace("|", ", ").replaceAll("_\\(.*", "_3d"));
    }

    private static Optional<String> range(double number, JsonNode schema) {
        double least = schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY);
        double most = schema.path("maximum").asDouble(Double.POSITIVE_INFINITY);
        String range =
                Double.isInfinite(most) ? "at least %.0f".formatted(least) : "from %.0f to %.0f".formatted(least, most);
        return complaint(number < least || number > most, "must be " + range);
    }

    private static Optional<String> complaint(boolean isWrong, String text) {
        return isWrong ? Optional.of(text) : Optional.empty();
    }

    private static Stream<Misfit> misfit(String path, @Nullable Object value, String complaint) {
        String written = value instanceof Map || value instanceof List ? "" : ", not \"%s\"".formatted(value);
        return Stream.of(new Misfit(path, complaint + written, List.of()));
    }

    private static JsonNode resolved(JsonNode schema) {
        String name = schema.path("$ref").asText();
        return name.isEmpty()
                ? schema
                : Loaded.SCHEMA.path("definitions").path(name.substring(name.lastIndexOf('/') + 1));
    }

    private static boolean accepts(JsonNode schema, @Nullable Object value) {
        return !schema.has("type") || types(schema).anyMatch(isOf(value));
    }

    private static Predicate<String> isOf(@Nullable Object value) {
        return type -> switch (type) {
            case "object" -> value instanceof Map;
            case "array" -> value instanceof List;
            case "string" -> value instanceof String;
            case "number" -> value instanceof Number;
            case "integer" -> value instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue());
            case "boolean" -> value instanceof Boolean;
            default -> value == null;
        };
    }

    /** Says what a value must be; where a text is read as something else, that alone. */
    private static String expected(JsonNode schema) {
        return schema.has("text")
                ? Text.valueOf(schema.path("text").asText()).word
                : types(schema).map(type -> WORDS.getOrDefault(type, type)).collect(joining(" or "));
    }

    private static Stream<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? type.valueStream().map(JsonNode::asText) : Stream.of(type.asText());
    }
}
