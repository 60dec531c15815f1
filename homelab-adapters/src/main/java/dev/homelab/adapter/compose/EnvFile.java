// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a {@code .env} file, quoted so that Compose gives every value back as it was (checked with Compose 5.6.1).
 *
 * <p>Single quotes keep everything but a quote and a backslash before one; a value with either is put in double quotes,
 * where a backslash makes {@code \ " $} plain. Either may have several lines.
 */
final class EnvFile {

    /** The one variable of a file that is not in the form written here: all of its text. */
    static final String WHOLE = ".env";

    private static final Pattern LINE =
            Pattern.compile("(?<!\\w)(\\w++)=(?:'([^'\\\\]*+)'|\"((?:[^\"\\\\]|\\\\.)*+)\")\n");
    private static final Pattern SPECIAL = Pattern.compile("[\\\\\"$]");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    private EnvFile() {}

    /** Returns the text of a file with these variables, or the text that {@link #WHOLE} holds. */
    static String text(Map<String, String> variables) {
        return Optional.ofNullable(variables.get(WHOLE))
                .orElseGet(() -> new TreeMap<>(variables)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + quoted(entry.getValue()) + "\n")
                                .collect(joining()));
    }

    /** Reads a file, so that {@link #text} gives exactly its bytes back. */
    static Map<String, String> read(String text) {
        Map<String, String> variables = new TreeMap<>();
        Matcher line = LINE.matcher(text);
        while (line.find()) {
            String plain = line.group(2);
            variables.put(
                    line.group(1),
                    plain != null ? plain : ESCAPED.matcher(line.group(3)).replaceAll("$1"));
        }
        return text(variables).equals(text) ? variables : Map.of(WHOLE, text);
    }

    private static String quoted(String value) {
        return value.contains("'") || value.contains("\\")
                ? "\"" + SPECIAL.matcher(value).replaceAll("\\\\$0") + "\""
                : "'" + value + "'";
    }
}
