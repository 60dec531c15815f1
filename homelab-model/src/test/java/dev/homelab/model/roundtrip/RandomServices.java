// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.roundtrip;

import dev.homelab.model.Route;
import dev.homelab.model.Service;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** Valid services from a seed, made by the types of the records, with every component set sooner or later. */
final class RandomServices {

    private static final int MOST_TRIES = 1_000;

    private final Validator validator = Validation.byDefaultProvider()
            .configure()
            .ignoreXmlConfiguration()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator();

    private final Random random;
    private final RandomValues values;
    private final Set<String> unset = new TreeSet<>();

    RandomServices(long seed) {
        this.random = new Random(seed);
        this.values = new RandomValues(random);
        RecordParts.all().forEach(component -> unset.add(RecordParts.name(component)));
    }

    Service next() {
        return (Service) record(Service.class);
    }

    /** Returns the components that no service had so far. */
    Set<String> unset() {
        return unset;
    }

    /** Returns the components that nobody taught this class to fill. */
    Set<String> unknown() {
        return values.unknown();
    }

    private Object record(Class<?> type) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Object candidate = candidate(type);
            if (validator.validate(candidate).isEmpty() && makesSense(candidate)) {
                Arrays.stream(type.getRecordComponents())
                        .filter(component -> isSet(part(candidate, component)))
                        .forEach(component -> unset.remove(RecordParts.name(component)));
                return candidate;
            }
        }
        throw new IllegalStateException(
                "No valid %s in %d tries: %s".formatted(type, MOST_TRIES, validator.validate(candidate(type))));
    }

    /** Whether the parts of a record go together as far as Java can be made to say them. */
    private static boolean makesSense(Object record) {
        return !(record instanceof Route route)
                || (route.container().isPresent() == route.port().isPresent()
                        && (route.container().isEmpty() || route.url().isEmpty()));
    }

    private Object candidate(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] parts = Arrays.stream(components)
                .map(component -> value(component.getGenericType(), RecordParts.name(component)))
                .toArray();
        try {
            return type.getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new))
                    .newInstance(parts);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object value(Type type, String name) {
        if (type instanceof ParameterizedType generic) {
            return several((Class<?>) generic.getRawType(), generic.getActualTypeArguments(), name);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return plain.getEnumConstants()[random.nextInt(plain.getEnumConstants().length)];
        }
        if (plain == Boolean.class || plain == boolean.class) {
            return random.nextBoolean();
        }
        return plain.isRecord() && !RecordParts.isSingleText(plain) ? record(plain) : values.single(plain, name);
    }

    private Object several(Class<?> raw, Type[] arguments, String name) {
        if (raw == Optional.class) {
            return random.nextBoolean() ? Optional.empty() : Optional.of(value(arguments[0], name));
        }
        if (raw == Map.class) {
            Map<Object, Object> map = new LinkedHashMap<>();
            times().forEach(i -> map.put(values.key(name), value(arguments[1], name)));
            return map;
        }
        List<Object> list = new ArrayList<>();
        times().forEach(i -> list.add(value(arguments[0], name)));
        return raw == Set.class ? new LinkedHashSet<>(list) : list;
    }

    private IntStream times() {
        return IntStream.range(0, random.nextInt(4));
    }

    private static boolean isSet(Object part) {
        return !(part.equals(Optional.empty())
                || part.equals(List.of())
                || part.equals(Map.of())
                || part.equals(Set.of()));
    }

    private static Object part(Object record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
