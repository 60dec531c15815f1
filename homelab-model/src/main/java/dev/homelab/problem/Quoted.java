// SPDX-License-Identifier: Apache-2.0
package dev.homelab.problem;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What somebody wrote, as a problem quotes it: short, on one line, and harmless to a terminal. */
public final class Quoted {

    private static final int LONGEST = 100;

    /** Control characters, and those that turn the direction of the text after them. */
    private static final Pattern UNSHOWN =
            Pattern.compile("[\\p{Cc}\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069]");

    /** What a shell takes as it stands. */
    private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9_./:=@%+,-]++");

    private Quoted() {}

    /** Returns the text in double quotes; of a long one, its beginning. */
    public static String of(String text) {
        String start = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        return '"' + shown(start) + '"';
    }

    /** Returns the text as one word of a command that people copy into a shell. */
    public static String word(String text) {
        return PLAIN_WORD.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** Returns the text with what nobody could see written as escapes, such as {@code \u001b}. */
    static String shown(String text) {
        Matcher unshown = UNSHOWN.matcher(text);
        return unshown.replaceAll(match ->
                Matcher.quoteReplacement("\\u%04x".formatted((int) match.group().charAt(0))));
    }
}
