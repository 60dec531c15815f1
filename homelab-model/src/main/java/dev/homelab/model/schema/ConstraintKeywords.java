// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.Constraint;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedType;
import java.util.Map;
import java.util.stream.Stream;

/** Bean Validation's constraints in the words of JSON Schema. */
final class ConstraintKeywords {

    private static final String NOT_BLANK = "\\S";
    private static final String EXAMPLE = ", such as ";
    private static final Map<String, String> LEAST =
            Map.of("object", "minProperties", "array", "minItems", "string", "minLength");
    private static final Map<String, String> MOST =
            Map.of("object", "maxProperties", "array", "maxItems", "string", "maxLength");

    private ConstraintKeywords() {}

    /** Returns whether a key of this type must be there. */
    static boolean isRequired(AnnotatedType type) {
        return Stream.of(NotNull.class, NotBlank.class, NotEmpty.class).anyMatch(type::isAnnotationPresent);
    }

    /** Adds what the constraints on a type say. */
    static ObjectNode add(ObjectNode schema, AnnotatedType type) {
        for (Annotation annotation : type.getAnnotations()) {
            if (annotation instanceof NotNull present) {
                addExample(schema, present.message());
            } else if (annotation instanceof NotBlank text) {
                addForm(schema, NOT_BLANK, text.message());
                addExample(schema, text.message());
            } else if (annotation instanceof NotEmpty some) {
                schema.put(LEAST.get(schema.path("type").asText()), 1);
                addExample(schema, some.message());
            } else {
                addLimit(schema, annotation);
            }
        }
        return schema;
    }

    private static void addLimit(ObjectNode schema, Annotation annotation) {
        if (annotation instanceof Pattern pattern) {
            addForm(schema, pattern.regexp(), pattern.message());
            addExample(schema, pattern.message());
        } else if (annotation instanceof Min least) {
            schema.put("minimum", least.value());
            addExample(schema, least.message());
        } else if (annotation instanceof Max most) {
            schema.put("maximum", most.value());
            addExample(schema, most.message());
        } else if (annotation instanceof Positive some) {
            schema.put("exclusiveMinimum", 0);
            addExample(schema, some.message());
        } else if (annotation instanceof Size size) {
            String type = schema.path("type").asText();
            schema.put(LEAST.get(type), size.min()).put(MOST.get(type), size.max());
        } else {
            refuseUnknown(annotation);
        }
    }

    private static void addForm(ObjectNode schema, String regexp, String message) {
        String other = schema.path("pattern").asText(NOT_BLANK);
        if (!other.equals(NOT_BLANK) && !regexp.equals(NOT_BLANK)) {
            throw new IllegalStateException(
                    "A text has two forms, %s and %s. This is a bug in homelab.".formatted(other, regexp));
        }
        if (other.equals(NOT_BLANK)) { // a form of its own says more
            schema.put("pattern", regexp).put("patternErrorMessage", message);
        }
    }

    private static void refuseUnknown(Annotation annotation) {
        Class<?> type = annotation.annotationType();
        Class<?> owner = type.getEnclosingClass();
        if (type.isAnnotationPresent(Constraint.class) || (owner != null && owner.isAnnotation())) {
            throw new IllegalStateException("The schema has no word for " + annotation + ". This is a bug in homelab.");
        }
    }

    /** Adds the example that the message ends with, where it is a value and not the beginning of a mapping. */
    private static void addExample(ObjectNode schema, String message) {
        int at = message.indexOf(EXAMPLE);
        if (at < 0 || schema.has("examples")) {
            return;
        }
        String example = message.substring(at + EXAMPLE.length());
        switch (schema.path("type").asText()) {
            case "string" -> schema.putArray("examples").add(example);
            case "integer" -> schema.putArray("examples").add(Integer.parseInt(example));
            case "number" -> schema.putArray("examples").add(Double.parseDouble(example));
            case "boolean" -> schema.putArray("examples").add(Boolean.parseBoolean(example));
            default -> {} // lists and mappings have snippets
        }
    }
}
