// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.homelab.model.container.Container;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the records of definitions know: their keys and their order. */
public final class Language {

    private Language() {}

    /** Returns the keys of a record as definitions write them, in their order. */
    static List<String> keys(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents()).map(Language::key).toList();
    }

    static boolean has(Class<? extends Record> type, String key) {
        return keys(type).contains(key);
    }

    /** Returns whether a secret can be a part of a longer text. */
    static boolean canEmbedSecrets() {
        return Arrays.stream(Container.class.getRecordComponents())
                .filter(component -> component.getName().equals("secrets"))
                .noneMatch(component -> component.getGenericType().getTypeName().contains("SecretRef"));
    }

    /** Returns what is there, in the order of the record. */
    public static Map<String, Object> ordered(Class<? extends Record> type, Map<String, Object> parts) {
        Map<String, Object> ordered = new LinkedHashMap<>();
        keys(type).stream().filter(parts::containsKey).forEach(key -> ordered.put(key, parts.get(key)));
        return ordered;
    }

    private static String key(RecordComponent component) {
        JsonProperty written = component.getAccessor().getAnnotation(JsonProperty.class);
        return written == null ? component.getName() : written.value();
    }
}
