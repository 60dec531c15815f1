// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The YAML of a Compose file, with anchors and merges resolved, read as Compose reads it. */
final class YamlText {

    private static final int MOST_PARTS = 50_000;
    private static final int DEEPEST = 50;
    private static final int MOST_ALIASES = 5_000;
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\.[0-9]{1,40}|[0-9]{1,40}(\\.[0-9]{0,40})?)([eE][-+]?[0-9]{1,3})?");
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    private final String file;
    private final Comments comments;
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int parts;

    private YamlText(String file, Comments comments) {
        this.file = file;
        this.comments = comments;
    }

    /**
     * Returns the root of a file.
     *
     * @param others gets the comments that are beside no key
     * @throws UnreadableException if it is no YAML, or without measure
     */
    static Part read(String text, String file, Consumer<List<String>> others) {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(Integer.MAX_VALUE); // the file was measured before
        limits.setNestingDepthLimit(DEEPEST);
        limits.setMaxAliasesForCollections(MOST_ALIASES);
        limits.setAllowDuplicateKeys(false);
        try {
            Node root = new Yaml(limits).compose(new java.io.StringReader(text));
            if (root == null) {
                throw problem(
                        file, 1, 1, "compose file not readable", "the file says nothing.", "name a Compose file.");
            }
            YamlText reading = new YamlText(file, Comments.of(text, root));
            Part part = reading.part(root, 0).with(reading.comments.first());
            others.accept(reading.comments.others());
            return part;
        } catch (MarkedYAMLException e) {
            Mark mark = Optional.ofNullable(e.getProblemMark()).orElse(e.getContextMark());
            int line = mark == null ? 1 : mark.getLine() + 1;
            int column = mark == null ? 1 : mark.getColumn() + 1;
            throw problem(
                    file,
                    line,
                    column,
                    "compose file not readable",
                    "this cannot be read: %s.".formatted(e.getProblem()),
                    "correct the file.");
        } catch (YAMLException | IllegalArgumentException e) {
            throw problem(
                    file,
                    1,
                    1,
                    "compose file not readable",
                    "this cannot be read: %s.".formatted(e.getMessage()),
                    "correct the file.");
        }
    }

    private Part part(Node node, int depth) {
        if (++parts > MOST_PARTS) {
            throw problem(
                    node,
                    "compose file not readable",
                    "with its aliases resolved the file has more than %d parts.".formatted(MOST_PARTS),
                    "use fewer aliases, or split the file.");
        }
        if (depth > DEEPEST) {
            throw problem(
                    node,
                    "compose file not readable",
                    "this stands more than %d levels deep.".formatted(DEEPEST),
                    "bring it nearer to the top; an unclosed bracket is the usual cause.");
        }
        if (node instanceof ScalarNode scalar) {
            return tagged(Part.value(value(scalar), where(node)), node);
        }
        if (!open.add(node)) {
            throw problem(
                    node,
                    "compose file not readable",
                    "an alias stands within what it stands for, which never ends.",
                    "write out what is meant.");
        }
        Part part = node instanceof SequenceNode sequence ? list(sequence, depth) : mapping((MappingNode) node, depth);
        open.remove(node);
        return tagged(part, node);
    }

    private Part list(SequenceNode sequence, int depth) {
        List<Part> elements = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            elements.add(part(element, depth + 1).with(comments.of(element, element)));
        }
        return Part.list(elements, where(sequence));
    }

    private Part mapping(MappingNode mapping, int depth) {
        Map<String, Part> merged = new LinkedHashMap<>();
        Map<String, Part> own = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw problem(
                        entry.getKeyNode(),
                        "compose file not readable",
                        "a key is a mapping or a list.",
                        "write text as the key.");
            }
            if (key.getTag().equals(Tag.MERGE)) {
                merge(entry.getValueNode(), depth, merged);
            } else if (own.containsKey(key.getValue())) {
                throw problem(
                        key,
                        "compose file not readable",
                        "\"%s\" stands here twice.".formatted(key.getValue()),
                        "remove one of them.");
            } else {
                Part part = part(entry.getValueNode(), depth + 1);
                own.put(key.getValue(), at(part, key).with(comments.of(key, entry.getValueNode())));
            }
        }
        Map<String, Part> all = new LinkedHashMap<>();
        own.forEach(all::put);
        merged.forEach(all::putIfAbsent);
        return Part.mapping(all, where(mapping));
    }

    private void merge(Node node, int depth, Map<String, Part> merged) {
        List<Node> sources = node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
        for (Node source : sources) {
            Part part = part(source, depth + 1);
            if (!part.isMapping()) {
                throw problem(
                        source,
                        "compose file not readable",
                        "\"<<\" brings in the keys of other mappings, and this is not a mapping.",
                        "name a mapping by its anchor, such as <<: *defaults.");
            }
            part.entries().forEach(merged::putIfAbsent);
        }
    }

    /** A value is where its key is. */
    private Part at(Part part, Node key) {
        return new Part(
                part.kind(), part.entries(), part.elements(), part.value(), part.comment(), where(key), part.tag());
    }

    private static Part tagged(Part part, Node node) {
        String tag = node.getTag().getValue();
        return tag.equals("!reset") || tag.equals("!override") ? part.tagged(tag) : part;
    }

    private static JsonNode value(ScalarNode scalar) {
        String text = scalar.getValue();
        if (scalar.getScalarStyle() != ScalarStyle.PLAIN
                || scalar.getTag().getValue().equals("!!str")
                || (scalar.getTag().equals(Tag.STR) && !NUMBER.matcher(text).matches())) {
            return JsonNodeFactory.instance.textNode(text);
        }
        if (NULLS.contains(text)) {
            return JsonNodeFactory.instance.nullNode();
        }
        if (Set.of("true", "True", "TRUE", "false", "False", "FALSE").contains(text)) {
            return JsonNodeFactory.instance.booleanNode(text.charAt(0) == 't' || text.charAt(0) == 'T');
        }
        Optional<JsonNode> whole = wholeNumber(text.replace("_", ""));
        if (whole.isPresent()) {
            return whole.get();
        }
        return NUMBER.matcher(text).matches()
                ? JsonNodeFactory.instance.numberNode(new BigDecimal(text))
                : JsonNodeFactory.instance.textNode(text);
    }

    /** A number that begins with 0 is octal, as Compose has it. */
    private static Optional<JsonNode> wholeNumber(String text) {
        String sign = text.startsWith("-") ? "-" : "";
        String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        int radix = 10;
        if (digits.matches("0[xX][0-9a-fA-F]{1,16}")) {
            radix = 16;
        } else if (digits.matches("0[bB][01]{1,64}")) {
            radix = 2;
        } else if (digits.matches("0o?[0-7]{1,21}")) {
            radix = 8;
        } else if (!digits.matches("[0-9]{1,19}") || (digits.startsWith("0") && digits.length() > 1)) {
            return Optional.empty();
        }
        String plain = radix == 10 ? digits : radix == 8 ? digits.replaceFirst("^0o?", "") : digits.substring(2);
        BigInteger number = new BigInteger(sign + plain, radix);
        return number.bitLength() < Integer.SIZE
                ? Optional.of(JsonNodeFactory.instance.numberNode(number.intValue()))
                : Optional.of(JsonNodeFactory.instance.numberNode(number));
    }

    private Where where(Node node) {
        Mark mark = node.getStartMark();
        return new Where.InFile(file, mark.getLine() + 1, mark.getColumn() + 1, "");
    }

    private UnreadableException problem(Node node, String summary, String detail, String fix) {
        return new UnreadableException(new Problem(summary, where(node), detail, fix));
    }

    private static UnreadableException problem(
            String file, int line, int column, String summary, String detail, String fix) {
        return new UnreadableException(new Problem(summary, new Where.InFile(file, line, column, ""), detail, fix));
    }
}
