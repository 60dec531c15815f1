// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line more in a file that homelab does not own, every other byte of which stays.
 *
 * @param file its name
 * @param place where the line goes, in words
 * @param line the number of the new line, from 1 on
 * @param before the text as it is
 * @param after the text with the line
 */
public record Edit(String file, String place, int line, String before, String after) {

    private static final int AROUND = 3;

    /** What may be shown of lines that are only there to find one's way; values of others may be secrets. */
    private static final Pattern SHOWN =
            Pattern.compile("\\s*(- )?(name|size|type|title|width|slug|\\$include):.*|\\s*(- )?[\\w-]+:\\s*|\\s*");

    private static final Pattern HIDDEN = Pattern.compile("(\\s*(?:- )?(?:[\\w-]+:)?).*");

    /** Returns the new line among those around it, as a difference; values that are not needed here are omitted. */
    public List<String> difference() {
        List<String> lines = after.lines().toList();
        List<String> shown = new ArrayList<>();
        for (int i = Math.max(0, line - 1 - AROUND); i < Math.min(lines.size(), line + AROUND); i++) {
            shown.add(i == line - 1 ? "+" + lines.get(i) : " " + outline(lines.get(i)));
        }
        return shown;
    }

    private static String outline(String text) {
        if (SHOWN.matcher(text).matches()) {
            return text;
        }
        Matcher key = HIDDEN.matcher(text);
        return key.matches() ? (key.group(1) + " ...") : "...";
    }
}
