// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Record types as the reader sees them: their keys, and how to make one. */
final class Records {

    private Records() {}

    /** Returns the types of a record's components by their YAML keys, in the order they are declared. */
    static Map<String, Type> components(Class<?> type) {
        Map<String, Type> components = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            components.put(key(component), component.getGenericType());
        }
        return components;
    }

    /** Returns the components of a record that are not null, by their YAML keys, in the order they are declared. */
    static Map<String, Object> parts(Object record) {
        Map<String, Object> parts = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object part = part(record, component);
            if (part != null) {
                parts.put(key(component), part);
            }
        }
        return parts;
    }

    private static @Nullable Object part(Object record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(record.getClass() + " hides its parts. This is a bug in homelab.", e);
        }
    }

    /** Makes a record of these values, absent ones included. */
    static Object make(Class<?> type, List<? extends @Nullable Object> values) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    type + " judges in its constructor. This is a bug in homelab.", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made. This is a bug in homelab.", e);
        }
    }

    private static String key(RecordComponent component) {
        JsonProperty written = component.getAccessor().getAnnotation(JsonProperty.class);
        return written == null ? component.getName() : written.value();
    }
}
