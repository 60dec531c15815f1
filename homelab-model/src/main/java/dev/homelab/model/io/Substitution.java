// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import dev.homelab.model.Inherited.Source;
import dev.homelab.model.io.Values.Value;
import dev.homelab.problem.Quoted;
import dev.homelab.problem.Spelling;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Puts values where texts of a definition name them, as <code>${values.NAME}</code>. Keys, and anything else with a dollar sign, stay as they are. */
final class Substitution {

    private static final Pattern NAMED = Pattern.compile("\\$\\{values\\.([^}]*+)(\\}?+)");

    private final Values values;
    private final FileProblems findings;
    private final IdentityHashMap<Node, Node> done = new IdentityHashMap<>();
    private final Map<String, Value> used = new TreeMap<>();
    private int length;

    Substitution(Values values, FileProblems findings) {
        this.values = values;
        this.findings = findings;
    }

    /** Returns where the values stand that were named so far. */
    Map<String, Source> used() {
        Map<String, Source> sources = new TreeMap<>();
        used.forEach((name, value) -> sources.put(name, value.source()));
        return sources;
    }

    /** Returns the node with values; the same node if nothing in it names one. */
    Node apply(Node node, String path) {
        Node known = done.get(node);
        if (known != null) {
            return known;
        }
        Node result = node instanceof ScalarNode scalar
                ? scalar(scalar, path)
                : node instanceof SequenceNode sequence ? sequence(sequence, path) : mapping((MappingNode) node, path);
        done.put(node, result);
        if (!result.equals(node)) {
            findings.standsFor(result, node);
        }
        return result;
    }

    private Node mapping(MappingNode mapping, String path) {
        List<NodeTuple> entries = new ArrayList<>();
        boolean changed = false;
        for (NodeTuple entry : mapping.getValue()) {
            Node value =
                    apply(entry.getValueNode(), Keys.join(path, Keys.text(entry).orElse("?")));
            changed |= !value.equals(entry.getValueNode());
            entries.add(new NodeTuple(entry.getKeyNode(), value));
        }
        return changed
                ? new MappingNode(
                        mapping.getTag(),
                        true,
                        entries,
                        mapping.getStartMark(),
                        mapping.getEndMark(),
                        mapping.getFlowStyle())
                : mapping;
    }

    private Node sequence(SequenceNode sequence, String path) {
        List<Node> elements = new ArrayList<>();
        boolean changed = false;
        for (Node element : sequence.getValue()) {
            Node value = apply(element, path + "[" + elements.size() + "]");
            changed |= !value.equals(element);
            elements.add(value);
        }
        return changed
                ? new SequenceNode(
                        sequence.getTag(),
                        true,
                        elements,
                        sequence.getStartMark(),
                        sequence.getEndMark(),
                        sequence.getFlowStyle())
                : sequence;
    }

    private Node scalar(ScalarNode scalar, String path) {
        String text = scalar.getValue();
        if (!text.contains(Values.BEGIN)) {
            return scalar;
        }
        List<String> names = new ArrayList<>();
        List<Value> found = new ArrayList<>();
        StringBuilder filled = new StringBuilder();
        Matcher named = NAMED.matcher(text);
        while (named.find()) {
            Optional<Value> value = find(named, scalar, path);
            value.ifPresent(one -> {
                names.add(named.group(1));
                found.add(one);
                used.put(named.group(1), one);
            });
            named.appendReplacement(
                    filled,
                    Matcher.quoteReplacement(
                            value.map(one -> one.node().getValue()).orElse(named.group())));
            if (filled.length() + length > YamlFile.MOST_BYTES) {
                YamlFile.tooLarge(findings);
                return scalar;
            }
        }
        named.appendTail(filled);
        length += filled.length();
        if (names.isEmpty()) {
            return scalar;
        }
        boolean isWhole = text.equals(Values.BEGIN + names.get(0) + "}");
        ScalarNode result = isWhole
                ? new ValueNode(found.get(0).node(), scalar)
                : new ScalarNode(
                        scalar.getTag(),
                        true,
                        filled.toString(),
                        scalar.getStartMark(),
                        scalar.getEndMark(),
                        ScalarStyle.DOUBLE_QUOTED);
        findings.names(result, names);
        return result;
    }

    private Optional<Value> find(Matcher named, ScalarNode scalar, String path) {
        String name = named.group(1);
        if (named.group(2).isEmpty()) {
            findings.problem(
                    "unknown value",
                    scalar,
                    path,
                    "\"${values.\" begins the name of a value, and no \"}\" ends it.",
                    "write it such as ${values.puid}.");
            return Optional.empty();
        }
        Optional<Value> value = values.find(name);
        if (value.isEmpty()) {
            findings.problem(
                    "unknown value",
                    scalar,
                    path,
                    "there is no value %s here.".formatted(Quoted.of(name)),
                    Spelling.nearest(name, values.names())
                            .map("write \"${values.%s}\", if that is what you mean."::formatted)
                            .orElse(
                                    values.names().isEmpty()
                                            ? "add it under \"values\" of the inventory or of category.yaml."
                                            : "add it under \"values\" of the inventory or of category.yaml; the values here are %s."
                                                    .formatted(String.join(", ", values.names()))));
        }
        return value;
    }
}
