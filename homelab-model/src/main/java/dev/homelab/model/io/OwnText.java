// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import dev.homelab.problem.Quoted;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Writes nodes as text that is the same whatever comments, lines and quotes a file has. */
final class OwnText {

    private OwnText() {}

    static String of(Node node) {
        StringBuilder text = new StringBuilder();
        write(node, text);
        return text.toString();
    }

    private static void write(Node node, StringBuilder text) {
        if (node instanceof ScalarNode scalar) {
            text.append(scalar.getScalarStyle() == ScalarStyle.PLAIN ? "" : "=").append(Quoted.of(scalar.getValue()));
        } else if (node instanceof SequenceNode sequence) {
            text.append('[');
            sequence.getValue().forEach(element -> {
                write(element, text);
                text.append(',');
            });
            text.append(']');
        } else if (node instanceof MappingNode mapping) {
            text.append('{');
            for (NodeTuple entry : mapping.getValue()) {
                write(entry.getKeyNode(), text);
                text.append(':');
                write(entry.getValueNode(), text);
                text.append(',');
            }
            text.append('}');
        }
    }
}
