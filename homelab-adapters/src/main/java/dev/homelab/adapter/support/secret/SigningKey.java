// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Signs texts with a key that is derived from the root key for that alone (HMAC-SHA-256). */
public final class SigningKey {

    private final byte[] key;

    SigningKey(byte[] key) {
        this.key = key;
    }

    /** Returns the key that a derived secret makes, such as one of {@link dev.homelab.spi.Sealing#secretFor}. */
    public static SigningKey of(String secret) {
        return new SigningKey(secret.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the signature of a text, 64 hexadecimal digits.
     *
     * @param context where the text belongs; the same text elsewhere has another signature
     */
    public String sign(String context, String text) {
        byte[] place = context.getBytes(StandardCharsets.UTF_8);
        byte[] length = ByteBuffer.allocate(Integer.BYTES).putInt(place.length).array();
        return HexFormat.of().formatHex(Hkdf.hmac(key, length, place, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns whether a signature is that of a text; takes the same time for every wrong one. */
    public boolean verifies(String context, String text, String signature) {
        return MessageDigest.isEqual(
                sign(context, text).getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
    }
}
