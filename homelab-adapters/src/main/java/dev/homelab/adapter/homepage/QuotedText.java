// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.homepage;

import dev.homelab.problem.Printable;

/**
 * Texts as they are written into {@code services.yaml}: within double quotes, on one line.
 *
 * <p>Homepage replaces <code>{{HOMEPAGE_VAR_NAME}}</code> and <code>{{HOMEPAGE_FILE_NAME}}</code> in the text of the file before it takes it
 * for YAML (v1.13), so two braces that follow one another are written as escapes.
 */
final class QuotedText {

    private QuotedText() {}

    static String of(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(character -> quoted.append(written(character)));
        return quoted.append('"').toString().replace("{{", "\\x7b\\x7b");
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
