// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import dev.homelab.problem.Quoted;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** The text of a definition file as a graph of nodes, aliases and merges resolved, within {@link LimitedParser}. */
final class YamlFile {

    /** The size of a file that is still read; honest ones are a hundredth of it. */
    static final int MOST_BYTES = 1 << 20;

    private static final Resolver RESOLVER = new Resolver();

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final Pattern NO_TEXT = Pattern.compile("[\\x00\\p{Cs}]");

    private YamlFile() {}

    /** Returns the root of the only document in the text, or nothing, and the finding that says why. */
    static Optional<Node> parse(String text, FileProblems findings) {
        if (text.length() > MOST_BYTES) {
            tooLarge(findings);
            return Optional.empty();
        }
        StreamReader reader = new StreamReader(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        try {
            Optional<Node> root = compose(reader);
            if (root.isEmpty()) {
                findings.problem(
                        "file is empty", 1, 1, "", "the file defines nothing.", "write it, or remove the file.");
                return Optional.empty();
            }
            root.ifPresent(node -> new MergeKeys(findings).resolve(node, ""));
            return root.filter(node -> isText(node, findings));
        } catch (LimitedParser.StopException e) {
            e.tell(findings);
        } catch (MarkedYAMLException e) {
            malformed(Optional.ofNullable(e.getProblemMark()), String.valueOf(e.getProblem()), findings);
        } catch (IllegalArgumentException e) { // SnakeYAML's way to refuse escapes such as \UFFFFFFFF
            malformed(Optional.of(reader.getMark()), "an escape for a character that does not exist", findings);
        } catch (ReaderException e) {
            unprintable(e, text, findings);
        } catch (YAMLException e) { // what SnakeYAML's scanner takes for a mistake of its own
            malformed(Optional.of(reader.getMark()), "a key where none can stand", findings);
        }
        return Optional.empty();
    }

    /** An escape can make what no program takes as an argument, a variable or a part of a file. */
    private static boolean isText(Node root, FileProblems findings) {
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Node> left = new ArrayDeque<>(List.of(root));
        boolean isText = true;
        while (!left.isEmpty()) {
            Node node = left.pop();
            if (!seen.add(node)) {
                continue;
            }
            if (node instanceof ScalarNode scalar
                    && NO_TEXT.matcher(scalar.getValue()).find()) {
                isText = false;
                findings.problem(
                        "character not allowed",
                        node,
                        "",
                        "%s has a NUL, or half of a character.".formatted(Quoted.of(scalar.getValue())),
                        "remove the escape that makes it.");
            } else if (node instanceof SequenceNode sequence) {
                sequence.getValue().forEach(left::push);
            } else if (node instanceof MappingNode mapping) {
                mapping.getValue().forEach(entry -> {
                    left.push(entry.getKeyNode());
                    left.push(entry.getValueNode());
                });
            }
        }
        return isText;
    }

    static void tooLarge(FileProblems findings) {
        findings.problem(
                "file too large",
                1,
                1,
                "",
                "the file has more than %d bytes, and is not read.".formatted(MOST_BYTES),
                "split it, or check that it is a definition at all.");
    }

    private static Optional<Node> compose(StreamReader reader) {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(Integer.MAX_VALUE); // the limits here are those of the parser
        limits.setNestingDepthLimit(Integer.MAX_VALUE);
        limits.setMaxAliasesForCollections(Integer.MAX_VALUE);
        LimitedParser parser = new LimitedParser(new ParserImpl(reader, limits));
        return Optional.ofNullable(new Composer(parser, RESOLVER, limits).getSingleNode())
                .filter(node -> !(node instanceof ScalarNode scalar && Scalars.isNull(scalar)));
    }

    private static void malformed(Optional<Mark> mark, String reason, FileProblems findings) {
        int line = mark.map(Mark::getLine).orElse(0) + 1;
        int column = mark.map(Mark::getColumn).orElse(0) + 1;
        if (reason.contains("(TAB)")) {
            findings.problem(
                    "tab before a key",
                    line,
                    column,
                    "",
                    "there is a tab here, and YAML indents with spaces alone.",
                    "replace it by spaces.");
            return;
        }
        findings.problem(
                "file not readable as YAML",
                line,
                column,
                "",
                "the text breaks the rules of YAML here: %s.".formatted(reason),
                "correct the line; indentation, a missing quote and a tab are the usual causes.");
    }

    private static void unprintable(ReaderException e, String text, FileProblems findings) {
        int at = text.offsetByCodePoints(0, Math.min(e.getPosition(), text.codePointCount(0, text.length())));
        String before = text.substring(0, at);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int column = at - before.lastIndexOf('\n');
        findings.problem(
                "character not allowed",
                line,
                column,
                "",
                "the character U+%04X stands here, and YAML allows none such.".formatted(e.getCodePoint()),
                "remove it; in quotes it can be written as an escape. Text in another encoding is the usual cause.");
    }
}
