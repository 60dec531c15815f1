// SPDX-License-Identifier: Apache-2.0
package dev.homelab.arch;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes texts that a regular expression matches, as far as a simple reading of it goes: look-arounds are passed over. */
final class Samples {

    private final String pattern;
    private final Random random;
    private int at;

    private Samples(String pattern, Random random) {
        this.pattern = pattern;
        this.random = random;
    }

    static String of(String pattern, Random random) {
        return new Samples(pattern, random).alternatives();
    }

    private String alternatives() {
        List<String> all = new ArrayList<>();
        all.add(sequence());
        while (at < pattern.length() && pattern.charAt(at) == '|') {
            at++;
            all.add(sequence());
        }
        return all.get(random.nextInt(all.size()));
    }

    private String sequence() {
        StringBuilder text = new StringBuilder();
        while (at < pattern.length() && "|)".indexOf(pattern.charAt(at)) < 0) {
            int start = at;
            String atom = atom();
            int end = at;
            int[] range = range();
            text.append(range[0] == 0 && random.nextInt(3) == 0 ? "" : atom);
            for (int i = 1; i < Math.min(range[1], Math.max(range[0], 1 + random.nextInt(3))); i++) {
                int after = at;
                at = start;
                text.append(atom());
                at = Math.max(after, end);
            }
        }
        return text.toString();
    }

    private String atom() {
        char c = pattern.charAt(at++);
        if (c == '(') {
            return group();
        }
        if (c == '[') {
            return member();
        }
        if (c == '\\') {
            return escape();
        }
        return c == '.' ? "x" : c == '^' || c == '$' ? "" : String.valueOf(c);
    }

    private String group() {
        boolean isSkipped = false;
        if (at < pattern.length() && pattern.charAt(at) == '?') {
            int colon = at + 1;
            isSkipped = "=!<".indexOf(pattern.charAt(colon)) >= 0;
            while ("imsxU-<=!:".indexOf(pattern.charAt(colon)) >= 0) {
                colon++;
                if (":=!".indexOf(pattern.charAt(colon - 1)) >= 0) {
                    break;
                }
            }
            at = colon;
        }
        String inner = alternatives();
        at++; // the closing bracket
        return isSkipped ? "" : inner;
    }

    private String member() {
        int end = at;
        int depth = 1;
        while (depth > 0) {
            char c = pattern.charAt(end++);
            if (c == '\\') {
                end++;
            } else if (c == '[') {
                depth++;
            } else if (c == ']' && end > at + 1) {
                depth--;
            }
        }
        String members = pattern.substring(at, end - 1);
        java.util.regex.Pattern one = java.util.regex.Pattern.compile("[" + members + "]");
        at = end;
        List<String> fitting = new ArrayList<>();
        for (char c = '\n'; c < 0x7F; c++) {
            if (one.matcher(String.valueOf(c)).matches()) {
                fitting.add(String.valueOf(c));
            }
        }
        return fitting.isEmpty() ? "" : fitting.get(random.nextInt(fitting.size()));
    }

    private String escape() {
        char c = pattern.charAt(at++);
        if (c == 'Q') {
            int end = pattern.indexOf("\\E", at);
            String text = pattern.substring(at, end);
            at = end + 2;
            return text;
        }
        if ((c == 'p' || c == 'x') && at < pattern.length() && pattern.charAt(at) == '{') {
            at = pattern.indexOf('}', at) + 1;
            return "a";
        }
        return switch (c) {
            case 'd' -> "1";
            case 'w', 'S' -> "a";
            case 's', 'h' -> " ";
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'z', 'A', 'b' -> "";
            default -> String.valueOf(c);
        };
    }

    private int[] range() {
        int[] range = {1, 1};
        if (at < pattern.length()) {
            char c = pattern.charAt(at);
            if ("*+?".indexOf(c) >= 0) {
                at++;
                range = new int[] {c == '+' ? 1 : 0, c == '?' ? 1 : Integer.MAX_VALUE};
            } else if (c == '{') {
                int end = pattern.indexOf('}', at);
                String[] bounds = pattern.substring(at + 1, end).split(",", -1);
                at = end + 1;
                int least = Integer.parseInt(bounds[0]);
                range = new int[] {
                    least,
                    bounds.length == 1 ? least : bounds[1].isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(bounds[1])
                };
            } else {
                return range;
            }
            while (at < pattern.length() && "+?".indexOf(pattern.charAt(at)) >= 0) {
                at++;
            }
        }
        return range;
    }
}
