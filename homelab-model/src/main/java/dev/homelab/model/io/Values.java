// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import dev.homelab.model.Inherited.Source;
import dev.homelab.model.pattern.Patterns;
import dev.homelab.problem.Quoted;
import dev.homelab.problem.Where;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Texts and numbers that definitions name: those under {@code values} of the inventory, and of a category.
 *
 * @param all by name
 */
record Values(Map<String, Value> all) {

    /** No values. */
    static final Values NONE = new Values(Map.of());

    /** What the name of one begins with in a text. */
    static final String BEGIN = "${values.";

    private static final int LONGEST = 4096;

    /** A value, and where it stands. */
    record Value(ScalarNode node, Source source) {}

    /**
     * Reads those of a file. What is no text or number is left to the reader of the file.
     *
     * @param name the file from the folder of the definitions on
     * @param file the file as a person names it
     */
    static Values of(Node root, String name, String file, FileProblems findings) {
        Map<String, Value> all = new TreeMap<>();
        for (NodeTuple entry : entries(root)) {
            Optional<String> key = Keys.text(entry).filter(text -> text.matches(Patterns.VALUE));
            if (key.isPresent() && entry.getValueNode() instanceof ScalarNode scalar && !Scalars.isNull(scalar)) {
                String path = "values." + key.get();
                if (isUsable(scalar, path, findings)) {
                    Mark mark = scalar.getStartMark();
                    Where.InFile where = new Where.InFile(file, mark.getLine() + 1, mark.getColumn() + 1, path);
                    all.putIfAbsent(key.get(), new Value(scalar, new Source(name, where, scalar.getValue())));
                }
            }
        }
        return new Values(Collections.unmodifiableMap(all));
    }

    private static boolean isUsable(ScalarNode scalar, String path, FileProblems findings) {
        if (scalar.getValue().contains(BEGIN)) {
            findings.problem(
                    "value names a value",
                    scalar,
                    path,
                    "a value is text as it stands, and no other is filled in there.",
                    "write out what it is to be.");
            return false;
        }
        if (scalar.getValue().length() > LONGEST) {
            findings.problem(
                    "value too long",
                    scalar,
                    path,
                    "it has more than %d characters.".formatted(LONGEST),
                    "put it into a file that containers mount.");
            return false;
        }
        return true;
    }

    /** Reports what no definition could name, or has no value. */
    static void unusable(Node root, FileProblems findings) {
        for (NodeTuple entry : entries(root)) {
            Optional<String> key = Keys.text(entry);
            key.filter(text -> !text.matches(Patterns.VALUE))
                    .ifPresent(text -> findings.problem(
                            "value not allowed",
                            entry.getKeyNode(),
                            "values." + text,
                            "%s %s."
                                    .formatted(
                                            Quoted.of(text),
                                            Patterns.VALUE_MESSAGE.split(", such", 2)[0]),
                            "write something such as puid."));
            if (entry.getValueNode() instanceof ScalarNode scalar && Scalars.isNull(scalar)) {
                findings.problem(
                        "value missing",
                        entry.getKeyNode(),
                        "values." + key.orElse("?"),
                        "\"%s\" has nothing behind it.".formatted(key.orElse("?")),
                        "write its value, or remove the key.");
            }
        }
    }

    /** Returns these with those of others that have another name. */
    Values over(Values others) {
        Map<String, Value> both = new TreeMap<>(others.all);
        both.putAll(all);
        return new Values(Collections.unmodifiableMap(both));
    }

    Optional<Value> find(String name) {
        return Optional.ofNullable(all.get(name));
    }

    Set<String> names() {
        return all.keySet();
    }

    private static Iterable<NodeTuple> entries(Node root) {
        return root instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(entry ->
                                Keys.text(entry).filter("values"::equals).isPresent())
                        .map(NodeTuple::getValueNode)
                        .filter(MappingNode.class::isInstance)
                        .findFirst()
                        .map(values -> ((MappingNode) values).getValue())
                        .orElse(List.of())
                : List.of();
    }
}
