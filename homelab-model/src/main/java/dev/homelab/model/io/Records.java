// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.homelab.model.pattern.NamesAlone;
import dev.homelab.model.pattern.ShortForm;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Record types as the reader sees them: their keys, and how to make one. Each type is looked into once. */
final class Records {

    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    private Records() {}

    /** Returns the types of a record's components by their YAML keys, in the order they are declared. */
    static Map<String, Type> components(Class<?> type) {
        return SHAPES.get(type).components();
    }

    /** Returns the key whose value alone is written when a record of this type says nothing else, if it has such a form. */
    static Optional<String> shortForm(Class<?> type) {
        return Optional.ofNullable(type.getAnnotation(ShortForm.class)).map(ShortForm::value);
    }

    /** Returns whether the component with this key bears a mark. */
    static boolean isMarked(Class<?> type, String key, Class<? extends Annotation> mark) {
        return Optional.ofNullable(SHAPES.get(type).declared().get(key))
                .filter(component -> component.isAnnotationPresent(mark))
                .isPresent();
    }

    /** Returns whether records of this type are written as a single text, such as a hostname. */
    static boolean isSingleText(Class<?> type) {
        return type.isRecord() && SHAPES.get(type).isSingleText();
    }

    /** Returns whether a mapping to this type may be written as a list of its names. */
    static boolean isNamesAlone(Type type) {
        return type instanceof Class<?> plain && plain.isAnnotationPresent(NamesAlone.class);
    }

    /** Returns the components of a record that are not null, by their YAML keys, in the order they are declared. */
    static Map<String, Object> parts(Object record) {
        Map<String, Object> parts = new LinkedHashMap<>();
        SHAPES.get(record.getClass()).accessors().forEach((key, accessor) -> {
            Object part = part(record, accessor);
            if (part != null) {
                parts.put(key, part);
            }
        });
        return parts;
    }

    private static @Nullable Object part(Object record, Method accessor) {
        try {
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(record.getClass() + " hides its parts. This is a bug in homelab.", e);
        }
    }

    /** Makes a record of these values, absent ones included. */
    static Object make(Class<?> type, List<? extends @Nullable Object> values) {
        try {
            return SHAPES.get(type).constructor().newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    type + " judges in its constructor. This is a bug in homelab.", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made. This is a bug in homelab.", e);
        }
    }

    /** What is known of a record type. */
    private record Shape(
            Map<String, Type> components,
            Map<String, RecordComponent> declared,
            Map<String, Method> accessors,
            Constructor<?> constructor,
            boolean isSingleText) {

        static Shape of(Class<?> type) {
            RecordComponent[] declared = type.getRecordComponents();
            Map<String, Type> components = new LinkedHashMap<>();
            Map<String, RecordComponent> byKey = new LinkedHashMap<>();
            Map<String, Method> accessors = new LinkedHashMap<>();
            for (RecordComponent component : declared) {
                components.put(key(component), component.getGenericType());
                byKey.put(key(component), component);
                component.getAccessor().setAccessible(true);
                accessors.put(key(component), component.getAccessor());
            }
            boolean isSingleText =
                    declared.length == 1 && declared[0].getAccessor().isAnnotationPresent(JsonValue.class);
            return new Shape(
                    Collections.unmodifiableMap(components),
                    Collections.unmodifiableMap(byKey),
                    Collections.unmodifiableMap(accessors),
                    constructor(type, declared),
                    isSingleText);
        }

        private static Constructor<?> constructor(Class<?> type, RecordComponent... declared) {
            Class<?>[] types =
                    Arrays.stream(declared).map(RecordComponent::getType).toArray(Class<?>[]::new);
            try {
                Constructor<?> constructor = type.getDeclaredConstructor(types);
                constructor.setAccessible(true);
                return constructor;
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(type + " has no canonical constructor, as every record must.", e);
            }
        }

        private static String key(RecordComponent component) {
            JsonProperty written = component.getAccessor().getAnnotation(JsonProperty.class);
            return written == null ? component.getName() : written.value();
        }
    }
}
