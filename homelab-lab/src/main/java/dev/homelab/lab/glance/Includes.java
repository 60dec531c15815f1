// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.glance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts included files in place of their lines, as text: every line of the file gets the indentation of the line that
 * names it, whose {@code - } is lost.
 */
final class Includes {

    private static final int DEEPEST = 20;
    private static final Pattern LINE = Pattern.compile("(?m)^([ \\t]*)(?:-[ \\t]*)?[!$]include:[ \\t]*(.+)$");

    private Includes() {}

    /** Returns whether any line of a text is an inclusion. */
    static boolean isIn(String text) {
        return LINE.matcher(text).find();
    }

    /** Reads a file and all it includes. */
    static String read(Path file) {
        return read(file, 0);
    }

    private static String read(Path file, int depth) {
        if (depth > DEEPEST) {
            throw new InvalidConfigException("recursion depth limit of " + DEEPEST + " reached");
        }
        if (!Files.isRegularFile(file)) {
            throw new InvalidConfigException("reading " + file.getFileName() + ": no such file or directory");
        }
        try {
            return LINE.matcher(Files.readString(file))
                    .replaceAll(line -> Matcher.quoteReplacement(
                            indented(read(file.resolveSibling(line.group(2).strip()), depth + 1), line.group(1))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String indented(String text, String indentation) {
        return indentation + text.replace("\n", "\n" + indentation);
    }
}
