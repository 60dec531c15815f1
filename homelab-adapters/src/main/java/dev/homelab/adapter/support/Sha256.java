// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash of a text by SHA-256. */
public final class Sha256 {

    private Sha256() {}

    /**
     * Returns the beginning of the hash of a text in UTF-8.
     *
     * @param digits how many hexadecimal digits of it, 64 at most
     */
    public static String hex(String text, int digits) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, digits);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have.", e);
        }
    }
}
