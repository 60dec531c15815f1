// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.compose;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Reads files of variables, such as {@code .env}, as Compose does. Pure. */
final class Dotenv {

    private final String text;
    private final UnaryOperator<String> replaced;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private int at;

    private Dotenv(String text, UnaryOperator<String> replaced) {
        this.text = text;
        this.replaced = replaced;
    }

    /**
     * Returns the variables in their order.
     *
     * @param around what variables in values stand for, beside those of lines above
     */
    static Map<String, String> read(String text, Map<String, String> around) {
        Map<String, String> known = new LinkedHashMap<>(around);
        Dotenv reading = new Dotenv(text.replace("\r\n", "\n"), value -> Interpolation.plain(value, known));
        while (reading.at < reading.text.length()) {
            reading.line(known);
        }
        return reading.variables;
    }

    /** Returns the variables of a file in which nothing is quoted or replaced. */
    static Map<String, String> readRaw(String text) {
        Map<String, String> variables = new LinkedHashMap<>();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("#") && line.indexOf('=') > 0)
                .forEach(line -> {
                    int end = line.indexOf('=');
                    variables.put(line.substring(0, end), line.substring(end + 1));
                });
        return variables;
    }

    private void line(Map<String, String> known) {
        int end = text.indexOf('\n', at);
        int next = end < 0 ? text.length() : end;
        String line = text.substring(at, next);
        String stripped = line.stripLeading();
        int skipped = line.length() - stripped.length();
        if (stripped.startsWith("export ")) {
            skipped += "export ".length();
        }
        int equals = line.indexOf('=', skipped);
        String key = equals < 0 ? "" : line.substring(skipped, equals).strip();
        if (stripped.startsWith("#") || !isName(key)) {
            at = next + 1;
            return;
        }
        int begin = at + equals + 1;
        while (begin < next && (text.charAt(begin) == ' ' || text.charAt(begin) == '\t')) {
            begin++;
        }
        char quote = begin < text.length() ? text.charAt(begin) : '\n';
        String value = quote == '\'' || quote == '"' ? quoted(begin + 1, quote, next) : plain(begin, next);
        variables.put(key, value);
        known.put(key, value);
    }

    private static boolean isName(String key) {
        return !key.isEmpty()
                && key.chars().allMatch(letter -> Character.isLetterOrDigit(letter) || "_.-".indexOf(letter) >= 0);
    }

    private String plain(int begin, int next) {
        at = next + 1;
        String value = text.substring(Math.min(begin, next), next);
        int comment = value.startsWith("#") ? 0 : value.indexOf(" #");
        return replaced.apply((comment < 0 ? value : value.substring(0, comment)).strip());
    }

    /** A value in quotes may have several lines. */
    private String quoted(int begin, char quote, int next) {
        int end = begin;
        while (end < text.length() && text.charAt(end) != quote) {
            end += text.charAt(end) == '\\' && quote == '"' ? 2 : 1;
        }
        if (end >= text.length()) {
            return plain(begin - 1, next);
        }
        int after = text.indexOf('\n', end);
        at = after < 0 ? text.length() : after + 1;
        String value = text.substring(begin, end);
        return quote == '\''
                ? value
                : replaced.apply(value.replace("\\n", "\n")
                        .replace("\\t", "\t")
                        .replace("\\\"", "\"")
                        .replace("\\\\", "\\"));
    }
}
