// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.shell;

/** Reads shell text word by word. */
final class Words {

    /** What a shell would give a meaning to outside quotes, and this one does not. */
    private static final String REFUSED = "|&<>()$`*?\n";

    private final String text;
    private int at;

    Words(String text) {
        this.text = text;
        skipBlanks();
    }

    /** A word, or what joins two commands. */
    record Token(String text, boolean isJoint) {}

    boolean hasMore() {
        return at < text.length();
    }

    Token next() {
        Token token;
        if (text.startsWith("&&", at)) {
            token = joint("&&");
        } else if (text.charAt(at) == ';') {
            token = joint(";");
        } else {
            token = new Token(word(), false);
        }
        skipBlanks();
        return token;
    }

    private Token joint(String symbol) {
        at += symbol.length();
        return new Token(symbol, true);
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        while (hasMore() && !isBlank(peek()) && peek() != ';' && !text.startsWith("&&", at)) {
            char c = text.charAt(at++);
            switch (c) {
                case '\'' -> word.append(upToClosingQuote());
                case '"' -> appendDoubleQuoted(word);
                case '\\' -> word.append(escaped());
                default -> word.append(plain(c));
            }
        }
        return word.toString();
    }

    private String upToClosingQuote() {
        int end = text.indexOf('\'', at);
        if (end < 0) {
            throw new ShellSyntaxException("unterminated quoted string");
        }
        String quoted = text.substring(at, end);
        at = end + 1;
        return quoted;
    }

    private void appendDoubleQuoted(StringBuilder word) {
        while (hasMore() && peek() != '"') {
            char c = text.charAt(at++);
            if (c == '$' || c == '`') {
                throw refused(c);
            }
            boolean escapes = c == '\\' && hasMore() && "\"\\$`".indexOf(peek()) >= 0;
            word.append(escapes ? text.charAt(at++) : c);
        }
        if (!hasMore()) {
            throw new ShellSyntaxException("unterminated quoted string");
        }
        at++;
    }

    private char escaped() {
        if (!hasMore()) {
            throw new ShellSyntaxException("nothing after the last backslash");
        }
        return text.charAt(at++);
    }

    private static char plain(char c) {
        if (REFUSED.indexOf(c) >= 0) {
            throw refused(c);
        }
        return c;
    }

    private static ShellSyntaxException refused(char c) {
        return new ShellSyntaxException("the fake host does not take the shell syntax \"" + c + "\"");
    }

    private void skipBlanks() {
        while (hasMore() && isBlank(peek())) {
            at++;
        }
    }

    private char peek() {
        return text.charAt(at);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
