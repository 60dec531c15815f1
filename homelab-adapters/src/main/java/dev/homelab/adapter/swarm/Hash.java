// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.swarm;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names things by what they are made of. */
final class Hash {

    private static final int LENGTH = 16;
    /** A Swarm takes 64 characters. */
    private static final int LONGEST_STACK = 46;

    private Hash() {}

    static String of(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have.", e);
        }
    }

    /** Returns the name of a config or secret of a stack. Its content cannot change, so another content has another name. */
    static String name(String stack, String what, String content) {
        return stack.substring(0, Math.min(stack.length(), LONGEST_STACK)) + "_"
                + of(stack + "\0" + what + "\0" + content);
    }
}
