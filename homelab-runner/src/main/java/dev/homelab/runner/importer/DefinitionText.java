// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import dev.homelab.model.io.MappingWriter;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Writes a definition with the comments of people at the keys they are about. */
public final class DefinitionText {

    private final List<String> lines;
    private final Map<String, Comment> comments;
    private final Map<Integer, List<String>> above = new TreeMap<>();

    private DefinitionText(String text, Map<String, Comment> comments) {
        this.lines = new ArrayList<>(text.lines().toList());
        this.comments = comments;
    }

    /** Returns the text of the definition file. */
    public static String of(Conversion conversion) {
        String text = MappingWriter.write(conversion.definition());
        DefinitionText written = new DefinitionText(text, conversion.comments());
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(Integer.MAX_VALUE);
        Optional.ofNullable(conversion.comments().get("")).ifPresent(comment -> written.above(0, 0, comment.lines()));
        written.walk(new Yaml(limits).compose(new StringReader(text)), "");
        return written.joined(conversion.closing());
    }

    /** Goes through the text, and notes which lines get which comments. */
    private void walk(Node node, String pointer) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                String below = Pointer.below(pointer, ((ScalarNode) entry.getKeyNode()).getValue());
                Node key = entry.getKeyNode();
                Optional.ofNullable(comments.get(below))
                        .ifPresent(comment -> place(comment, key, entry.getValueNode()));
                if (entry.getValueNode() instanceof SequenceNode sequence) {
                    elements(sequence, below, key);
                } else {
                    walk(entry.getValueNode(), below);
                }
            }
        }
    }

    /** A list on one line has the comments of its elements above its key. */
    private void elements(SequenceNode sequence, String pointer, Node key) {
        for (int i = 0; i < sequence.getValue().size(); i++) {
            Node element = sequence.getValue().get(i);
            String below = Pointer.below(pointer, i);
            boolean isInline =
                    element.getStartMark().getLine() == key.getStartMark().getLine();
            Optional.ofNullable(comments.get(below))
                    .ifPresent(comment -> above(
                            (isInline ? key : element).getStartMark().getLine(),
                            key.getStartMark().getColumn(),
                            comment.lines()));
            walk(element, below);
        }
    }

    private void place(Comment comment, Node key, Node value) {
        int line = key.getStartMark().getLine();
        above(line, key.getStartMark().getColumn(), comment.above());
        boolean isOneLine =
                !(value instanceof MappingNode) && value.getEndMark().getLine() == line;
        comment.beside().ifPresent(beside -> {
            if (isOneLine) {
                lines.set(line, lines.get(line) + "  #" + beside);
            } else {
                above(line, key.getStartMark().getColumn(), List.of(beside));
            }
        });
    }

    private void above(int line, int column, List<String> texts) {
        texts.forEach(
                text -> above.computeIfAbsent(line, at -> new ArrayList<>()).add(" ".repeat(column) + "#" + text));
    }

    private String joined(List<String> closing) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            all.addAll(above.getOrDefault(i, List.of()));
            all.add(lines.get(i));
        }
        if (!closing.isEmpty()) {
            all.add("");
            all.add("# Other comments of the Compose file:");
            closing.forEach(comment -> all.add("#" + comment));
        }
        return String.join("\n", all) + "\n";
    }
}
