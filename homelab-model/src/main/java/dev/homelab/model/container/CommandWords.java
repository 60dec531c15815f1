// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a command that is written as one text into words, as Compose does (checked with Compose 5.6.1). No shell is involved:
 * quotes and backslashes group, and nothing else has a meaning.
 *
 * <p>Compose drops whatever follows an unquoted {@code ; & | < >} in silence, and keeps or refuses the other signs that mean something
 * to a shell alone. A text with one of them is refused here, since its author expects a shell.
 */
public final class CommandWords {

    /** The texts that can be split. It is for schemas; its repetition is too deep for the regular expressions of Java. */
    public static final String FORM =
            "^\\s*(([^\\s\\\\'\"();&|<>`]|\\\\[\\s\\S]|'[^']*'|\"([^\"\\\\]|\\\\[\\s\\S])*\")+\\s*)+$";

    private static final String OF_SHELL = "();&|<>`";

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;

    private CommandWords() {}

    /** Returns the words, or nothing if the text has none, does not end its quotes, or asks for a shell. */
    public static Optional<List<String>> split(String text) {
        CommandWords split = new CommandWords();
        return split.read(text) && !split.words.isEmpty() ? Optional.of(List.copyOf(split.words)) : Optional.empty();
    }

    private boolean read(String text) {
        char quote = 0;
        boolean escaped = false;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (escaped) {
                add(meant(letter));
                escaped = false;
            } else if (letter == '\\' && quote != '\'') {
                escaped = true;
            } else if (letter == quote) {
                quote = 0;
            } else if (quote == 0 && (letter == '"' || letter == '\'')) {
                quote = letter;
                inWord = true;
            } else if (quote == 0 && isBlank(letter)) {
                end();
            } else if (quote == 0 && OF_SHELL.indexOf(letter) >= 0) {
                return false;
            } else {
                add(letter);
            }
        }
        end();
        return !escaped && quote == 0;
    }

    /** A backslash makes a tab of a t and a new line of an n, in double quotes and outside of them. */
    private static char meant(char letter) {
        return switch (letter) {
            case 't' -> '\t';
            case 'n' -> '\n';
            default -> letter;
        };
    }

    private static boolean isBlank(char letter) {
        return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
    }

    private void add(char letter) {
        word.append(letter);
        inWord = true;
    }

    private void end() {
        if (inWord) {
            words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
    }
}
