// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The lines of a file that Glance puts other files in place of. */
final class Includes {

    // as Glance v0.8.4 looks for it
    private static final Pattern LINE = Pattern.compile("(?m)^[ \\t]*(?:-[ \\t]*)?[!$]include:[ \\t]*(.+)$");

    private Includes() {}

    /** Returns the names of the files that a text includes, as seen from its own folder. */
    static List<String> in(String text) {
        return LINE.matcher(text).results().map(Includes::name).toList();
    }

    /** Returns a text that includes files by other names. */
    static String renamed(String text, UnaryOperator<String> names) {
        StringBuilder renamed = new StringBuilder();
        int done = 0;
        for (MatchResult line : LINE.matcher(text).results().toList()) {
            String name = name(line);
            String other = names.apply(name);
            if (!other.equals(name)) {
                renamed.append(text, done, line.start(1)).append(other);
                done = line.end(1);
            }
        }
        return renamed.append(text, done, text.length()).toString();
    }

    /** Returns the line that includes a file, as an entry of a list. */
    static String line(String file) {
        return "- $include: " + file;
    }

    private static String name(MatchResult line) {
        return line.group(1).strip().replaceFirst("^\\./", "");
    }
}
