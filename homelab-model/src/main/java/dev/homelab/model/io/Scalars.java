// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Single values, by the core schema of YAML 1.2: what is in quotes is text, {@code no} and {@code 0755} are what they
 * look like, and only {@code true} and {@code false} are truths.
 */
final class Scalars {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[-+]?[0-9]{1,9}");

    private static final Pattern NUMBER = Pattern.compile("[-+]?([0-9]{1,15}(\\.[0-9]{0,15})?|\\.[0-9]{1,15})");
    private static final Pattern TRUTH = Pattern.compile("true|false");

    private Scalars() {}

    static boolean isNull(ScalarNode node) {
        return node.getScalarStyle() == ScalarStyle.PLAIN && node.getValue().matches("|~|null|Null|NULL");
    }

    /** Returns the value as this type, or null if it is of another. */
    static @Nullable Object read(ScalarNode node, Class<?> type) {
        if (type == String.class) {
            return node.getValue();
        }
        if (type == Integer.class) {
            return isPlain(node, WHOLE_NUMBER) ? (Object) Integer.valueOf(node.getValue()) : null;
        }
        if (type == Double.class) {
            return isPlain(node, NUMBER) ? (Object) Double.valueOf(node.getValue()) : null;
        }
        if (type == Boolean.class) {
            return isPlain(node, TRUTH) ? (Object) Boolean.valueOf(node.getValue()) : null;
        }
        if (type == URI.class) {
            return uri(node.getValue());
        }
        return type.isEnum() ? constant(node.getValue(), type) : null;
    }

    /** Returns the value as the type it looks like: a whole number, a number, a truth or, when none of them, text. */
    static Object readPlainly(ScalarNode node) {
        return Stream.of(Integer.class, Double.class, Boolean.class)
                .map(type -> Optional.ofNullable(read(node, type)))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(node.getValue());
    }

    /** Returns what belongs where this type is expected, in the words of a person. */
    static String expected(Class<?> type) {
        if (type == Integer.class) {
            return "a whole number";
        }
        if (type == Double.class) {
            return "a number";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        if (type == URI.class) {
            return "an address such as http://192.0.2.53";
        }
        if (type.isEnum()) {
            return "one of "
                    + String.join(
                            ", ",
                            Arrays.stream(type.getEnumConstants())
                                    .map(Scalars::name)
                                    .toList());
        }
        return "text";
    }

    /** Returns whether records of this type are written as a single text, such as a hostname. */
    static boolean isSingleText(Class<?> type) {
        return type.isRecord()
                && type.getRecordComponents().length == 1
                && Arrays.stream(type.getRecordComponents()).allMatch(Scalars::isJsonValue);
    }

    private static boolean isJsonValue(RecordComponent component) {
        return component.getAccessor().isAnnotationPresent(JsonValue.class);
    }

    private static boolean isPlain(ScalarNode node, Pattern form) {
        return node.getScalarStyle() == ScalarStyle.PLAIN
                && form.matcher(node.getValue()).matches();
    }

    private static @Nullable URI uri(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() == null ? null : uri;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Object constant(String text, Class<?> type) {
        Optional<?> found = Arrays.stream(type.getEnumConstants())
                .filter(constant -> name(constant).equals(text))
                .findFirst();
        return found.orElse(null);
    }

    private static String name(Object constant) {
        try {
            JsonProperty written =
                    constant.getClass().getField(constant.toString()).getAnnotation(JsonProperty.class);
            return written == null ? constant.toString() : written.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(
                    "Enum " + constant.getClass() + " hides its names. This is a bug in homelab.", e);
        }
    }
}
