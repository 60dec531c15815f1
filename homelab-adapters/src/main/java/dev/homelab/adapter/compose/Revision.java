// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import dev.homelab.model.value.EncryptedSecret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The fingerprint of a project, by which its containers show what they were made from. */
final class Revision {

    private static final int LENGTH = 16;

    private Revision() {}

    static String of(String text, Map<String, EncryptedSecret> secrets) {
        StringBuilder all = new StringBuilder(text);
        new TreeMap<>(secrets)
                .forEach((name, secret) ->
                        all.append(name).append(' ').append(secret.text()).append('\n'));
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have.", e);
        }
    }
}
