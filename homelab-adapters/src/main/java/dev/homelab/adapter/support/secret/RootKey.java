// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.secret;

import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.spi.Binding;
import dev.homelab.spi.Sealing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The homelab's one root key: seals secrets, opens them again, derives secrets that are kept nowhere, and signs the run
 * record. Each purpose has a key of its own (HKDF).
 *
 * <p>A sealed secret is bound to its homelab, service and variable (AES-SIV with these as associated data). Equal secrets of
 * the same place give equal ciphertexts, and nothing but equality can be learnt. Texts are padded to a multiple of 64 bytes,
 * which hides how long a secret is.
 */
public final class RootKey implements Sealing {

    /** The fewest characters a root key may have. */
    public static final int MINIMUM_LENGTH = 32;

    /** As many bytes as {@link EncryptedSecret#fingerprint} shows. */
    private static final int FINGERPRINT = 6;

    private static final int BLOCK = 64;
    private static final int KEY = 32;

    private final Hkdf keys;
    private final AesSiv siv;
    private final byte[] fingerprintKey;

    public RootKey(String text) {
        this.keys = new Hkdf(bytes("homelab root key 1"), bytes(text));
        this.siv = new AesSiv(keys.key("sealing", AesSiv.KEY_LENGTH));
        this.fingerprintKey = keys.key("fingerprints", KEY);
    }

    /** Makes a random key: 32 bytes in Base64. */
    public static String make() {
        byte[] random = new byte[KEY];
        new SecureRandom().nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }

    /** Returns whether a text, by an estimate of its entropy, is too simple for a root key: one character repeated, a row of the keyboard. */
    public static boolean isSimple(String text) {
        return KeyStrength.bits(text) < KeyStrength.ENOUGH;
    }

    @Override
    public EncryptedSecret seal(Binding place, String secret) {
        byte[] padded = pad(bytes(secret));
        byte[] sealed = siv.encrypt(padded, parts(place));
        byte[] all = ByteBuffer.allocate(FINGERPRINT + sealed.length)
                .put(fingerprint(place, padded))
                .put(sealed)
                .array();
        return new EncryptedSecret(Base64.getEncoder().encodeToString(all));
    }

    @Override
    public String open(Binding place, EncryptedSecret sealed) {
        byte[] all = Base64.getDecoder().decode(sealed.text());
        byte[] padded = opened(place, Arrays.copyOfRange(all, Math.min(FINGERPRINT, all.length), all.length));
        if (!MessageDigest.isEqual(Arrays.copyOf(all, FINGERPRINT), fingerprint(place, padded))) {
            throw notOurs(place, null);
        }
        int length = ByteBuffer.wrap(padded).getInt();
        return new String(padded, Integer.BYTES, length, StandardCharsets.UTF_8);
    }

    @Override
    public String secretFor(String purpose) {
        return HexFormat.of().formatHex(keys.key("secret " + purpose, KEY));
    }

    /** Returns what signs the run record of a homelab. */
    public SigningKey signing(String homelab) {
        return new SigningKey(keys.key("signing " + homelab, KEY));
    }

    private byte[] opened(Binding place, byte[] sealed) {
        try {
            return siv.decrypt(sealed, parts(place));
        } catch (IllegalArgumentException e) {
            throw notOurs(place, e);
        }
    }

    private static IllegalArgumentException notOurs(Binding place, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "Sealed with another root key or for another place than \"%s\" of \"%s\", or damaged."
                        .formatted(place.variable(), place.service()),
                cause);
    }

    /** Each part gives the key for the next, so that no two places have the same bytes. */
    private byte[] fingerprint(Binding place, byte[] padded) {
        byte[] key = fingerprintKey;
        for (byte[] part : parts(place)) {
            key = Hkdf.hmac(key, part);
        }
        return Arrays.copyOf(Hkdf.hmac(key, padded), FINGERPRINT);
    }

    private static byte[][] parts(Binding place) {
        return new byte[][] {bytes(place.homelab()), bytes(place.service()), bytes(place.variable())};
    }

    private static byte[] pad(byte[] text) {
        int length = Integer.BYTES + text.length;
        return ByteBuffer.allocate((length + BLOCK - 1) / BLOCK * BLOCK)
                .putInt(text.length)
                .put(text)
                .array();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
