// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import dev.homelab.model.container.CommandWords;
import dev.homelab.model.pattern.AcceptsInteger;
import dev.homelab.model.pattern.CommandText;
import dev.homelab.model.pattern.OneOrMany;
import dev.homelab.problem.Quoted;
import dev.homelab.problem.Spelling;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Turns nodes into values of a type, and reports every node that does not fit. */
final class Binder {

    private final FileProblems findings;
    private final Map<Class<?>, Special> specials;

    /** Reads a type that is not bound by its components alone. */
    @FunctionalInterface
    interface Special {
        @Nullable
        Object read(Binder binder, Node node, String path);
    }

    Binder(FileProblems findings, Map<Class<?>, Special> specials) {
        this.findings = findings;
        this.specials = specials;
    }

    /** Returns the node as this type, or null when it is absent or does not fit. */
    <T> @Nullable T bind(Node node, Class<T> type, String path) {
        return type.cast(value(node, type, path));
    }

    /** Returns a record that is written as a single text, or null when it is absent or does not fit. */
    @Nullable
    Object singleText(Node node, Class<?> type, String path) {
        Object text = numberToo(node, type).orElseGet(() -> scalar(node, String.class, path));
        return text == null ? null : Records.make(type, List.of(text));
    }

    FileProblems findings() {
        return findings;
    }

    /** Returns the value of a key as text, if it is there and is text. */
    Optional<String> text(Node node, String key) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(entry -> Keys.text(entry).filter(key::equals).isPresent())
                        .map(NodeTuple::getValueNode)
                        .filter(ScalarNode.class::isInstance)
                        .map(value -> ((ScalarNode) value).getValue())
                        .findFirst()
                : Optional.empty();
    }

    @Nullable
    Object value(Node node, Type type, String path) {
        findings.place(path, node);
        if (node instanceof ScalarNode scalar && Scalars.isNull(scalar)) {
            return absent(type);
        }
        if (type instanceof ParameterizedType generic) {
            return container(node, generic, path);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == Object.class) {
            return anything(node, path);
        }
        Special special = specials.get(plain);
        if (special != null) {
            return special.read(this, node, path);
        }
        if (Records.isSingleText(plain)) {
            return singleText(node, plain, path);
        }
        return plain.isRecord() ? record(node, plain, path) : scalar(node, plain, path);
    }

    /** Returns what stands there in the types of YAML itself, for a part whose meaning only another program knows. */
    private @Nullable Object anything(Node node, String path) {
        if (node instanceof ScalarNode scalar) {
            return Scalars.readPlainly(scalar);
        }
        if (node instanceof MappingNode mapping) {
            return Collections.unmodifiableMap(map(mapping, Object.class, path));
        }
        return Collections.unmodifiableList(list((SequenceNode) node, Object.class, path));
    }

    private @Nullable Object container(Node node, ParameterizedType type, String path) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (raw == Optional.class) {
            return Optional.ofNullable(value(node, arguments[0], path));
        }
        if (raw == Map.class && node instanceof SequenceNode names && Records.isNamesAlone(arguments[1])) {
            return namesAlone(names, (Class<?>) arguments[1], path);
        }
        if (raw == Map.class) {
            return node instanceof MappingNode mapping
                    ? map(mapping, arguments[1], path)
                    : mismatch(node, path, "a mapping of keys to values", type);
        }
        if (!(node instanceof SequenceNode sequence)) {
            return mismatch(node, path, "a list", type);
        }
        List<@Nullable Object> list = list(sequence, arguments[0], path);
        return raw == Set.class ? new LinkedHashSet<>(list) : list;
    }

    private List<@Nullable Object> list(SequenceNode sequence, Type elementType, String path) {
        List<@Nullable Object> list = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            list.add(value(element, elementType, path + "[" + list.size() + "]"));
        }
        return list;
    }

    private Map<String, @Nullable Object> map(MappingNode mapping, Type valueType, String path) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        Type written = valueType == String.class ? Scalars.ANY_TEXT : valueType;
        entries(mapping, path).forEach((key, node) -> map.put(key, value(node, written, Keys.join(path, key))));
        return map;
    }

    /** Returns what a list of names stands for: a mapping of each to a record that says nothing more. */
    private Map<String, Object> namesAlone(SequenceNode names, Class<?> type, String path) {
        Object nothing = Records.make(
                type,
                Records.components(type).values().stream().map(Binder::absent).toList());
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < names.getValue().size(); i++) {
            Node node = names.getValue().get(i);
            Object name = node instanceof ScalarNode scalar && Scalars.isNull(scalar)
                    ? mismatch(node, path + "[" + i + "]", "a name", String.class)
                    : value(node, String.class, path + "[" + i + "]");
            if (name != null) {
                findings.place(Keys.join(path, name.toString()), node);
                map.put(name.toString(), nothing);
            }
        }
        return map;
    }

    private @Nullable Object record(Node node, Class<?> type, String path) {
        if (!(node instanceof MappingNode mapping)) {
            Optional<String> shortForm = Records.shortForm(type);
            if (shortForm.isPresent()) {
                return shortRecord(node, type, shortForm.get(), path);
            }
            return mismatch(node, path, "a mapping of keys to values", type);
        }
        Map<String, Type> components = Records.components(type);
        Map<String, Node> entries = entries(mapping, path);
        unknownKeys(mapping, components.keySet(), path);
        List<@Nullable Object> values = new ArrayList<>();
        components.forEach((name, componentType) -> {
            Node value = entries.get(name);
            values.add(
                    value == null
                            ? absent(componentType)
                            : component(type, name, componentType, value, Keys.join(path, name)));
        });
        return Records.make(type, values);
    }

    /** A key with nothing behind it may not count as absent: {@code sso:} over a lost line would open the service. */
    private @Nullable Object component(Class<?> record, String key, Type type, Node node, String path) {
        Object value = node instanceof MappingNode && Records.isMarked(record, key, OneOrMany.class)
                ? onlyElement(node, (ParameterizedType) type, path)
                : node instanceof ScalarNode text && Records.isMarked(record, key, CommandText.class)
                        ? words(text, type, path)
                        : value(node, type, path);
        if (value != null && node instanceof ScalarNode scalar && Scalars.isNull(scalar)) {
            findings.problem(
                    "value missing",
                    node,
                    path,
                    "\"%s\" has nothing behind it.".formatted(path.substring(path.lastIndexOf('.') + 1)),
                    "write its value, or remove the key.");
        }
        return value;
    }

    /** A record of which only one component is said, by its value alone. */
    private @Nullable Object shortRecord(Node node, Class<?> type, String key, String path) {
        Map<String, Type> components = Records.components(type);
        Object said = value(node, Objects.requireNonNull(components.get(key)), path);
        if (said == null || said.equals(Optional.empty())) {
            return null;
        }
        List<@Nullable Object> values = new ArrayList<>();
        components.forEach((name, componentType) -> values.add(name.equals(key) ? said : absent(componentType)));
        return Records.make(type, values);
    }

    private List<@Nullable Object> onlyElement(Node node, ParameterizedType list, String path) {
        List<@Nullable Object> only = new ArrayList<>();
        only.add(value(node, list.getActualTypeArguments()[0], path));
        return only;
    }

    private @Nullable Object words(ScalarNode node, Type type, String path) {
        if (Scalars.isNull(node)) {
            return value(node, type, path);
        }
        findings.place(path, node);
        Object text = scalar(node, String.class, path);
        if (text == null) {
            return absent(type);
        }
        return CommandWords.split(text.toString()).<Object>map(words -> words).orElseGet(() -> {
            findings.problem(
                    "command not split",
                    node,
                    path,
                    "\"%s\" has no words, an open quote, or a sign such as ; & | < > ( ) that only a shell acts upon; no shell is involved."
                            .formatted(path.substring(path.lastIndexOf('.') + 1)), // the text may hold a secret
                    "put such a sign in quotes, or write a list, such as [sh, -c, \"...\"].");
            return absent(type);
        });
    }

    private Map<String, Node> entries(MappingNode mapping, String path) {
        Map<String, Node> entries = new LinkedHashMap<>();
        Map<String, Node> keys = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            Optional<String> key = Keys.text(entry);
            if (key.isEmpty()) {
                keyNotText(entry.getKeyNode(), path);
                continue;
            }
            Node first = keys.putIfAbsent(key.get(), entry.getKeyNode());
            if (first != null) {
                usedTwice(key.get(), entry.getKeyNode(), first, path);
            } else {
                entries.put(key.get(), entry.getValueNode());
            }
        }
        return entries;
    }

    private void keyNotText(Node key, String path) {
        String found = key instanceof MappingNode ? "a mapping" : key instanceof SequenceNode ? "a list" : "nothing";
        findings.problem(
                "key not text",
                key,
                path,
                "%s stands where the name of a key belongs.".formatted(found),
                "write the name before the colon, in quotes if it is an unusual one.");
    }

    private void usedTwice(String key, Node second, Node first, String path) {
        findings.problem(
                "key used twice",
                second,
                Keys.join(path, key),
                "%s already stands in line %d, column %d; only one of the two could count."
                        .formatted(
                                Quoted.of(key),
                                first.getStartMark().getLine() + 1,
                                first.getStartMark().getColumn() + 1),
                "remove one of them.");
    }

    private void unknownKeys(MappingNode mapping, Set<String> known, String path) {
        for (NodeTuple entry : mapping.getValue()) {
            Keys.text(entry)
                    .filter(key -> !known.contains(key))
                    .ifPresent(key -> unknownKey(key, entry.getKeyNode(), known, path));
        }
    }

    void unknownKey(String key, Node node, Set<String> known, String path) {
        String advice = Spelling.nearest(key, known)
                .map("write \"%s\", if that is what you mean."::formatted)
                .orElse("remove it; the keys here are %s.".formatted(String.join(", ", known)));
        findings.problem(
                "unknown key",
                node,
                Keys.join(path, key),
                "%s has no key %s.".formatted(path.isEmpty() ? "this file" : Quoted.of(path), Quoted.of(key)),
                advice);
    }

    /** Returns what stands there as text, if it is a number of a text that may be written as one. */
    private static Optional<Object> numberToo(Node node, Class<?> type) {
        return type.isAnnotationPresent(AcceptsInteger.class) && node instanceof ScalarNode scalar
                ? Scalars.wholeNumber(scalar).map(Object.class::cast)
                : Optional.empty();
    }

    private @Nullable Object scalar(Node node, Class<?> type, String path) {
        Object value = node instanceof ScalarNode scalar ? Scalars.read(scalar, type) : null;
        if (value == null && type == String.class && node instanceof ScalarNode scalar) {
            String text = scalar.getValue();
            findings.problem(
                    "wrong type",
                    node,
                    path,
                    "%s is no text here, because it stands without quotes.".formatted(Quoted.of(text)),
                    "put it in quotes: %s.".formatted(Quoted.of(text)));
            return null;
        }
        return value == null ? mismatch(node, path, Scalars.expected(type), type) : value;
    }

    private @Nullable Object mismatch(Node node, String path, String expected, Type type) {
        String found = node instanceof ScalarNode scalar
                ? Quoted.of(scalar.getValue())
                : node instanceof MappingNode ? "a mapping" : "a list";
        findings.problem(
                "wrong type",
                node,
                path,
                "%s stands where %s belongs.".formatted(found, expected),
                "write %s here.".formatted(expected));
        return absent(type);
    }

    private static @Nullable Object absent(Type type) {
        Object raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
        if (raw == Optional.class) {
            return Optional.empty();
        }
        if (raw == Map.class) {
            return Map.of();
        }
        return raw == Set.class ? Set.of() : raw == List.class ? List.of() : null;
    }
}
