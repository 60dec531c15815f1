// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

/** Lays one partial definition over another: mappings are joined key by key, and anything else of the upper one replaces that of the lower. */
final class Merge {

    private Merge() {}

    /** Returns both as one; neither is changed. The keys of the upper one come first. */
    static MappingNode of(MappingNode upper, MappingNode lower) {
        List<NodeTuple> entries = new ArrayList<>();
        for (NodeTuple entry : upper.getValue()) {
            Optional<MappingNode> below =
                    Keys.text(entry).flatMap(key -> value(lower, key)).flatMap(Merge::mapping);
            Optional<MappingNode> own = mapping(entry.getValueNode());
            entries.add(
                    below.isPresent() && own.isPresent()
                            ? new NodeTuple(entry.getKeyNode(), of(own.get(), below.get()))
                            : entry);
        }
        Set<String> known = upper.getValue().stream()
                .flatMap(entry -> Keys.text(entry).stream())
                .collect(toSet());
        lower.getValue().stream()
                .filter(entry -> !known.contains(Keys.text(entry).orElse("")))
                .forEach(entries::add);
        return new MappingNode(
                upper.getTag(), true, entries, upper.getStartMark(), upper.getEndMark(), upper.getFlowStyle());
    }

    /** Returns the mapping without a key. */
    static MappingNode without(MappingNode mapping, String key) {
        return chosen(mapping, entry -> Keys.text(entry).filter(key::equals).isEmpty());
    }

    /** Returns the mapping with no other key. */
    static MappingNode with(MappingNode mapping, String key) {
        return chosen(mapping, entry -> Keys.text(entry).filter(key::equals).isPresent());
    }

    private static MappingNode chosen(MappingNode mapping, Predicate<NodeTuple> which) {
        return new MappingNode(
                mapping.getTag(),
                true,
                mapping.getValue().stream().filter(which).toList(),
                mapping.getStartMark(),
                mapping.getEndMark(),
                mapping.getFlowStyle());
    }

    /** Returns what stands behind a key. */
    static Optional<Node> value(MappingNode mapping, String key) {
        return mapping.getValue().stream()
                .filter(entry -> Keys.text(entry).filter(key::equals).isPresent())
                .map(NodeTuple::getValueNode)
                .findFirst();
    }

    static Optional<MappingNode> mapping(Node node) {
        return node instanceof MappingNode mapping ? Optional.of(mapping) : Optional.empty();
    }
}
