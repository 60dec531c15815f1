// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Single values as Java writes them, and the imports that they need. */
final class JavaLiterals {

    private final NavigableSet<String> imports = new TreeSet<>();

    NavigableSet<String> imports() {
        return imports;
    }

    /** Returns the value as an argument for a parameter of this type. */
    String of(Object value, Class<?> type) {
        if (type == String.class || value instanceof String) {
            return quoted(value.toString());
        }
        if (value instanceof Enum<?> constant) {
            return constant(constant);
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        if (value instanceof Collection<?> collection) {
            imports.add("java.util.List");
            return collection.stream()
                    .map(element -> of(element, Object.class))
                    .collect(joining(", ", "List.of(", ")"));
        }
        return value instanceof Long ? value + "L" : value.toString();
    }

    private String map(Map<?, ?> map) {
        imports.add("java.util.Map");
        return map.entrySet().stream()
                .map(entry -> "Map.entry(%s, %s)"
                        .formatted(of(entry.getKey(), String.class), of(entry.getValue(), Object.class)))
                .collect(joining(", ", "Map.ofEntries(", ")"));
    }

    private String constant(Enum<?> constant) {
        Class<?> type = constant.getDeclaringClass();
        Class<?> outer = type.getEnclosingClass();
        imports.add(outer == null ? type.getName() : outer.getName());
        return (outer == null ? "" : outer.getSimpleName() + ".") + type.getSimpleName() + "." + constant.name();
    }

    static String quoted(String text) {
        return text.chars().mapToObj(JavaLiterals::escaped).collect(joining("", "\"", "\""));
    }

    private static String escaped(int character) {
        return switch (character) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            case '\r' -> "\\r";
            default -> isPlain(character) ? String.valueOf((char) character) : "\\u%04x".formatted(character);
        };
    }

    private static boolean isPlain(int character) {
        return character >= ' ' && character != 0x7f && !Character.isSurrogate((char) character);
    }
}
