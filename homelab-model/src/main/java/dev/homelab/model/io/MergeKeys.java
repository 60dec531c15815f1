// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Puts what {@code <<} merges into the mappings that merge it: a key of their own wins, then the first that brings it.
 *
 * <p>Works in place on a graph without circles, which {@link LimitedParser} sees to.
 */
final class MergeKeys {

    private final FileProblems findings;
    private final Set<Node> done = Collections.newSetFromMap(new IdentityHashMap<>());

    MergeKeys(FileProblems findings) {
        this.findings = findings;
    }

    void resolve(Node node, String path) {
        if (!done.add(node)) {
            return;
        }
        if (node instanceof SequenceNode sequence) {
            int index = 0;
            for (Node element : sequence.getValue()) {
                resolve(element, path + "[" + index++ + "]");
            }
        }
        if (node instanceof MappingNode mapping) {
            mapping.getValue()
                    .forEach(entry -> resolve(
                            entry.getValueNode(),
                            Keys.join(path, Keys.text(entry).orElse("?"))));
            if (mapping.getValue().stream().anyMatch(MergeKeys::isMerge)) {
                mapping.setValue(merged(mapping, path));
            }
        }
    }

    private List<NodeTuple> merged(MappingNode mapping, String path) {
        List<NodeTuple> entries = new ArrayList<>();
        List<NodeTuple> brought = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (isMerge(entry)) {
                sources(entry.getValueNode(), path).forEach(source -> brought.addAll(source.getValue()));
            } else {
                entries.add(entry);
                Keys.text(entry).ifPresent(known::add);
            }
        }
        brought.stream()
                .filter(entry -> Keys.text(entry).map(known::add).orElse(false))
                .forEach(entries::add);
        return entries;
    }

    private List<MappingNode> sources(Node value, String path) {
        List<Node> nodes = value instanceof SequenceNode sequence ? sequence.getValue() : List.of(value);
        return nodes.stream()
                .flatMap(node -> source(node, Keys.join(path, "<<")).stream())
                .toList();
    }

    private Optional<MappingNode> source(Node node, String path) {
        if (node instanceof MappingNode mapping) {
            return Optional.of(mapping);
        }
        findings.problem(
                "nothing to merge",
                node,
                path,
                "\"<<\" brings in the keys of other mappings, and this is not a mapping.",
                "name a mapping by its anchor, such as <<: *defaults, or several as <<: [*one, *two].");
        return Optional.empty();
    }

    private static boolean isMerge(NodeTuple entry) {
        return entry.getKeyNode().getTag().equals(Tag.MERGE);
    }
}
