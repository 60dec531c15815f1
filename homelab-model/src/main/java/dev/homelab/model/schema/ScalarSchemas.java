// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.model.pattern.AcceptsInteger;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.SecretText;
import dev.homelab.model.value.WebAddress;
import java.lang.reflect.AnnotatedType;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Schemas of single values. */
final class ScalarSchemas {

    private static final Map<Class<?>, String> TYPES = Map.of(
            String.class, "string",
            URI.class, "string",
            Boolean.class, "boolean",
            Integer.class, "integer",
            Double.class, "number");

    private final Texts texts;
    private final Set<String> schemes;

    /** Takes the schemes that a reference to a secret may have. */
    ScalarSchemas(Texts texts, Set<String> schemes) {
        this.texts = texts;
        this.schemes = schemes;
    }

    ObjectNode of(Class<?> type, AnnotatedType constraints) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        if (type.isRecord()) {
            AnnotatedType text = type.getRecordComponents()[0].getAnnotatedType();
            ConstraintKeywords.add(ConstraintKeywords.add(schema.put("type", "string"), constraints), text);
            if (type == SecretRef.class) {
                schema.put("pattern", SecretRef.form(schemes));
            }
            if (type == SecretText.class) {
                schema.put("pattern", SecretText.form(schemes));
            }
            return numberToo(schema, type);
        }
        if (type.isEnum()) {
            return ConstraintKeywords.add(constants(schema.put("type", "string"), type), constraints);
        }
        if (type == Object.class) {
            Stream.of("string", "number", "boolean", "object", "array").forEach(schema.putArray("type")::add);
            return ConstraintKeywords.add(schema, constraints);
        }
        String name = TYPES.get(type);
        if (name == null) {
            throw new IllegalStateException("The schema has no word for " + type + ". This is a bug in homelab.");
        }
        schema.put("type", name);
        if (type == Integer.class) {
            schema.put("minimum", Integer.MIN_VALUE).put("maximum", Integer.MAX_VALUE);
        }
        if (type == URI.class) {
            schema.put("pattern", WebAddress.FORM)
                    .put("patternErrorMessage", "must be an address such as http://192.0.2.53");
        }
        return ConstraintKeywords.add(schema, constraints);
    }

    private static ObjectNode numberToo(ObjectNode schema, Class<?> type) {
        AcceptsInteger number = type.getAnnotation(AcceptsInteger.class);
        if (number != null) {
            schema.putArray("type").add("string").add("integer");
            schema.put("minimum", number.least()).put("maximum", number.most());
        }
        return schema;
    }

    /** Returns the schema of text that the reader also takes from a number or a truth without quotes. */
    ObjectNode anyText(AnnotatedType constraints) {
        ObjectNode schema = of(String.class, constraints);
        String pattern = schema.path("pattern").asText("");
        List<Boolean> fits = Stream.of("1", "-1.5", "true")
                .map(text -> text.matches(pattern.isEmpty() ? ".*" : pattern))
                .distinct()
                .toList();
        if (fits.size() > 1) {
            throw new IllegalStateException("A schema cannot say which numbers have the form " + pattern
                    + "; give such values a type of their own. This is a bug in homelab.");
        }
        if (fits.get(0)) {
            schema.putArray("type").add("string").add("number").add("boolean");
        }
        return schema;
    }

    private ObjectNode constants(ObjectNode schema, Class<?> type) {
        ArrayNode names = schema.putArray("enum");
        List<String> descriptions = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            names.add(name((Enum<?>) constant));
            Optional<String> text = texts.constant((Enum<?>) constant);
            descriptions.add(text.map(Docs::plain).orElse(""));
        }
        if (descriptions.stream().anyMatch(text -> !text.isEmpty())) {
            descriptions.forEach(schema.putArray("enumDescriptions")::add);
        }
        return schema;
    }

    private static String name(Enum<?> constant) {
        try {
            JsonProperty written =
                    constant.getDeclaringClass().getField(constant.name()).getAnnotation(JsonProperty.class);
            return written == null ? constant.toString() : written.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("An enum hides its names. This is a bug in homelab.", e);
        }
    }
}
