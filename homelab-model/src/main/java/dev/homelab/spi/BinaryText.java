// SPDX-License-Identifier: Apache-2.0
package dev.homelab.spi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The content of a file as a text, whatever it is: what is UTF-8 stands for itself, and other bytes for a text that begins with U+0000, which
 * no text file has.
 */
public final class BinaryText {

    private static final String MARK = "\0base64:";

    private BinaryText() {}

    /** Returns the text that stands for these bytes. */
    public static String of(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.indexOf('\0') < 0 ? text : encoded(bytes);
        } catch (CharacterCodingException e) {
            return encoded(bytes);
        }
    }

    /** Returns whether a text stands for bytes that are no text. */
    public static boolean isBinary(String text) {
        return text.startsWith(MARK);
    }

    /** Returns the bytes that a text stands for. */
    public static byte[] bytes(String text) {
        return isBinary(text)
                ? Base64.getDecoder().decode(text.substring(MARK.length()))
                : text.getBytes(StandardCharsets.UTF_8);
    }

    private static String encoded(byte[] bytes) {
        return MARK + Base64.getEncoder().encodeToString(bytes);
    }
}
