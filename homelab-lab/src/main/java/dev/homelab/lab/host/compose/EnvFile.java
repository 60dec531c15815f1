// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a file of {@code NAME=value} lines, such as {@code .env}. */
final class EnvFile {

    private static final Pattern ESCAPED = Pattern.compile("\\\\([n\"$\\\\])");

    private EnvFile() {}

    static Map<String, String> read(Path file) {
        Map<String, String> variables = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                readLine(line.strip(), variables);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return variables;
    }

    private static void readLine(String line, Map<String, String> variables) {
        int equals = line.indexOf('=');
        if (equals > 0 && !line.startsWith("#")) {
            variables.put(
                    line.substring(0, equals).strip(),
                    unquoted(line.substring(equals + 1).strip()));
        }
    }

    private static String unquoted(String value) {
        if (value.length() > 1 && value.startsWith("'") && value.endsWith("'")) {
            return value.substring(1, value.length() - 1);
        }
        if (value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")) {
            return ESCAPED.matcher(value.substring(1, value.length() - 1))
                    .replaceAll(
                            escape -> Matcher.quoteReplacement(escape.group(1).equals("n") ? "\n" : escape.group(1)));
        }
        int comment = value.indexOf(" #");
        return comment < 0 ? value : value.substring(0, comment).stripTrailing();
    }
}
