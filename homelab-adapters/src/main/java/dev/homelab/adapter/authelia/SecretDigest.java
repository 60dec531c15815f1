// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authelia;

import dev.homelab.adapter.support.secret.ClientSecrets;
import dev.homelab.model.value.EncryptedSecret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What Authelia keeps of a client's secret: {@code $pbkdf2-sha512$ITERATIONS$SALT$HASH}, both in Base64 with a dot in place of the plus
 * sign and no padding.
 *
 * @param secrets opens what digests are made of
 * @param iterations of those that are made
 */
record SecretDigest(ClientSecrets secrets, int iterations) {

    static final int ITERATIONS = 310_000;

    /** More would keep a run busy for minutes. */
    private static final int MOST_ITERATIONS = 5_000_000;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 64;
    private static final Pattern FORM =
            Pattern.compile("\\$pbkdf2-sha512\\$([1-9][0-9]{0,6})\\$([A-Za-z0-9./]{11,90})\\$([A-Za-z0-9./]{86})");

    /** Returns the digest of a client's secret: the present one if it is of this secret, whatever its salt, or one with a new salt. */
    String of(String clientId, EncryptedSecret secret, String present) {
        String opened = secrets.open(clientId, secret);
        return matches(present, opened) ? present : of(opened);
    }

    private String of(String secret) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return "$pbkdf2-sha512$" + iterations + "$" + encoded(salt) + "$" + encoded(hash(secret, salt, iterations));
    }

    /** Returns whether a digest is that of a secret; false for a digest of another kind. */
    static boolean matches(String digest, String secret) {
        Matcher parts = FORM.matcher(digest);
        if (!parts.matches()) {
            return false;
        }
        int rounds = Integer.parseInt(parts.group(1));
        try {
            return rounds <= MOST_ITERATIONS
                    && MessageDigest.isEqual(decoded(parts.group(3)), hash(secret, decoded(parts.group(2)), rounds));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] hash(String secret, byte[] salt, int iterations) {
        PBEKeySpec key = new PBEKeySpec(secret.toCharArray(), salt, iterations, HASH_BYTES * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no PBKDF2 with SHA-512.", e);
        } finally {
            key.clearPassword();
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes).replace('+', '.');
    }

    private static byte[] decoded(String text) {
        return Base64.getDecoder().decode(text.replace('.', '+'));
    }
}
