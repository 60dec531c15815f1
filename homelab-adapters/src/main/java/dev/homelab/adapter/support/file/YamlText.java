// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * YAML as this program writes it: keys in the order given, no document marker, quotes only where a reader could take the
 * text for something else. The same tree always gives the same bytes.
 */
public final class YamlText {

    private static final Set<String> YAML_1_2 = Set.of("true", "false", "null");
    private static final Set<String> YAML_1_1 = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private static final YAMLMapper CAREFUL = mapper(YAML_1_1);
    private static final YAMLMapper FAITHFUL = mapper(YAML_1_2);

    private YamlText() {}

    /** Writes maps, lists, texts and numbers. Quotes every word that any version of YAML takes for more than text. */
    public static String write(Object tree) {
        return write(CAREFUL, tree);
    }

    /**
     * Writes what was read, changed in places. Words such as {@code yes} keep no quotes, since nobody knows whether they
     * had any, and to the Go programs that read these files such a word is what they expect there.
     */
    public static String rewrite(JsonNode tree) {
        return write(FAITHFUL, tree);
    }

    /** Reads a document; empty if it is none. A blank text is a missing node. */
    public static Optional<JsonNode> read(String text) {
        try {
            return Optional.of(CAREFUL.readTree(text));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String write(YAMLMapper mapper, Object tree) {
        try {
            return mapper.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree could not be written as YAML. This is a bug in homelab.", e);
        }
    }

    private static YAMLMapper mapper(Set<String> words) {
        return new YAMLMapper(YAMLFactory.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                .stringQuotingChecker(new OnlyAmbiguous(words))
                .build());
    }

    /**
     * Asks for quotes where a reader could see a number, a date or one of some words. Whether the syntax needs them is
     * seen to further down, by the emitter.
     */
    private static final class OnlyAmbiguous extends StringQuotingChecker {

        private static final long serialVersionUID = 1L;

        private static final Pattern PLAINLY_TEXT = Pattern.compile("[\\p{L}/_$\\\\(][\\s\\S]*|(\\d+(ms|s|m|h|d))+");

        private final transient Set<String> words;

        OnlyAmbiguous(Set<String> words) {
            this.words = words;
        }

        @Override
        public boolean needToQuoteName(String name) {
            return needToQuoteValue(name);
        }

        @Override
        public boolean needToQuoteValue(String value) {
            return !PLAINLY_TEXT.matcher(value).matches() || words.contains(value.toLowerCase(Locale.ROOT));
        }
    }
}
