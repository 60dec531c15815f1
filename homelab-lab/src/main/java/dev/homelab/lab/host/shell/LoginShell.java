// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The shell of the user who signs in, which reads the text of every command first. Of those that are no POSIX shell only the
 * words and quotes are known, which differ:
 *
 * <pre>
 *          in single quotes
 * POSIX    everything is literal
 * FISH     a backslash takes away the meaning of a quote or a backslash behind it
 * TCSH     ! asks for an earlier command, and a line may not end
 * </pre>
 */
public enum LoginShell {
    /** dash, bash, zsh, BusyBox. */
    POSIX,
    /** fish. */
    FISH,
    /** tcsh and csh. */
    TCSH,
    /** One that says that the account is not available. */
    NOLOGIN;

    /** Runs the text of a command. */
    public Output run(String text, Machine machine, Map<String, String> environment, Supplier<String> input) {
        try {
            return switch (this) {
                case POSIX -> new Shell(machine, environment).run(text, input);
                case FISH, TCSH -> machine.run(words(text), environment, input);
                case NOLOGIN -> new Output(1, "This account is currently not available.\n", "");
            };
        } catch (ShellSyntaxException e) {
            return Output.failure(this == FISH ? 127 : 1, String.valueOf(e.getMessage()));
        }
    }

    private List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean isWord = false;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\'') {
                at = quoted(text, at + 1, word);
                isWord = true;
            } else if (c == ' ') {
                if (isWord) {
                    words.add(word.toString());
                }
                word.setLength(0);
                isWord = false;
            } else if ("\\\"$`!*?[]{}()<>|&;~^#\n".indexOf(c) >= 0) {
                throw new ShellSyntaxException("the fake " + this + " does not take \"" + c + "\" outside quotes");
            } else {
                word.append(c);
                isWord = true;
            }
        }
        if (isWord) {
            words.add(word.toString());
        }
        return words;
    }

    /** Returns where the closing quote is. */
    private int quoted(String text, int start, StringBuilder word) {
        int at = start;
        while (at < text.length() && text.charAt(at) != '\'') {
            char c = text.charAt(at);
            char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
            if (this == TCSH && c == '!') {
                throw new ShellSyntaxException(next + ": Event not found.");
            } else if (this == TCSH && c == '\n') {
                throw new ShellSyntaxException("Unmatched '''.");
            } else if (this == FISH && c == '\\' && (next == '\'' || next == '\\')) {
                at++;
            }
            word.append(text.charAt(at++));
        }
        if (at >= text.length()) {
            throw new ShellSyntaxException("Unmatched '''.");
        }
        return at;
    }
}
