// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import java.io.StringReader;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The text of a definition file as a graph of nodes, within limits that no honest file comes near. */
final class YamlFile {

    private static final int MOST_CHARACTERS = 1 << 20;
    private static final int DEEPEST_NESTING = 50;

    private YamlFile() {}

    /** Returns the root of the only document in the text, or nothing, and the finding that says why. */
    static Optional<Node> parse(String text, Findings findings) {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MOST_CHARACTERS);
        limits.setNestingDepthLimit(DEEPEST_NESTING);
        try {
            Node root = new Yaml(limits).compose(new StringReader(text));
            if (root == null || (root instanceof ScalarNode scalar && Scalars.isNull(scalar))) {
                findings.problem(
                        "file is empty", 1, 1, "", "the file defines nothing.", "write it, or remove the file.");
                return Optional.empty();
            }
            return Optional.of(root);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            int line = mark == null ? 1 : mark.getLine() + 1;
            int column = mark == null ? 1 : mark.getColumn() + 1;
            unreadable(findings, line, column, e.getProblem());
            return Optional.empty();
        } catch (YAMLException e) {
            unreadable(findings, 1, 1, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static void unreadable(Findings findings, int line, int column, String reason) {
        findings.problem(
                "file not readable as YAML",
                line,
                column,
                "",
                "the text breaks the rules of YAML here: %s.".formatted(reason),
                "correct the line; indentation, a missing quote and a tab are the usual causes.");
    }
}
