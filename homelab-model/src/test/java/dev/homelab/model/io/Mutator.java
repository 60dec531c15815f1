// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Spoils texts the way people, editors and adversaries do; the same seed spoils them the same way. */
final class Mutator {

    private static final List<String> CHARACTERS = List.of(
            "\t",
            "\0",
            "\r",
            "\n",
            "\u001b",
            "\uFEFF",
            "\u202E",
            "\u0085",
            "\uD83D\uDE00",
            "\uD800",
            "é",
            "\"",
            "'",
            ":",
            "{",
            "}",
            "[",
            "]",
            "&",
            "*",
            "!",
            "|",
            ">",
            "%",
            "@",
            "`",
            "#",
            ",",
            "?",
            "-",
            "~",
            "<<",
            "\\",
            "---\n",
            "...\n");

    private static final List<String> VALUES = List.of(
            "",
            "~",
            "null",
            "true",
            "no",
            "0",
            "-1",
            "99999999999999999999",
            "1e309",
            ".nan",
            "0x1F",
            "2001-01-01",
            "\"\"",
            "\"\\u0000\"",
            "\"\\UFFFFFFFF\"",
            "[]",
            "{}",
            "[[]]",
            "{a: {b: c}}",
            "*x",
            "&x x",
            "!!binary x",
            "<<",
            "env:X",
            "exec:x",
            "file:",
            "::",
            "http://",
            "http://[::1",
            "a.b.c",
            "../../etc/passwd",
            "/",
            ":ro",
            "x:/y:ro",
            "80:80",
            "1:2:3:4",
            "%s%n%d",
            "${X}",
            "$$",
            "nas:22:22",
            "|\n  x",
            ">-\n  x\n",
            "%YAML 9.9\n---");

    private static final List<String> KEYS = List.of(
            "<<", "name", "host", "containers", "?", "? [a]\n", "1", "~", "\"\"", "a.b", "a[0]", "kind", "ports");

    private final Random random;
    private final List<String> others;
    private final List<UnaryOperator<String>> ways = List.of(
            this::character,
            this::character,
            this::cut,
            this::swapLines,
            this::repeatLine,
            this::indent,
            this::value,
            this::value,
            this::key,
            this::foreignLine,
            this::deep,
            this::lengthen,
            this::anchor);

    Mutator(long seed, List<String> others) {
        this.random = new Random(seed);
        this.others = others;
    }

    /** Returns the text, spoilt once to five times. */
    String spoil(String text) {
        String spoilt = text;
        for (int times = 1 + random.nextInt(5); times > 0; times--) {
            spoilt = ways.get(random.nextInt(ways.size())).apply(spoilt);
        }
        return spoilt;
    }

    private String character(String text) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(2));
        String put = random.nextInt(4) == 0 ? String.valueOf((char) random.nextInt(256)) : any(CHARACTERS);
        return text.substring(0, at) + put + text.substring(end);
    }

    private String cut(String text) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(30));
        return text.substring(0, from) + text.substring(to);
    }

    private String swapLines(String text) {
        List<String> lines = lines(text);
        Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
        return String.join("\n", lines);
    }

    private String repeatLine(String text) {
        List<String> lines = lines(text);
        lines.add(random.nextInt(lines.size()), any(lines));
        return String.join("\n", lines);
    }

    private String indent(String text) {
        return changeLine(
                text, line -> random.nextBoolean() ? line.stripLeading() : any(List.of(" ", "  ", "\t")) + line);
    }

    private String value(String text) {
        return changeLine(text, line -> {
            int colon = line.indexOf(": ", random.nextInt(line.length() + 1));
            int end = line.indexOf(',', colon + 1);
            String after = random.nextBoolean() && end > 0 ? line.substring(end) : "";
            return colon < 0 ? line : line.substring(0, colon + 2) + any(VALUES) + after;
        });
    }

    private String key(String text) {
        return changeLine(text, line -> {
            int colon = line.indexOf(':');
            String start = line.substring(0, line.length() - line.stripLeading().length());
            return colon < 0 ? line : start + any(KEYS) + line.substring(colon);
        });
    }

    private String foreignLine(String text) {
        List<String> lines = lines(text);
        lines.add(random.nextInt(lines.size()), any(lines(any(others))));
        return String.join("\n", lines);
    }

    private String deep(String text) {
        int depth = random.nextInt(80);
        String open = any(List.of("[", "{a: ", "- ", "? ", "[{a: "));
        return changeLine(text, line -> line.replaceFirst(": .*", ": ") + open.repeat(depth) + any(VALUES));
    }

    private String lengthen(String text) {
        String part = any(List.of("a", "a.", " a", "1s", "é", "0", "/", ":", "a-", "x x", "[]", "\\n"));
        int times = random.nextInt(20) == 0 ? 20_000 : random.nextInt(3_000);
        return changeLine(text, line -> line.replaceFirst(": .*", ": ") + "\"" + part.repeat(times) + "\"");
    }

    private String anchor(String text) {
        String marked = changeLine(text, line -> line.replaceFirst(": ?", ": &x "));
        return changeLine(marked, line -> line.replaceFirst(": .*", any(List.of(": *x", ":\n  <<: *x", ": [*x, *x]"))));
    }

    private String changeLine(String text, UnaryOperator<String> change) {
        List<String> lines = lines(text);
        int at = random.nextInt(lines.size());
        lines.set(at, change.apply(lines.get(at)));
        return String.join("\n", lines);
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static List<String> lines(String text) {
        return new ArrayList<>(List.of(text.split("\n", -1)));
    }
}
