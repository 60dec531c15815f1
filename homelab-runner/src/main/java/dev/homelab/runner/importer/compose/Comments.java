// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.compose;

import dev.homelab.runner.importer.Comment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The comments of a YAML text by its lines. A hash within a value is none, as the places of values show.
 *
 * <p>The lines right above a key are about it, and so is what is behind it on its line.
 */
final class Comments {

    private final List<Optional<String>> beside = new ArrayList<>();
    private final List<Optional<String>> whole = new ArrayList<>();
    private final BitSet used = new BitSet();

    private Comments() {}

    static Comments of(String text, Node root) {
        Comments comments = new Comments();
        BitSet values = new BitSet();
        mark(root, values, Collections.newSetFromMap(new IdentityHashMap<>()));
        int offset = 0; // in code points, as marks count
        String[] raw = text.split("\n", -1);
        for (String line : raw) {
            comments.scan(line, offset, values);
            offset += line.codePointCount(0, line.length()) + 1;
        }
        return comments;
    }

    /** Returns the comment at the top of the file, unless it is right above the first key. */
    Optional<Comment> first() {
        List<String> top = new ArrayList<>();
        int end = 0;
        while (end < whole.size() && whole.get(end).isPresent()) {
            if (!used.get(end)) {
                used.set(end);
                whole.get(end)
                        .filter(line -> !line.contains("yaml-language-server"))
                        .ifPresent(top::add);
            }
            end++;
        }
        return top.isEmpty() ? Optional.empty() : Optional.of(new Comment(top, Optional.empty()));
    }

    /** Returns what is written beside a key, or the element of a list. */
    Optional<Comment> of(Node key, Node value) {
        int line = key.getStartMark().getLine();
        List<String> above = new ArrayList<>();
        for (int i = line - 1; i >= 0 && i < whole.size() && whole.get(i).isPresent() && !used.get(i); i--) {
            above.add(0, whole.get(i).get());
            used.set(i);
        }
        int last =
                value instanceof ScalarNode ? Math.max(line, value.getEndMark().getLine()) : line;
        Optional<String> end = besideOf(line).or(() -> besideOf(last));
        return above.isEmpty() && end.isEmpty() ? Optional.empty() : Optional.of(new Comment(above, end));
    }

    /** Returns the comments that nothing was said to be beside, from the top. */
    List<String> others() {
        List<String> others = new ArrayList<>();
        for (int i = 0; i < whole.size(); i++) {
            if (!used.get(i)) {
                whole.get(i).ifPresent(others::add);
                beside.get(i).ifPresent(others::add);
            }
        }
        return others;
    }

    private Optional<String> besideOf(int line) {
        if (line >= beside.size() || used.get(line)) {
            return Optional.empty();
        }
        Optional<String> comment = beside.get(line);
        comment.ifPresent(text -> used.set(line));
        return comment;
    }

    private void scan(String line, int offset, BitSet values) {
        Optional<String> found = Optional.empty();
        boolean isWhole = false;
        int position = offset;
        for (int i = 0; i < line.length(); i += Character.charCount(line.codePointAt(i))) {
            boolean begins = line.charAt(i) == '#' && (i == 0 || Character.isWhitespace(line.charAt(i - 1)));
            if (begins && !values.get(position)) {
                found = Optional.of(line.substring(i + 1).stripTrailing());
                isWhole = line.substring(0, i).isBlank();
                break;
            }
            position++;
        }
        whole.add(isWhole ? found : Optional.empty());
        beside.add(isWhole ? Optional.empty() : found);
    }

    private static void mark(Node node, BitSet values, Set<Node> seen) {
        if (!seen.add(node)) {
            return;
        }
        if (node instanceof ScalarNode) {
            Mark end = node.getEndMark();
            values.set(
                    node.getStartMark().getIndex(),
                    Math.max(end.getIndex(), node.getStartMark().getIndex()));
        } else if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(element -> mark(element, values, seen));
        } else if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(entry -> {
                mark(entry.getKeyNode(), values, seen);
                mark(entry.getValueNode(), values, seen);
            });
        }
    }
}
