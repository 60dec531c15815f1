// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.shell;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** {@code printf} with {@code %s}, {@code %%}, line ends, backslashes and octal numbers. */
final class Printf {

    private Printf() {}

    static String of(List<String> words) {
        String format = words.get(0);
        Deque<String> rest = new ArrayDeque<>(words.subList(1, words.size()));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int at = 0; at < format.length(); at++) {
            char c = format.charAt(at);
            if (c == '%' || c == '\\') {
                at++;
                char next = at < format.length() ? format.charAt(at) : ' ';
                if (c == '%' && next == 's') {
                    text.writeBytes(rest.isEmpty() ? new byte[0] : rest.pop().getBytes(StandardCharsets.UTF_8));
                } else if (c == '\\' && Character.isDigit(next)) {
                    text.write(Integer.parseInt(format.substring(at, at + 3), 8));
                    at += 2;
                } else {
                    text.write(plain(c, next));
                }
            } else {
                text.write(c);
            }
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private static char plain(char first, char second) {
        if (first == '\\' && second == 'n') {
            return '\n';
        }
        if (first == second) {
            return first;
        }
        throw new ShellSyntaxException("the fake printf does not take \"" + first + second + "\"");
    }
}
