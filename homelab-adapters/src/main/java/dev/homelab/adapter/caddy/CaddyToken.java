// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes one value as a token of a Caddyfile, so that Caddy reads that value and nothing else. Pure.
 *
 * <p>Quotes do not keep Caddy from replacing <code>{$NAME}</code> and placeholders such as <code>{path}</code>, and in double quotes a
 * backslash at the end cannot be said (v2.11). So an expression is written without the braces and backquotes that would mean something,
 * and everything else may have the characters of addresses only.
 */
final class CaddyToken {

    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z0-9/*@._~:?!$&'+%=\\[\\]-][A-Za-z0-9/*@._~:?#!$&'()+,;=%\\[\\]-]*");

    /** How often something may be repeated, which is what a brace means in an expression; Go repeats nothing more than a thousand times. */
    private static final Pattern REPETITION = Pattern.compile("\\{\\d{1,4}(,\\d{0,4})?}");

    /** A class of characters, or one of them by its number. */
    private static final Pattern NAMED = Pattern.compile("\\\\[pPx]\\{[A-Za-z0-9_^]{1,40}}");

    private CaddyToken() {}

    /** Returns a value of names, addresses and paths as it stands: none of these characters means anything within a token. */
    static String plain(String value) {
        if (!PLAIN.matcher(value).matches()) {
            throw new IllegalStateException("\"" + value + "\" is no word of a Caddyfile. This is a bug in homelab.");
        }
        return value;
    }

    /** Returns a regular expression that matches the same, within backquotes, in which Caddy takes every other character as it is. */
    static String expression(String pattern) {
        return "`" + escaped(pattern) + "`";
    }

    /** Returns the expression as Caddy reads it: with braces and backquotes by number where they stand for themselves. */
    static String escaped(String pattern) {
        StringBuilder text = new StringBuilder();
        boolean isLiteral = false;
        for (int i = 0; i < pattern.length(); ) {
            String rest = pattern.substring(i);
            if (isLiteral) {
                isLiteral = !rest.startsWith("\\E");
                i += isLiteral ? literal(text, rest) : copy(text, "\\E");
            } else if (rest.startsWith("\\Q")) {
                isLiteral = true;
                i += copy(text, "\\Q");
            } else {
                i += next(text, rest);
            }
        }
        return text.toString();
    }

    private static int next(StringBuilder text, String rest) {
        for (Pattern meaning : new Pattern[] {NAMED, REPETITION}) {
            Matcher found = meaning.matcher(rest);
            if (found.lookingAt()) {
                return copy(text, found.group());
            }
        }
        boolean isEscape = rest.charAt(0) == '\\' && rest.length() > 1;
        char character = rest.charAt(isEscape ? 1 : 0);
        if (isSpecial(character)) {
            text.append(byNumber(character));
        } else {
            text.append(rest, 0, isEscape ? 2 : 1);
        }
        return isEscape ? 2 : 1;
    }

    /** Between {@code \Q} and {@code \E} a number would stand for itself. */
    private static int literal(StringBuilder text, String rest) {
        char character = rest.charAt(0);
        text.append(isSpecial(character) ? "\\E" + byNumber(character) + "\\Q" : String.valueOf(character));
        return 1;
    }

    private static int copy(StringBuilder text, String part) {
        text.append(part);
        return part.length();
    }

    private static boolean isSpecial(char character) {
        return character == '{' || character == '}' || character == '`';
    }

    private static String byNumber(char character) {
        return "\\x" + Integer.toHexString(character);
    }
}
