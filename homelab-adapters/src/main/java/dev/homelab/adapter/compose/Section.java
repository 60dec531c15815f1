// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.toMap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A mapping of a Compose file while it is written. What is absent or empty is omitted, and every text means what it
 * says: Compose replaces variables everywhere, and a second dollar sign makes the first one plain.
 */
final class Section {

    private final Map<String, Object> entries = new LinkedHashMap<>();

    Section put(String key, Object value) {
        entries.put(key, literal(value));
        return this;
    }

    Section put(String key, Optional<?> value) {
        value.ifPresent(present -> put(key, present));
        return this;
    }

    Section put(String key, List<?> values) {
        return values.isEmpty() ? this : put(key, (Object) values);
    }

    Section put(String key, Map<String, ?> values) {
        return values.isEmpty() ? this : put(key, (Object) values);
    }

    Section put(String key, Section inner) {
        return inner.entries.isEmpty() ? this : putWritten(key, inner.entries);
    }

    /** Puts a value that is in the language of Compose already, such as a variable. */
    Section putWritten(String key, Object value) {
        entries.put(key, value);
        return this;
    }

    Map<String, Object> entries() {
        return entries;
    }

    static String literal(String text) {
        return text.replace("$", "$$");
    }

    private static Object literal(Object value) {
        if (value instanceof String text) {
            return literal(text);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Section::literal).toList();
        }
        return value instanceof Map<?, ?> map
                ? map.entrySet().stream()
                        .collect(toMap(
                                entry -> String.valueOf(entry.getKey()),
                                entry -> literal(entry.getValue()),
                                (first, second) -> first,
                                LinkedHashMap::new))
                : value;
    }
}
