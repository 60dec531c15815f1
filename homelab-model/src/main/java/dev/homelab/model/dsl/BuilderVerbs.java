// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import static java.util.stream.Collectors.toSet;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The verbs of a builder. A verb is named as the component it fills is, in the singular where it adds one of several;
 * its parameters are named as the components of the record it makes.
 */
final class BuilderVerbs {

    private BuilderVerbs() {}

    /** Returns the verbs that fill a component, the shortest first. */
    static List<Method> of(Class<?> builder, String component) {
        Set<String> names = Stream.of("$", "s$", "es$")
                .map(ending -> component.replaceAll(ending, ""))
                .collect(toSet());
        names.add(component.replaceAll("ies$", "y"));
        return Arrays.stream(builder.getDeclaredMethods())
                .filter(method -> names.contains(method.getName()) && !method.isSynthetic())
                .sorted(Comparator.comparing(Method::getParameterCount).thenComparing(Method::toGenericString))
                .toList();
    }

    /** Returns the verb that says a single value, after a key if there is one. */
    static Method saying(List<Method> verbs, int keys, Object value) {
        int fewest = Boolean.TRUE.equals(value) ? keys : keys + 1; // a flag may be said by the verb alone
        return first(
                verbs.stream()
                        .filter(verb -> verb.getParameterCount() >= fewest && verb.getParameterCount() <= keys + 1),
                value);
    }

    /**
     * Returns the verb that says all of these parts of a record, after a key if there is one: the shortest that says them
     * by itself, or else the one that leaves the least to its lambda.
     */
    static Method sayingAll(List<Method> verbs, int keys, Object record) {
        Set<String> parts = RecordParts.of(record).keySet();
        List<Method> fitting = verbs.stream()
                .filter(verb -> parameters(verb, keys)
                        .filter(parameter -> !isMore(parameter) && !parameter.isVarArgs())
                        .allMatch(parameter -> parts.contains(parameter.getName())))
                .toList();
        Stream<Method> alone = fitting.stream()
                .filter(verb -> parameters(verb, keys).noneMatch(BuilderVerbs::isMore))
                .filter(verb -> names(verb).containsAll(parts));
        Stream<Method> withMore = fitting.stream()
                .filter(verb -> parameters(verb, keys).anyMatch(BuilderVerbs::isMore))
                .sorted(Comparator.comparing(Method::getParameterCount).reversed());
        return first(Stream.concat(alone, withMore), record);
    }

    static Set<String> names(Method verb) {
        return Arrays.stream(verb.getParameters()).map(Parameter::getName).collect(toSet());
    }

    /** Returns whether a parameter takes a lambda in which the rest is said. */
    static boolean isMore(Parameter parameter) {
        return parameter.getType() == Consumer.class;
    }

    private static Stream<Parameter> parameters(Method verb, int keys) {
        return Arrays.stream(verb.getParameters()).skip(keys);
    }

    private static Method first(Stream<Method> verbs, Object value) {
        return verbs.findFirst()
                .orElseThrow(() -> new IllegalStateException("No verb says a %s such as %s. This is a bug in homelab."
                        .formatted(value.getClass().getSimpleName(), value)));
    }
}
