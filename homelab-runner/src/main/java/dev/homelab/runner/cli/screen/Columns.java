// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.screen;

/** How many columns of a terminal a text takes, and the part of it that fits. */
public final class Columns {

    /** The first and last of each range of characters that terminals draw two columns wide (Unicode's East Asian Width W and F, in short). */
    private static final int[][] WIDE = {
        {0x1100, 0x115F}, {0x231A, 0x231B}, {0x23E9, 0x23EC}, {0x2E80, 0x303E}, {0x3041, 0xA4CF}, {0xA960, 0xA97F},
        {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F},
        {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}
    };

    private static final int HANGING = 4;
    private static final String MORE = "…";

    private Columns() {}

    /** Counts the columns of a text without control sequences. */
    public static int of(String text) {
        return text.codePoints().map(Columns::of).sum();
    }

    private static int of(int character) {
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        for (int[] range : WIDE) {
            if (character >= range[0] && character <= range[1]) {
                return 2;
            }
        }
        return 1;
    }

    /** Returns a text that takes no more columns than these; of a longer one the beginning. */
    public static String cut(String text, int most) {
        if (of(text) <= most) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int width = 0;
        for (int character : text.codePoints().toArray()) {
            if (width + of(character) > most - 1) {
                break;
            }
            width += of(character);
            kept.appendCodePoint(character);
        }
        return most < 1 ? "" : kept.toString().stripTrailing() + MORE;
    }

    /**
     * Returns a text whose lines are broken between words where they take more than these columns, the rest of each further to the right. A
     * command to copy, which stands after an empty line, is left whole.
     */
    public static String wrap(String text, int most) {
        StringBuilder wrapped = new StringBuilder();
        boolean isAfterEmpty = false;
        for (String line : text.split("\n", -1)) {
            boolean isCommand = isAfterEmpty && line.startsWith("  ");
            wrapped.append(isCommand ? line : wrapLine(line, most)).append('\n');
            isAfterEmpty = line.isBlank() || isCommand;
        }
        return wrapped.substring(0, wrapped.length() - 1);
    }

    private static String wrapLine(String line, int most) {
        if (of(line) <= most) {
            return line;
        }
        int indent = line.length() - line.stripLeading().length();
        String further = " ".repeat(Math.min(indent + HANGING, most / 2));
        StringBuilder wrapped = new StringBuilder(line.substring(0, indent));
        int width = indent;
        boolean isFirst = true;
        for (String word : line.strip().split("(?<=\\S)(?= )|(?<= )(?=\\S)", -1)) {
            boolean isGap = word.isBlank();
            if (!isGap && !isFirst && width + of(word) > most) {
                wrapped.setLength(wrapped.toString().stripTrailing().length());
                wrapped.append('\n').append(further);
                width = further.length();
            }
            wrapped.append(word);
            width += of(word);
            isFirst = false;
        }
        return wrapped.toString();
    }

    /** Returns a text that takes just these columns. */
    public static String fit(String text, int width) {
        String cut = cut(text, width);
        return cut + " ".repeat(Math.max(0, width - of(cut)));
    }
}
