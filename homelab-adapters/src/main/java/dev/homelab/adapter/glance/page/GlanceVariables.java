// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.adapter.support.file.YamlText;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Variables such as <code>${NAME}</code>, which Glance replaces in the text of a file before it takes it for YAML (v0.8.5).
 *
 * <p>So they are distinguished from text that only looks like them before YAML is read, and again after it is written: a
 * backslash in front of the dollar sign, in whatever quotes it stands, is Glance's to remove and not YAML's to read.
 */
final class GlanceVariables {

    private static final String FORM = "\\{(?:[A-Za-z]++:)?[A-Za-z0-9_-]++}";
    private static final Pattern LITERAL = Pattern.compile("\\$(?=" + FORM + ")");
    private static final Pattern WRITTEN = Pattern.compile("\\\\?+\\$(?=" + FORM + ")");

    /** Stands for the dollar sign of a variable while a file is a tree: letters, which need no quotes, that no text has. */
    private static final String ACTIVE = Character.toString(0x3134A).repeat(2);

    private GlanceVariables() {}

    /**
     * Reads a file. What is a variable in it stays one when it is written again.
     *
     * @return empty if it is no YAML, or has anchors, which would be lost
     */
    static Optional<JsonNode> read(String text) {
        String marked = WRITTEN.matcher(text)
                .replaceAll(found -> found.group().startsWith("\\") ? Matcher.quoteReplacement("$") : ACTIVE);
        return YamlText.readWithoutAnchors(marked)
                .or(() -> YamlText.readWithoutAnchors(text)); // an earlier version let YAML read the backslash
    }

    /** Returns the text of a tree in which whatever looks like a variable is text, unless it was read as one. */
    static String write(JsonNode tree) {
        return LITERAL.matcher(YamlText.rewrite(tree))
                .replaceAll(Matcher.quoteReplacement("\\$"))
                .replace(ACTIVE, "$");
    }

    /** Returns a text of a tree as it is shown. */
    static String shown(String text) {
        return text.replace(ACTIVE, "$");
    }
}
