// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authelia;

import static java.util.stream.Collectors.joining;

import dev.homelab.problem.Printable;
import java.util.List;
import java.util.Map;

/** Values as they are written into the files: YAML on one line, in which every text stands within double quotes. */
final class FlowText {

    private FlowText() {}

    /** Writes maps, lists, texts and truth values. */
    static String of(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> of(entry.getKey().toString()) + ": " + of(entry.getValue()))
                    .collect(joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(FlowText::of).collect(joining(", ", "[", "]"));
        }
        return value instanceof String text ? quoted(text) : String.valueOf(value);
    }

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(character -> quoted.append(written(character)));
        return quoted.append('"').toString();
    }

    private static String written(int character) {
        if (character == '"' || character == '\\') {
            return "\\" + (char) character;
        }
        String plain = Character.toString(character);
        if (Printable.isPlain(plain) && !isAmbiguous(character)) {
            return plain;
        }
        return character <= 0xffff ? "\\u%04x".formatted(character) : "\\U%08x".formatted(character);
    }

    /** What stands for bytes that are no text, and what a program may use for a purpose of its own. */
    private static boolean isAmbiguous(int character) {
        return character == 0xfffd || Character.getType(character) == Character.PRIVATE_USE;
    }
}
