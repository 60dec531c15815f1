// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.caddy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits the text of a Caddyfile into words: quotes, backquotes, comments and variables of the environment, of which there are none. */
final class Lexer {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\$([^{}:]++)(?::([^{}]*+))?}");

    private final String text;
    private final String file;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private boolean isFirst = true;

    private Lexer(String text, String file) {
        this.text = text;
        this.file = file;
    }

    static List<Token> read(String text, String file) {
        String replaced = VARIABLE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(2) == null ? "" : found.group(2)));
        return new Lexer(replaced, file).tokens();
    }

    private List<Token> tokens() {
        while (at < text.length()) {
            char character = text.charAt(at);
            if (character == '\n') {
                line++;
                isFirst = true;
                at++;
            } else if (Character.isWhitespace(character)) {
                at++;
            } else if (character == '#') {
                skipComment();
            } else if (character == '"' || character == '`') {
                add(quoted(character));
            } else if (text.startsWith("<<", at)) {
                throw new InvalidCaddyfileException("the fake Caddy reads no heredocs, at " + place());
            } else {
                add(word());
            }
        }
        return tokens;
    }

    private void add(String word) {
        tokens.add(new Token(word, isFirst, place()));
        isFirst = false;
    }

    private void skipComment() {
        while (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
    }

    private String quoted(char quote) {
        StringBuilder word = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char character = text.charAt(at);
            boolean isEscaped = quote == '"' && character == '\\' && text.startsWith("\\\"", at);
            if (isEscaped) {
                at++;
                word.append('"');
            } else if (character == quote) {
                at++;
                return word.toString();
            } else {
                word.append(character);
            }
        }
        return word.toString();
    }

    private String word() {
        int begin = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.substring(begin, at);
    }

    private String place() {
        return file + ":" + line;
    }
}
