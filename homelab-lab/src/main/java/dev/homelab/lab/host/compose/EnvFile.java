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

/** Reads a file of {@code NAME=value} lines, such as {@code .env}. What is in quotes may have several lines. */
final class EnvFile {

    private static final Pattern ESCAPED = Pattern.compile("\\\\([nt\"$\\\\])");
    private static final Pattern VARIABLE = Pattern.compile(
            "(?m)^[ \t]*+(?!#)([^=\\s]++)[ \t]*+=[ \t]*+(?:'([^']*+)'|\"((?:[^\"\\\\]|\\\\[\\s\\S])*+)\"|([^\n]*+))");

    private EnvFile() {}

    static Map<String, String> read(Path file) {
        Map<String, String> variables = new LinkedHashMap<>();
        try {
            Matcher variable = VARIABLE.matcher(Files.readString(file).replace("\r\n", "\n"));
            while (variable.find()) {
                variables.put(variable.group(1), value(variable));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return variables;
    }

    private static String value(Matcher variable) {
        if (variable.group(2) != null) {
            return variable.group(2);
        }
        if (variable.group(3) != null) {
            return ESCAPED.matcher(variable.group(3))
                    .replaceAll(escape -> Matcher.quoteReplacement(
                            switch (escape.group(1)) {
                                case "n" -> "\n";
                                case "t" -> "\t";
                                default -> escape.group(1);
                            }));
        }
        String plain = variable.group(4).strip();
        int comment = plain.indexOf(" #");
        return comment < 0 ? plain : plain.substring(0, comment).stripTrailing();
    }
}
