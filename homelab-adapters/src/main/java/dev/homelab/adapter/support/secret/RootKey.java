// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.secret;

import dev.homelab.model.name.Sealed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The homelab's one root key: seals secrets, opens them again, and derives secrets that are kept nowhere.
 *
 * <p>AES-256-GCM with a synthetic nonce (an HMAC-SHA-256 of the padded text), so that equal secrets give equal
 * ciphertexts and nothing but equality can be learnt. Texts are padded to a multiple of 64 bytes, which hides how long a
 * secret is.
 */
public final class RootKey {

    /** The fewest characters a root key may have. */
    public static final int MINIMUM_LENGTH = 32;

    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;
    private static final int BLOCK = 64;

    private final byte[] root;

    public RootKey(String text) {
        this.root = text.getBytes(StandardCharsets.UTF_8);
    }

    /** Encrypts a secret; the same secret always gives the same text. */
    public Sealed seal(String secret) {
        byte[] padded = pad(secret.getBytes(StandardCharsets.UTF_8));
        byte[] nonce = Arrays.copyOf(mac(derive("nonce"), padded), NONCE_LENGTH);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, padded);
        byte[] all = ByteBuffer.allocate(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
        return new Sealed(Base64.getEncoder().encodeToString(all));
    }

    /**
     * Decrypts what {@link #seal} made.
     *
     * @throws IllegalArgumentException if another key sealed it, or it was tampered with
     */
    public String open(Sealed sealed) {
        byte[] all = Base64.getDecoder().decode(sealed.text());
        byte[] nonce = Arrays.copyOf(all, NONCE_LENGTH);
        byte[] padded = crypt(Cipher.DECRYPT_MODE, nonce, Arrays.copyOfRange(all, NONCE_LENGTH, all.length));
        int length = ByteBuffer.wrap(padded).getInt();
        return new String(padded, Integer.BYTES, length, StandardCharsets.UTF_8);
    }

    /** Returns 64 letters and digits; the same key and purpose always give the same, and one tells nothing of another. */
    public String secretFor(String purpose) {
        return HexFormat.of().formatHex(mac(derive("text"), purpose.getBytes(StandardCharsets.UTF_8)));
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(derive("seal"), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Sealed with another root key, or damaged.", e);
        }
    }

    private byte[] derive(String purpose) {
        return mac(root, ("homelab " + purpose).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] mac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HmacSHA256, which every Java must have.", e);
        }
    }

    private static byte[] pad(byte[] text) {
        int length = Integer.BYTES + text.length;
        return ByteBuffer.allocate((length + BLOCK - 1) / BLOCK * BLOCK)
                .putInt(text.length)
                .put(text)
                .array();
    }
}
