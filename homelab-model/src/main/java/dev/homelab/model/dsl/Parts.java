// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parts of a record that have to be said, by the names of its components. */
final class Parts {

    private Parts() {}

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
            Object said = part instanceof Optional<?> optional ? optional.orElse(null) : part;
            if (said != null && !isEmpty(said)) {
                parts.put(component.getName(), said);
            }
        }
        return parts;
    }

    /** Returns the components that can have only one value, which therefore says nothing. */
    static Set<String> selfEvident(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(part -> part.getType().isEnum() && part.getType().getEnumConstants().length == 1)
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());
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
