// SPDX-License-Identifier: Apache-2.0
package dev.homelab.problem;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Text from a definition, a target or a log, as it may reach a terminal, a file, a page or a chat: characters that act on
 * a screen, or hide or reorder text, stand there as escapes such as {@code \u001b}. The one place where that is done.
 *
 * <p>Doing it twice changes nothing, and within a string of JSON, YAML in double quotes or Java the escape still means
 * the character.
 */
public final class Printable {

    /**
     * Control characters, line and paragraph separators, marks that change the direction of text, what has no width (but
     * not the joiners of emoji and of Arabic scripts), and halves of characters.
     */
    private static final String ACTING =
            "\\p{Cc}\\u2028\\u2029\\u00AD\\u061C\\u180E\\u200B\\u200E\\u200F\\u202A-\\u202E"
                    + "\\u2060-\\u206F\\uFEFF\\uFFF9-\\uFFFB\\x{E0000}-\\x{E007F}\\p{Cs}";

    private static final Pattern IN_LINE = Pattern.compile("[" + ACTING + "]");
    private static final Pattern IN_BLOCK = Pattern.compile("[" + ACTING + "&&[^\\n\\t]]");

    private Printable() {}

    /** Returns the text on one line. */
    public static String line(String text) {
        return isSimple(text, false) ? text : escaped(IN_LINE, text);
    }

    /** Returns texts, each on one line. */
    public static List<String> lines(List<String> texts) {
        return texts.stream().map(Printable::line).toList();
    }

    /** Returns a text of several lines; line ends and tabs stay. */
    public static String block(String text) {
        return isSimple(text, true) ? text : escaped(IN_BLOCK, text.replace("\r\n", "\n"));
    }

    /** Returns whether nothing in the text would be escaped on one line. */
    public static boolean isPlain(String text) {
        return isSimple(text, false) || !IN_LINE.matcher(text).find();
    }

    /** Returns whether all of it is printed ASCII, as most texts are; no pattern has to look at those. */
    private static boolean isSimple(String text, boolean isBlock) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' || c > '~') && !(isBlock && (c == '\n' || c == '\t'))) {
                return false;
            }
        }
        return true;
    }

    private static String escaped(Pattern pattern, String text) {
        return pattern.matcher(text).replaceAll(Printable::escape);
    }

    private static String escape(MatchResult found) {
        StringBuilder escape = new StringBuilder();
        found.group().chars().forEach(c -> escape.append("\\\\u%04x".formatted(c)));
        return escape.toString();
    }
}
