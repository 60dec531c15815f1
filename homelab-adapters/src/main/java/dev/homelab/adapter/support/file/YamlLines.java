// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.file;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.provision.Existing.Removal;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Finds the lines of parts of a YAML text, so that a person can remove them and nothing else. Changes no text. Pure. */
public final class YamlLines {

    private YamlLines() {}

    /**
     * Returns the lines without which a text says the same but for some parts of it.
     *
     * @param parts as JSON pointers; none within another
     * @return such as {@code 12-15}, from 1 on; {@link Removal#ALL} if nothing else is in the text; none if something else stands on
     *     the same lines
     */
    public static List<String> without(String text, Collection<String> parts) {
        Optional<JsonNode> tree = YamlText.readWithoutAnchors(text);
        if (tree.isEmpty() || parts.isEmpty()) {
            return List.of();
        }
        JsonNode rest = tree.get().deepCopy();
        parts.stream()
                .map(JsonPointer::compile)
                .sorted(Comparator.comparingInt(YamlLines::index).reversed())
                .forEach(part -> remove(rest, part));
        if (rest.isEmpty()) {
            return List.of(Removal.ALL);
        }
        TreeSet<Integer> lines = new TreeSet<>();
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            for (String part : parts) {
                if (!note(root, JsonPointer.compile(part), lines)) {
                    return List.of();
                }
            }
        } catch (YAMLException e) {
            return List.of();
        }
        return YamlText.read(left(text, lines)).filter(rest::equals).isPresent() ? ranges(lines) : List.of();
    }

    /** Elements of a list go from its end on, so that the others keep their numbers. */
    private static int index(JsonPointer part) {
        return part.last().getMatchingIndex();
    }

    private static void remove(JsonNode root, JsonPointer part) {
        JsonNode parent = root.at(part.head());
        if (parent instanceof ObjectNode map) {
            map.remove(part.last().getMatchingProperty());
        } else if (parent instanceof ArrayNode list) {
            list.remove(part.last().getMatchingIndex());
        }
    }

    private static boolean note(Node root, JsonPointer part, Set<Integer> lines) {
        Node at = root;
        Node first = root;
        for (JsonPointer step = part; !step.matches(); step = step.tail()) {
            if (at instanceof MappingNode map) {
                String key = step.getMatchingProperty();
                Optional<NodeTuple> entry = map.getValue().stream()
                        .filter(one -> one.getKeyNode() instanceof ScalarNode name
                                && name.getValue().equals(key))
                        .findFirst();
                if (entry.isEmpty()) {
                    return false;
                }
                first = entry.get().getKeyNode();
                at = entry.get().getValueNode();
            } else if (at instanceof SequenceNode list
                    && step.getMatchingIndex() >= 0
                    && step.getMatchingIndex() < list.getValue().size()) {
                at = list.getValue().get(step.getMatchingIndex());
                first = at;
            } else {
                return false;
            }
        }
        int last = Math.max(lastLine(first), lastLine(at));
        for (int line = first.getStartMark().getLine(); line <= last; line++) {
            lines.add(line);
        }
        return true;
    }

    /** A mark at the end of what is written on several lines may be at the begin of what follows. */
    private static int lastLine(Node node) {
        if (node instanceof ScalarNode scalar) {
            boolean isBlock =
                    scalar.getScalarStyle() == ScalarStyle.LITERAL || scalar.getScalarStyle() == ScalarStyle.FOLDED;
            return scalar.getEndMark().getLine()
                    - (isBlock && scalar.getEndMark().getColumn() == 0 ? 1 : 0);
        }
        if (node instanceof CollectionNode<?> collection && collection.getFlowStyle() == FlowStyle.FLOW) {
            return node.getEndMark().getLine();
        }
        Stream<Node> within = node instanceof MappingNode map
                ? map.getValue().stream().flatMap(entry -> Stream.of(entry.getKeyNode(), entry.getValueNode()))
                : node instanceof SequenceNode list ? list.getValue().stream() : Stream.empty();
        return within.mapToInt(YamlLines::lastLine)
                .max()
                .orElse(node.getStartMark().getLine());
    }

    private static String left(String text, Set<Integer> lines) {
        StringBuilder left = new StringBuilder();
        int at = 0;
        for (int line = 0; at < text.length(); line++) {
            int next = text.indexOf('\n', at) + 1;
            int end = next == 0 ? text.length() : next;
            if (!lines.contains(line)) {
                left.append(text, at, end);
            }
            at = end;
        }
        return left.toString();
    }

    private static List<String> ranges(NavigableSet<Integer> lines) {
        List<String> ranges = new ArrayList<>();
        int begin = lines.first();
        for (int line : lines) {
            if (!lines.contains(line + 1)) {
                ranges.add(begin == line ? String.valueOf(line + 1) : (begin + 1) + "-" + (line + 1));
                begin = Optional.ofNullable(lines.higher(line)).orElse(line);
            }
        }
        return ranges;
    }
}
