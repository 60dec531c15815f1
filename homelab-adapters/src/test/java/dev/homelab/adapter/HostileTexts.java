// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Texts that some reader of YAML, of templates or of variables takes for more than text; from a seed, always the same. */
public final class HostileTexts {

    private static final List<String> PARTS = List.of(
            "5 ",
            "${x}",
            "${HOME}",
            "${secret:a}",
            "\\${x}",
            "\\\\${X}",
            "$$",
            "$",
            "$(id)",
            "`id`",
            "{{",
            "}}",
            "{{`{{`}}",
            "{{ env \"HOME\" }}",
            "{",
            "}",
            "[",
            "]",
            ",",
            "\"",
            "'",
            "\\",
            "#",
            " #",
            "# ",
            ":",
            ": ",
            " : ",
            "- ",
            "-",
            "? ",
            "&a",
            "*a",
            "!t",
            "!include: x",
            "$include: x",
            "|",
            ">",
            "%",
            "@",
            "~",
            "null",
            "yes",
            "no",
            "true",
            "on",
            "0x1F",
            "0o17",
            "017",
            "1_000",
            "1e3",
            ".inf",
            ".nan",
            "1:20",
            "2024-12-14",
            "=",
            "<<",
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            "\t",
            " ",
            "  ",
            "\u0085",
            "\u2028",
            "\u2029",
            "\u00A0",
            "\uFEFF",
            "\u200B",
            "\u202E",
            "\u001b[2K",
            "\u0007",
            "\u007F",
            "\u009B",
            "\u0001",
            "---",
            "...",
            "--- ",
            "a",
            "b",
            "\u00E9",
            "\uD83D\uDE00",
            "\uE000",
            "\uFFFD",
            "a: 1\n",
            "\n  b: 2",
            "- $include: /etc/passwd\n",
            "%YAML 1.1\n",
            "\nkey:",
            "x\ny",
            " x",
            "x ",
            "\nx ");

    private HostileTexts() {}

    /** Returns this many texts, among them each single part. */
    public static Stream<String> of(long seed, int count) {
        Random random = new Random(seed);
        return Stream.concat(
                PARTS.stream(),
                IntStream.range(0, Math.max(0, count - PARTS.size())).mapToObj(i -> text(random)));
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(6);
        for (int i = 0; i < length; i++) {
            text.append(random.nextInt(5) > 0 ? PARTS.get(random.nextInt(PARTS.size())) : character(random));
        }
        return text.toString();
    }

    /** NUL and halves of characters are refused by the reader of definitions. */
    private static String character(Random random) {
        int character =
                random.nextInt(3) > 0 ? 1 + random.nextInt(0x2FF) : 1 + random.nextInt(Character.MAX_CODE_POINT);
        return Character.getType(character) == Character.SURROGATE ? "s" : Character.toString(character);
    }
}
