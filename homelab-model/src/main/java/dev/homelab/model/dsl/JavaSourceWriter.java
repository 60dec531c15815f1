// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Turns a record into the calls of the verbs that make it. */
final class JavaSourceWriter {

    private static final String INDENT = "        ";

    private final JavaLiterals literals = new JavaLiterals();
    private final Deque<String> lambdas = new ArrayDeque<>();

    /** Returns the names of the classes that the calls need. */
    NavigableSet<String> imports() {
        return literals.imports();
    }

    /** Returns the call of one of these verbs that says the value. */
    String call(List<Method> verbs, Object value) {
        return call(verbs, List.of(), value);
    }

    private String call(List<Method> verbs, List<?> keys, Object value) {
        Method verb = RecordParts.isRecord(value)
                ? BuilderVerbs.sayingAll(verbs, keys.size(), value)
                : BuilderVerbs.saying(verbs, keys.size(), value);
        List<String> arguments = new ArrayList<>();
        for (Parameter parameter : verb.getParameters()) {
            Object argument = arguments.size() < keys.size() ? keys.get(arguments.size()) : value;
            arguments.add(argument(verb, parameter, argument));
        }
        return arguments.stream()
                .filter(argument -> !argument.isEmpty())
                .collect(joining(", ", verb.getName() + "(", ")"));
    }

    private String argument(Method verb, Parameter parameter, Object value) {
        if (BuilderVerbs.isMore(parameter)) {
            return lambda(verb, parameter, RecordParts.of(value));
        }
        Object said = RecordParts.isRecord(value)
                ? RecordParts.of(value).getOrDefault(parameter.getName(), List.of()) // only several may be none
                : value;
        if (!parameter.isVarArgs()) {
            return literals.of(said, parameter.getType());
        }
        Class<?> type = parameter.getType().getComponentType();
        return ((Collection<?>) said)
                .stream().map(one -> literals.of(one, type)).collect(joining(", "));
    }

    private String lambda(Method verb, Parameter parameter, Map<String, Object> parts) {
        Class<?> builder =
                (Class<?>) ((ParameterizedType) parameter.getParameterizedType()).getActualTypeArguments()[0];
        String initial = builder.getSimpleName().substring(0, 1).toLowerCase(java.util.Locale.ROOT);
        String name = lambdas.contains(initial) ? verb.getName() : initial;
        lambdas.push(name);
        String calls = calls(builder, parts, BuilderVerbs.names(verb));
        lambdas.pop();
        return name + " -> " + (calls.isEmpty() ? "{}" : name + calls);
    }

    /** Returns a call, each on a line of its own, for every part that the verb has not said already. */
    private String calls(Class<?> builder, Map<String, Object> parts, Set<String> said) {
        String line = "\n" + INDENT.repeat(lambdas.size() + 1) + ".";
        return parts.entrySet().stream()
                .filter(part -> !said.contains(part.getKey()))
                .flatMap(part -> calls(BuilderVerbs.of(builder, part.getKey()), part.getValue()))
                .map(line::concat)
                .collect(joining());
    }

    private String names(Method verb, Map<?, ?> map) {
        return map.keySet().stream()
                .map(name -> literals.of(name, String.class))
                .collect(joining(", ", verb.getName() + "(", ")"));
    }

    private Stream<String> calls(List<Method> verbs, Object part) {
        if (part instanceof Map<?, ?> map) {
            Optional<Method> list = verbs.stream().filter(Method::isVarArgs).findFirst();
            if (list.isPresent() && RecordParts.areNamesAlone(map)) {
                return Stream.of(names(list.get(), map));
            }
            List<Method> one = verbs.stream().filter(verb -> !verb.isVarArgs()).toList();
            return map.entrySet().stream().map(entry -> call(one, List.of(entry.getKey()), entry.getValue()));
        }
        boolean oneByOne = part instanceof Collection<?> && verbs.stream().noneMatch(Method::isVarArgs);
        return oneByOne ? ((Collection<?>) part).stream().map(one -> call(verbs, one)) : Stream.of(call(verbs, part));
    }
}
