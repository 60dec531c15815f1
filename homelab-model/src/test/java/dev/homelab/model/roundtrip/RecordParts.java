// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.roundtrip;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.homelab.model.Service;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** The components of all records that a definition is made of, without those that are written as a single text. */
final class RecordParts {

    private RecordParts() {}

    /** Returns them from the service down, by {@code Record.component}. */
    static Set<RecordComponent> all() {
        Set<RecordComponent> found = new LinkedHashSet<>();
        collect(Service.class, found);
        return found;
    }

    static String name(RecordComponent component) {
        return component.getDeclaringRecord().getSimpleName() + "." + component.getName();
    }

    static String key(RecordComponent component) {
        JsonProperty written = component.getAccessor().getAnnotation(JsonProperty.class);
        return written == null ? component.getName() : written.value();
    }

    static boolean isSingleText(Class<?> type) {
        return type.isRecord()
                && Arrays.stream(type.getRecordComponents())
                        .anyMatch(part -> part.getAccessor().isAnnotationPresent(JsonValue.class));
    }

    private static void collect(Class<?> type, Set<RecordComponent> found) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (found.add(component)) {
                plain(component.getGenericType())
                        .filter(part -> part.isRecord() && !isSingleText(part))
                        .forEach(part -> collect(part, found));
            }
        }
    }

    private static Stream<Class<?>> plain(Type type) {
        return type instanceof ParameterizedType generic
                ? Arrays.stream(generic.getActualTypeArguments()).flatMap(RecordParts::plain)
                : Stream.of((Class<?>) type);
    }
}
