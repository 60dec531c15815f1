// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.secret;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Deterministic authenticated encryption, AES-SIV of RFC 5297: the same text with the same associated data gives the same
 * ciphertext, and nothing but that equality can be learnt from it.
 */
final class AesSiv {

    /** The length of both keys together, for AES-256. */
    static final int KEY_LENGTH = 64;

    private static final int BLOCK = 16;
    private static final int FEEDBACK = 0x87;

    private final SecretKeySpec macKey;
    private final SecretKeySpec textKey;
    private final byte[] subkey;

    /** The first half of the key authenticates, the second encrypts. */
    AesSiv(byte[] key) {
        int half = key.length / 2;
        this.macKey = new SecretKeySpec(key, 0, half, "AES");
        this.textKey = new SecretKeySpec(key, half, half, "AES");
        this.subkey = doubled(chained(new byte[BLOCK]));
    }

    /** Returns the synthetic vector, followed by the encrypted text. */
    byte[] encrypt(byte[] text, byte[]... associated) {
        byte[] vector = vector(text, associated);
        byte[] all = Arrays.copyOf(vector, BLOCK + text.length);
        System.arraycopy(crypt(vector, text), 0, all, BLOCK, text.length);
        return all;
    }

    /**
     * Returns the text.
     *
     * @throws IllegalArgumentException if another key or other associated data encrypted it, or it was changed
     */
    byte[] decrypt(byte[] all, byte[]... associated) {
        if (all.length < BLOCK) {
            throw new IllegalArgumentException("Too short to be encrypted.");
        }
        byte[] vector = Arrays.copyOf(all, BLOCK);
        byte[] text = crypt(vector, Arrays.copyOfRange(all, BLOCK, all.length));
        if (!MessageDigest.isEqual(vector, vector(text, associated))) {
            throw new IllegalArgumentException("Encrypted with another key or for another place, or changed.");
        }
        return text;
    }

    /** S2V: one vector of all associated data and the text, each a part of its own. */
    private byte[] vector(byte[] text, byte[]... associated) {
        byte[] sum = cmac(new byte[BLOCK]);
        for (byte[] part : associated) {
            sum = xor(doubled(sum), cmac(part));
        }
        if (text.length < BLOCK) {
            return cmac(xor(doubled(sum), padded(text)));
        }
        byte[] end = text.clone();
        for (int i = 0; i < BLOCK; i++) {
            end[text.length - BLOCK + i] ^= sum[i];
        }
        return cmac(end);
    }

    /** CMAC of RFC 4493. */
    private byte[] cmac(byte[] text) {
        boolean isWhole = text.length > 0 && text.length % BLOCK == 0;
        int last = isWhole ? text.length - BLOCK : text.length / BLOCK * BLOCK;
        byte[] blocks = Arrays.copyOf(text, last + BLOCK);
        byte[] end = Arrays.copyOfRange(text, last, text.length);
        byte[] masked = isWhole ? xor(end, subkey) : xor(padded(end), doubled(subkey));
        System.arraycopy(masked, 0, blocks, last, BLOCK);
        return chained(blocks);
    }

    /** Returns the last block of AES-CBC. */
    private byte[] chained(byte[] blocks) {
        byte[] all = cipher("AES/CBC/NoPadding", macKey, new byte[BLOCK], blocks);
        return Arrays.copyOfRange(all, all.length - BLOCK, all.length);
    }

    /** Two bits of the counter are cleared, so that it never carries over them. */
    private byte[] crypt(byte[] vector, byte[] text) {
        byte[] counter = vector.clone();
        counter[8] &= 0x7f;
        counter[12] &= 0x7f;
        return cipher("AES/CTR/NoPadding", textKey, counter, text);
    }

    private static byte[] cipher(String mode, SecretKeySpec key, byte[] start, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance(mode);
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(start)); // in CTR, both directions are the same
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + mode + ", which every Java must have.", e);
        }
    }

    /** Multiplies by two in the field of 2^128 elements. */
    private static byte[] doubled(byte[] block) {
        byte[] twice = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            int next = i + 1 < BLOCK ? (block[i + 1] & 0xff) >>> 7 : 0;
            twice[i] = (byte) (block[i] << 1 | next);
        }
        int carry = (block[0] & 0xff) >>> 7; // no branch: the time must not depend on the key
        twice[BLOCK - 1] ^= (byte) (FEEDBACK * carry);
        return twice;
    }

    private static byte[] padded(byte[] text) {
        byte[] block = Arrays.copyOf(text, BLOCK);
        block[text.length] = (byte) 0x80;
        return block;
    }

    private static byte[] xor(byte[] first, byte[] second) {
        byte[] sum = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            sum[i] = (byte) (first[i] ^ second[i]);
        }
        return sum;
    }
}
