// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.shell;

import dev.homelab.lab.host.shell.Step.Kind;
import dev.homelab.lab.host.shell.Step.Piece;
import dev.homelab.lab.host.shell.Step.Redirection;
import dev.homelab.lab.host.shell.Step.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads shell text. What it does not know is refused, never taken literally. */
final class Parser {

    /** What a shell would give a meaning to outside quotes, and this one does not. */
    private static final String REFUSED = "|&<>()`*?{}[#";

    private static final Pattern JOINT = Pattern.compile("&&|\\|\\||[;\n]");
    private static final Pattern OPERATOR = Pattern.compile("2>|>>|>&|>|<");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*|[0-9@?]");

    private final String text;
    private int at;

    Parser(String text) {
        this.text = text;
    }

    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        String joint = ";";
        skipBlanks();
        while (at < text.length()) {
            steps.add(step(joint));
            String next = take(JOINT).replace("\n", ";");
            if (at < text.length() && next.isEmpty()) {
                throw refused(text.charAt(at));
            }
            joint = next;
            skipBlanks();
        }
        if (joint.length() > 1) {
            throw new ShellSyntaxException("unexpected end after \"" + joint + "\"");
        }
        return steps;
    }

    private Step step(String joint) {
        List<Word> words = new ArrayList<>();
        List<Redirection> redirections = new ArrayList<>();
        while (at < text.length() && !isAt(JOINT)) {
            String operator = take(OPERATOR);
            skipBlanks();
            if (operator.isEmpty()) {
                words.add(word());
            } else {
                redirections.add(new Redirection(operator, word()));
            }
            skipBlanks();
        }
        if (words.isEmpty()) {
            throw new ShellSyntaxException("unexpected \"" + (at < text.length() ? text.charAt(at) : "end") + "\"");
        }
        return new Step(joint, words, redirections);
    }

    private Word word() {
        List<Piece> pieces = new ArrayList<>();
        while (at < text.length() && !isBlank(text.charAt(at)) && !isAt(JOINT) && !isAt(OPERATOR)) {
            char c = text.charAt(at++);
            switch (c) {
                case '\'' -> pieces.add(new Piece(Kind.TEXT, upTo('\''), true));
                case '"' -> doubleQuoted(pieces);
                case '\\' -> pieces.add(new Piece(Kind.TEXT, String.valueOf(escaped()), true));
                case '$' -> pieces.add(expansion(false));
                default -> pieces.add(new Piece(Kind.TEXT, String.valueOf(plain(c)), false));
            }
        }
        if (pieces.isEmpty()) {
            throw new ShellSyntaxException("a word is missing");
        }
        return new Word(pieces);
    }

    private String upTo(char end) {
        int close = text.indexOf(end, at);
        if (close < 0) {
            throw new ShellSyntaxException("unterminated quoted string");
        }
        String quoted = text.substring(at, close);
        at = close + 1;
        return quoted;
    }

    private void doubleQuoted(List<Piece> pieces) {
        pieces.add(new Piece(Kind.TEXT, "", true));
        StringBuilder plain = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c == '`') {
                throw refused(c);
            } else if (c == '$') {
                pieces.add(new Piece(Kind.TEXT, plain.toString(), true));
                plain.setLength(0);
                pieces.add(expansion(true));
            } else {
                boolean escapes = c == '\\' && at < text.length() && "\"\\$`".indexOf(text.charAt(at)) >= 0;
                plain.append(escapes ? text.charAt(at++) : c);
            }
        }
        if (at >= text.length()) {
            throw new ShellSyntaxException("unterminated quoted string");
        }
        at++;
        pieces.add(new Piece(Kind.TEXT, plain.toString(), true));
    }

    /** What stands behind a dollar sign. */
    private Piece expansion(boolean isQuoted) {
        if (text.startsWith("(", at)) {
            return new Piece(Kind.COMMAND, inParentheses(), isQuoted);
        }
        String name = take(VARIABLE);
        if (name.isEmpty()) {
            throw refused('$');
        }
        return new Piece(Kind.VARIABLE, name, isQuoted);
    }

    private String inParentheses() {
        int start = ++at;
        while (at < text.length() && text.charAt(at) != ')') {
            char c = text.charAt(at++);
            if (c == '\'' || c == '"') {
                upTo(c);
            } else if (c == '(') {
                throw refused(c);
            }
        }
        if (at >= text.length()) {
            throw new ShellSyntaxException("\")\" is missing");
        }
        return text.substring(start, at++);
    }

    private char escaped() {
        if (at >= text.length()) {
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

    private boolean isAt(Pattern pattern) {
        return matcher(pattern).lookingAt();
    }

    private String take(Pattern pattern) {
        Matcher matcher = matcher(pattern);
        if (!matcher.lookingAt()) {
            return "";
        }
        at = matcher.end();
        return matcher.group();
    }

    private Matcher matcher(Pattern pattern) {
        return pattern.matcher(text).region(at, text.length());
    }

    private void skipBlanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
