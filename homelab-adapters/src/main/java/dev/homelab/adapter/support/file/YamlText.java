// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.homelab.problem.Printable;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.emitter.Emitter;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;
import org.yaml.snakeyaml.serializer.Serializer;

/**
 * YAML as this program writes it: keys in the order given, no document marker, quotes only where a reader could take the
 * text for something else. The same tree always gives the same bytes.
 *
 * <p>Every reader of YAML 1.1 or 1.2 reads back the text that was written, whatever is in it: line ends of other kinds than
 * a newline, and blanks at an end, are kept by nothing but escapes within double quotes.
 */
public final class YamlText {

    private static final Set<String> YAML_1_2 = Set.of("true", "false", "null");
    private static final Set<String> YAML_1_1 = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    /** What begins like a word, a path or a variable, and a duration, is no number and no date. */
    private static final Pattern PLAINLY_TEXT =
            Pattern.compile("\\A(?:[\\p{L}/_$\\\\(][\\s\\S]*+|(?:\\d++(?:ms|[smhd]))++)\\z");

    /** A line that Glance takes for an inclusion, also within a block of text, since it looks before YAML is read. */
    private static final Pattern INCLUSION = Pattern.compile("(?m)^[ \\t]*+(?:-[ \\t]*+)?[!$]include:");

    private static final Pattern BLANK_AT_END = Pattern.compile("\\h(?:\\n|\\z)");

    private static final YAMLMapper READER = new YAMLMapper(YAMLFactory.builder()
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .build());

    private static final Resolver ALL_TEXT = new AllText();

    private final Set<String> words;

    private YamlText(Set<String> words) {
        this.words = words;
    }

    /** Writes maps, lists, texts and numbers. Quotes every word that any version of YAML takes for more than text. */
    public static String write(Object tree) {
        return write(tree(tree));
    }

    /** Writes a tree as {@link #write(Object)} does. */
    static String write(JsonNode tree) {
        return new YamlText(YAML_1_1).text(tree);
    }

    /** Returns the tree that a reader gets of what {@link #write} writes. */
    static JsonNode tree(Object tree) {
        return READER.valueToTree(tree);
    }

    /**
     * Writes what was read, changed in places. Words such as {@code yes} keep no quotes, since it is unknown whether they
     * had any, and to the Go programs that read these files such a word is what they expect there.
     */
    public static String rewrite(JsonNode tree) {
        return new YamlText(YAML_1_2).text(tree);
    }

    /** Reads a document; empty if it is none. A blank text is a missing node. */
    public static Optional<JsonNode> read(String text) {
        try {
            return Optional.of(READER.readTree(text));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Reads a document; empty if it is none, or has anchors, which a tree does not know. */
    public static Optional<JsonNode> readWithoutAnchors(String text) {
        try {
            for (Event event : new Yaml(new LoaderOptions()).parse(new StringReader(text))) {
                if (event instanceof NodeEvent node && node.getAnchor() != null) {
                    return Optional.empty();
                }
            }
            return read(text);
        } catch (YAMLException e) {
            return Optional.empty();
        }
    }

    private String text(JsonNode tree) {
        DumperOptions options = new DumperOptions();
        options.setSplitLines(false);
        StringWriter text = new StringWriter();
        Serializer serializer = new Serializer(new Emitter(text, options), ALL_TEXT, options, null);
        try {
            serializer.open();
            serializer.serialize(node(tree));
            serializer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private Node node(JsonNode tree) {
        if (tree.isObject()) {
            List<NodeTuple> entries = new ArrayList<>();
            tree.properties().forEach(entry -> entries.add(new NodeTuple(key(entry.getKey()), node(entry.getValue()))));
            return new MappingNode(Tag.MAP, entries, entries.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
        }
        if (tree.isArray()) {
            List<Node> nodes = new ArrayList<>();
            tree.forEach(element -> nodes.add(node(element)));
            return new SequenceNode(Tag.SEQ, nodes, nodes.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
        }
        return tree.isTextual() ? value(tree.textValue()) : scalar(tree.asText(), ScalarStyle.PLAIN);
    }

    private Node key(String text) {
        return text.contains("\n") ? scalar(text, ScalarStyle.DOUBLE_QUOTED) : value(text);
    }

    private Node value(String text) {
        if (text.contains("\n")) {
            return scalar(text, isKeptInBlock(text) ? ScalarStyle.LITERAL : ScalarStyle.DOUBLE_QUOTED);
        }
        boolean isPlain = PLAINLY_TEXT.matcher(text).matches()
                && !words.contains(text.toLowerCase(Locale.ROOT))
                && isPrinted(text);
        return scalar(text, isPlain ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED);
    }

    private static boolean isKeptInBlock(String text) {
        return isPrinted(text.replace("\n", ""))
                && !BLANK_AT_END.matcher(text).find()
                && !INCLUSION.matcher(text).find()
                && !text.endsWith("\n\n")
                && !Character.isWhitespace(text.charAt(0));
    }

    private static boolean isPrinted(String text) {
        return Printable.isPlain(text) && !BLANK_AT_END.matcher(text).find();
    }

    /** Every scalar is a text to the emitter, so that it writes no tags; what is none has its own form already. */
    private static Node scalar(String text, ScalarStyle style) {
        return new ScalarNode(Tag.STR, text, null, null, style);
    }

    /** Takes nothing for more than text. */
    private static final class AllText extends Resolver {

        @Override
        protected void addImplicitResolvers() {
            // none
        }
    }
}
