// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits a command that is one text, as Compose does: at spaces, with quotes and backslashes, and without a shell. Pure. */
final class ShellWords {

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean isBegun;
    private char quote;

    private ShellWords() {}

    /** Returns the words; nothing if a quote does not end. */
    static Optional<List<String>> split(String text) {
        return new ShellWords().read(text);
    }

    private Optional<List<String>> read(String text) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '\\' && quote != '\'') {
                if (++i < text.length()) {
                    add(text.charAt(i));
                }
            } else if (quote != 0) {
                inQuotes(letter);
            } else if (letter == '\'' || letter == '"') {
                quote = letter;
                isBegun = true;
            } else if (Character.isWhitespace(letter)) {
                end();
            } else {
                add(letter);
            }
        }
        end();
        return quote == 0 ? Optional.of(List.copyOf(words)) : Optional.empty();
    }

    private void inQuotes(char letter) {
        if (letter == quote) {
            quote = 0;
        } else {
            add(letter);
        }
    }

    private void add(char letter) {
        word.append(letter);
        isBegun = true;
    }

    private void end() {
        if (isBegun) {
            words.add(word.toString());
            word.setLength(0);
            isBegun = false;
        }
    }
}
