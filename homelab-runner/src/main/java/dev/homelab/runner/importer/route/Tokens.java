// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.route;

import dev.homelab.problem.Where;
import java.util.ArrayList;
import java.util.List;

/** The words of a file in braces, as nginx and Caddy write them, with their lines. */
final class Tokens {

    private static final int DEEPEST = 50;

    private Tokens() {}

    /**
     * A word.
     *
     * @param isQuoted whether it stood in quotation marks, and so is no brace
     */
    record Token(String text, int line, boolean isQuoted) {

        boolean is(String sign) {
            return !isQuoted && text.equals(sign);
        }
    }

    /**
     * Something that a file says: words, and what stands in braces behind them.
     *
     * @param words the first of which says what it is
     * @param inner empty without braces
     * @param hasBlock whether there are braces
     */
    record Statement(List<Token> words, List<Statement> inner, boolean hasBlock) {

        String name() {
            return words.isEmpty() ? "" : words.get(0).text();
        }

        int line() {
            return words.isEmpty() ? 1 : words.get(0).line();
        }

        List<String> arguments() {
            return words.stream().skip(1).map(Token::text).toList();
        }
    }

    /**
     * Returns the words of a text.
     *
     * @param alone signs that are words of their own wherever they stand, such as {@code ;}
     */
    static List<Token> of(String text, String file, String alone) {
        List<Token> tokens = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int line = 1;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            boolean begins = word.length() == 0;
            if (letter == '#' && begins) {
                int end = text.indexOf('\n', i);
                i = end < 0 ? text.length() : end - 1;
            } else if ((letter == '"' || letter == '\'' || letter == '`') && begins) {
                int end = closing(text, i);
                if (end < 0) {
                    throw unreadable(file, line, "a quotation mark is not closed");
                }
                tokens.add(new Token(text.substring(i + 1, end), line, true));
                line += (int) text.substring(i, end)
                        .chars()
                        .filter(one -> one == '\n')
                        .count();
                i = end;
            } else if (Character.isWhitespace(letter) || alone.indexOf(letter) >= 0) {
                add(tokens, word, line);
                if (!Character.isWhitespace(letter)) {
                    tokens.add(new Token(String.valueOf(letter), line, false));
                }
                if (letter == '\n') {
                    line++;
                }
            } else {
                word.append(letter);
            }
        }
        add(tokens, word, line);
        return tokens;
    }

    private static void add(List<Token> tokens, StringBuilder word, int line) {
        if (word.length() > 0) {
            tokens.add(new Token(word.toString(), line, false));
            word.setLength(0);
        }
    }

    private static int closing(String text, int begin) {
        char mark = text.charAt(begin);
        for (int i = begin + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && mark != '`') {
                i++;
            } else if (text.charAt(i) == mark) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Returns what a text says.
     *
     * @param byLines whether a statement ends with its line, and not with a semicolon
     */
    static List<Statement> statements(List<Token> tokens, String file, boolean byLines) {
        int[] at = {0};
        List<Statement> all = statements(tokens, at, file, byLines, 0);
        if (at[0] < tokens.size()) {
            throw unreadable(file, tokens.get(at[0]).line(), "a brace is closed that was not opened");
        }
        return all;
    }

    private static List<Statement> statements(List<Token> tokens, int[] at, String file, boolean byLines, int depth) {
        if (depth > DEEPEST) {
            throw unreadable(file, tokens.get(at[0] - 1).line(), "it is nested too deep");
        }
        List<Statement> all = new ArrayList<>();
        List<Token> words = new ArrayList<>();
        while (at[0] < tokens.size() && !tokens.get(at[0]).is("}")) {
            Token token = tokens.get(at[0]);
            boolean isOnNextLine = byLines
                    && !words.isEmpty()
                    && token.line() > words.get(words.size() - 1).line()
                    && !words.get(words.size() - 1).text().endsWith(",");
            if (isOnNextLine && !token.is("{")) {
                all.add(new Statement(List.copyOf(words), List.of(), false));
                words.clear();
            }
            at[0]++;
            if (token.is("{")) {
                List<Statement> inner = statements(tokens, at, file, byLines, depth + 1);
                if (at[0] >= tokens.size()) {
                    throw unreadable(file, token.line(), "a brace is not closed");
                }
                at[0]++;
                all.add(new Statement(List.copyOf(words), inner, true));
                words.clear();
            } else if (!byLines && token.is(";")) {
                all.add(new Statement(List.copyOf(words), List.of(), false));
                words.clear();
            } else {
                words.add(token);
            }
        }
        if (!words.isEmpty()) {
            all.add(new Statement(List.copyOf(words), List.of(), false));
        }
        return all;
    }

    static UnreadableFileException unreadable(String file, int line, String reason) {
        return UnreadableFileException.malformed(new Where.InFile(file, line, 1, ""), reason);
    }
}
