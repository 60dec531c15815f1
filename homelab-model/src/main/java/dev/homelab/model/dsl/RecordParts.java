// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.homelab.model.pattern.NamesAlone;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parts of a record that have to be said, by the names of its components. */
final class RecordParts {

    private RecordParts() {}

    /** Returns whether a value has parts that are said one by one; a hostname, for one, is said as a text. */
    static boolean isRecord(Object value) {
        return value.getClass().isRecord()
                && Arrays.stream(value.getClass().getRecordComponents())
                        .noneMatch(part -> part.getAccessor().isAnnotationPresent(JsonValue.class));
    }

    /** Returns the parts that are not empty, those in an Optional without it. */
    static Map<String, Object> of(Object record) {
        Map<String, Object> parts = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object part = part(record, component);
            if (part instanceof Optional<?> optional) {
                optional.ifPresent(said -> parts.put(component.getName(), said)); // even an empty list says something
            } else if (part != null && !isEmpty(part)) {
                parts.put(component.getName(), part);
            }
        }
        return parts;
    }

    /** Returns whether a mapping is said by its keys, since none of its records has parts. */
    static boolean areNamesAlone(Map<?, ?> map) {
        return map.values().stream()
                .allMatch(value -> value.getClass().isAnnotationPresent(NamesAlone.class)
                        && of(value).isEmpty());
    }

    private static boolean isEmpty(Object value) {
        return List.of().equals(value) || Set.of().equals(value) || Map.of().equals(value);
    }

    private static @Nullable Object part(Object record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(record.getClass() + " hides its parts. This is a bug in homelab.", e);
        }
    }
}
