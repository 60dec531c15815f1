// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions as Go's package {@code regexp} takes them (RE2, Go 1.26). What it refuses and Java takes is found by its signs; what is
 * left is close enough to Java's own syntax to be compiled.
 */
final class GoPattern {

    private static final String ESCAPES = "dDsSwWbBAzpPQEaftnrvx01234567C";
    private static final Pattern GROUP =
            Pattern.compile("\\(\\?(?:P?<[A-Za-z_][A-Za-z0-9_]*>|[imsU]*(?:-[imsU]+)?[:)])");
    private static final Pattern COUNT = Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?}");
    private static final int MOST_TIMES = 1000;

    private final String text;
    private final StringBuilder translated = new StringBuilder();
    private boolean isInClass;
    private boolean isRepeated;
    private int at;

    private GoPattern(String text) {
        this.text = text;
    }

    /** Returns why Go refuses an expression, as part of a sentence; nothing if it takes it. */
    static Optional<String> refusal(String text) {
        GoPattern pattern = new GoPattern(text);
        Optional<String> refusal = pattern.scan();
        if (refusal.isPresent()) {
            return refusal;
        }
        try {
            Pattern.compile(pattern.translated.toString());
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("it is not complete: " + e.getDescription().toLowerCase(Locale.ROOT));
        }
    }

    private Optional<String> scan() {
        while (at < text.length()) {
            Optional<String> refusal = isInClass ? inClass() : outside();
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private Optional<String> inClass() {
        char c = text.charAt(at);
        if (c == '\\') {
            return escape();
        }
        if ((c == '[' && !text.startsWith("[:", at)) || c == '&') {
            translated.append('\\'); // a mere sign for Go
        }
        isInClass = c != ']';
        return take(1);
    }

    private Optional<String> outside() {
        char c = text.charAt(at);
        Matcher count = COUNT.matcher(text).region(at, text.length());
        boolean isCount = c == '{' && count.lookingAt();
        if (isCount || c == '*' || c == '+' || c == '?') {
            return repeated(isCount ? count.end() - at : 1);
        }
        isRepeated = false;
        if (c == '\\') {
            return escape();
        }
        if (c == '[') {
            isInClass = true;
            int first = text.startsWith("[^", at) ? 2 : 1;
            return take(text.startsWith("]", at + first) ? first + 1 : first);
        }
        if (text.startsWith("(?", at)) {
            Matcher group = GROUP.matcher(text).region(at, text.length());
            if (!group.lookingAt()) {
                return Optional.of(
                        text.startsWith("(?=", at) || text.startsWith("(?!", at) || text.startsWith("(?<", at)
                                ? "it looks ahead or behind"
                                : "a group begins with a sign that is not known");
            }
            int length = group.end() - at;
            translated.append(
                    group.group().replaceFirst("^\\(\\?P?<[^>]*>", "(").replace("U", ""));
            at += length;
            return Optional.empty();
        }
        if (c == '{') {
            translated.append('\\'); // a mere sign for Go
        }
        return take(1);
    }

    private Optional<String> repeated(int length) {
        if (isRepeated) {
            return Optional.of("a repetition is repeated, or takes all without giving back");
        }
        Matcher count = COUNT.matcher(text).region(at, text.length());
        if (count.lookingAt()) {
            int least = Integer.parseInt(count.group(1));
            int most = count.group(2) == null || count.group(2).isEmpty() ? least : Integer.parseInt(count.group(2));
            if (most > MOST_TIMES || least > MOST_TIMES) {
                return Optional.of("it repeats more than %d times".formatted(MOST_TIMES));
            }
        }
        isRepeated = true;
        take(length);
        return text.startsWith("?", at) ? take(1) : Optional.empty(); // as few as possible
    }

    private Optional<String> escape() {
        if (at + 1 == text.length()) {
            return Optional.of("it ends in a backslash");
        }
        char c = text.charAt(at + 1);
        if (c == 'p' || c == 'P') { // the names of such classes differ, and any stands for any here
            int end = text.startsWith("{", at + 2) ? text.indexOf('}', at) : at + 2;
            if (end < 0 || end >= text.length()) {
                return Optional.of("\\%s names no class".formatted(c));
            }
            translated.append("\\w");
            at = end + 1;
            return Optional.empty();
        }
        if (c == 'Q' && !isInClass) {
            int end = text.indexOf("\\E", at);
            return take((end < 0 ? text.length() : end + 2) - at);
        }
        if (text.startsWith("x{", at + 1) && text.indexOf('}', at) > 0) {
            return take(text.indexOf('}', at) + 1 - at);
        }
        if (c >= '1' && c <= '9' && !isInClass && !text.substring(at + 1).matches("[1-7][0-7].*")) {
            return Optional.of("it refers back to a group");
        }
        if (c < 0x80 && Character.isLetterOrDigit(c) && ESCAPES.indexOf(c) < 0) {
            return Optional.of("\\%s has no meaning".formatted(c));
        }
        if (c >= '0' && c <= '7') { // an octal number
            translated.append("\\0").append(c);
            at += 2;
            return Optional.empty();
        }
        return take(2);
    }

    private Optional<String> take(int length) {
        translated.append(text, at, at + length);
        at += length;
        return Optional.empty();
    }
}
