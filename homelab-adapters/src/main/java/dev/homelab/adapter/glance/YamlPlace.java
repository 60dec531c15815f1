// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.adapter.support.file.YamlText;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A part of a YAML text that knows where it stands, so that the text can be changed there and nowhere else.
 *
 * @param node the part
 * @param pointer the way to it from the root, as a JSON pointer
 * @param keyLine the line of its key, from 0 on; -1 for what has none
 * @param keyColumn the column of its key, from 0 on
 */
record YamlPlace(Node node, String pointer, int keyLine, int keyColumn) {

    /**
     * A text with one line more.
     *
     * @param text all of it
     * @param line the number of that line, from 1 on
     */
    record Added(String text, int line) {}

    /** Returns the whole of a text; empty if it is no YAML. */
    static Optional<YamlPlace> root(String text) {
        try {
            return Optional.ofNullable(new Yaml().compose(new StringReader(text)))
                    .map(node -> new YamlPlace(node, "", -1, 0));
        } catch (YAMLException e) {
            return Optional.empty();
        }
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    /** Returns the entries of a list; none of what is none. */
    List<YamlPlace> entries() {
        if (!(node instanceof SequenceNode list)) {
            return List.of();
        }
        return IntStream.range(0, list.getValue().size())
                .mapToObj(i -> new YamlPlace(list.getValue().get(i), pointer + "/" + i, -1, 0))
                .toList();
    }

    /** Returns what stands under a key of a map. */
    Optional<YamlPlace> at(String key) {
        if (!(node instanceof MappingNode map)) {
            return Optional.empty();
        }
        return map.getValue().stream()
                .filter(entry -> isCalled(entry, key))
                .findFirst()
                .map(entry -> new YamlPlace(
                        entry.getValueNode(),
                        pointer + "/" + key,
                        entry.getKeyNode().getStartMark().getLine(),
                        entry.getKeyNode().getStartMark().getColumn()));
    }

    /** Returns the keys of a map; none of what is none. */
    List<String> keys() {
        return node instanceof MappingNode map
                ? map.getValue().stream()
                        .map(NodeTuple::getKeyNode)
                        .filter(ScalarNode.class::isInstance)
                        .map(key -> ((ScalarNode) key).getValue())
                        .toList()
                : List.of();
    }

    /** Returns the text under a key of a map. */
    Optional<String> text(String key) {
        return at(key).map(YamlPlace::node)
                .filter(ScalarNode.class::isInstance)
                .map(scalar -> ((ScalarNode) scalar).getValue());
    }

    /**
     * Adds an entry to the end of this list. Every other byte stays; that the text then says just that is seen by reading it
     * again.
     *
     * @param text the whole of which this is a part
     * @param entry the line, without its indentation
     * @return nothing if it is not certain how
     */
    Optional<Added> withEntry(String text, String entry) {
        List<String> lines = text.lines().toList();
        boolean isEmpty = node instanceof ScalarNode scalar && scalar.getValue().isEmpty();
        if (!isEmpty && !isPlainList()) {
            return Optional.empty();
        }
        int indentation = isEmpty ? keyColumn + 2 : node.getStartMark().getColumn();
        int after = isEmpty ? keyLine : lastLine(lines, indentation);
        String before = " ".repeat(indentation);
        if (after < 0 || (!isEmpty && !lines.get(node.getStartMark().getLine()).startsWith(before + "-"))) {
            return Optional.empty();
        }
        Added added = new Added(inserted(text, after, before + entry), after + 2);
        return says(text, added.text(), entry) ? Optional.of(added) : Optional.empty();
    }

    private boolean isPlainList() {
        return node instanceof SequenceNode list
                && list.getFlowStyle() != FlowStyle.FLOW
                && !list.getValue().isEmpty();
    }

    /** Returns the last line of a list: what is indented deeper than its dashes belongs to the entry above. */
    private int lastLine(List<String> lines, int indentation) {
        List<Node> entries = ((SequenceNode) node).getValue();
        int last = entries.get(entries.size() - 1).getStartMark().getLine();
        for (int i = last + 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank()) {
                continue;
            }
            if (line.length() - line.stripLeading().length() <= indentation) {
                break;
            }
            last = i;
        }
        return last;
    }

    private static String inserted(String text, int after, String line) {
        String end = text.contains("\r\n") ? "\r\n" : "\n";
        int at = 0;
        for (int i = 0; i <= after; i++) {
            int next = text.indexOf('\n', at);
            if (next < 0) {
                return text + end + line;
            }
            at = next + 1;
        }
        return text.substring(0, at) + line + end + text.substring(at);
    }

    private boolean says(String before, String after, String entry) {
        Optional<JsonNode> wanted = YamlText.read(before).map(JsonNode::deepCopy);
        Optional<JsonNode> added = YamlText.read(entry).map(list -> list.path(0));
        if (wanted.isEmpty() || added.isEmpty()) {
            return false;
        }
        JsonNode list = wanted.get().at(pointer);
        if (list instanceof ArrayNode array) {
            array.add(added.get());
        } else if (list.isNull() || list.asText().isEmpty()) {
            int slash = pointer.lastIndexOf('/');
            ((ObjectNode) wanted.get().at(pointer.substring(0, slash)))
                    .putArray(pointer.substring(slash + 1))
                    .add(added.get());
        } else {
            return false;
        }
        return YamlText.read(after).equals(wanted);
    }

    private static boolean isCalled(NodeTuple entry, String key) {
        return entry.getKeyNode() instanceof ScalarNode scalar
                && scalar.getValue().equals(key);
    }
}
