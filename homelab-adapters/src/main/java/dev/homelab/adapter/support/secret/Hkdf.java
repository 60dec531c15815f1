// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Derives independent keys from one, by RFC 5869 with SHA-256. */
final class Hkdf {

    private static final String HMAC = "HmacSHA256";

    private final byte[] pseudorandomKey;

    /** Extracts what keys are derived from; the salt names the application. */
    Hkdf(byte[] salt, byte[] root) {
        this.pseudorandomKey = hmac(salt, root);
    }

    /** Returns the key for one purpose. */
    byte[] key(String purpose, int length) {
        return key(purpose.getBytes(StandardCharsets.UTF_8), length);
    }

    byte[] key(byte[] purpose, int length) {
        byte[] key = new byte[0];
        byte[] block = new byte[0];
        for (int number = 1; key.length < length; number++) {
            block = hmac(pseudorandomKey, block, purpose, new byte[] {(byte) number});
            key = concat(key, block);
        }
        return Arrays.copyOf(key, length);
    }

    /** Returns the HMAC-SHA-256 of parts, one after the other. */
    static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HmacSHA256, which every Java must have.", e);
        }
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
