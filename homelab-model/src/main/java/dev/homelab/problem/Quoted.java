// SPDX-License-Identifier: Apache-2.0
package dev.homelab.problem;

import java.util.regex.Pattern;

/** A text of a definition or a target, as a problem quotes it: short, on one line, and harmless to a terminal. */
public final class Quoted {

    private static final int LONGEST = 100;

    /** What a shell takes as it stands. */
    private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9_./:=@%+,-]++");

    private Quoted() {}

    /** Returns the text in double quotes; of a long one, its beginning. */
    public static String of(String text) {
        String start = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        return '"' + Printable.line(start) + '"';
    }

    /** Returns the text as one word of a command that people copy into a shell. */
    public static String word(String text) {
        return PLAIN_WORD.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
