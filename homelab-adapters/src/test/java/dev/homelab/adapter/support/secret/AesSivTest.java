// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The examples of RFC 5297 (AES-SIV) and RFC 5869 (HKDF). */
class AesSivTest {

    private static final AesSiv FIRST =
            new AesSiv(hex("fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"));
    private static final byte[] ASSOCIATED = hex("101112131415161718191a1b1c1d1e1f2021222324252627");

    @Test
    void aShortTextIsEncryptedAsTheStandardShows() {
        byte[] text = hex("112233445566778899aabbccddee");

        byte[] encrypted = FIRST.encrypt(text, ASSOCIATED);

        assertThat(encrypted).isEqualTo(hex("85632d07c6e8f37f950acd320a2ecc9340c02b9690c4dc04daef7f6afe5c"));
        assertThat(FIRST.decrypt(encrypted, ASSOCIATED)).isEqualTo(text);
    }

    @Test
    void aTextWithThreePartsOfAssociatedDataIsEncryptedAsTheStandardShows() {
        AesSiv siv = new AesSiv(hex("7f7e7d7c7b7a79787776757473727170404142434445464748494a4b4c4d4e4f"));
        byte[] text =
                hex("7468697320697320736f6d6520706c61696e7465787420746f20656e6372797074207573696e67205349562d414553");

        byte[] encrypted = siv.encrypt(
                text,
                hex("00112233445566778899aabbccddeeffdeaddadadeaddadaffeeddccbbaa99887766554433221100"),
                hex("102030405060708090a0"),
                hex("09f911029d74e35bd84156c5635688c0"));

        assertThat(encrypted)
                .isEqualTo(hex(
                        "7bdb6e3b432667eb06f4d14bff2fbd0fcb900f2fddbe404326601965c889bf17dba77ceb094fa663b7a3f748ba8af8"
                                + "29ea64ad544a272e9c485b62a3fd5c0d"));
    }

    @Test
    void whatWasChangedOrBelongsElsewhereDoesNotDecrypt() {
        byte[] encrypted = FIRST.encrypt(new byte[40], ASSOCIATED);

        for (int i = 0; i < encrypted.length; i++) {
            byte[] changed = encrypted.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> FIRST.decrypt(changed, ASSOCIATED)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> FIRST.decrypt(encrypted, new byte[1])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FIRST.decrypt(new byte[15], ASSOCIATED)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keysAreDerivedAsTheStandardShows() {
        Hkdf keys = new Hkdf(hex("000102030405060708090a0b0c"), hex("0b".repeat(22)));

        assertThat(keys.key(hex("f0f1f2f3f4f5f6f7f8f9"), 42))
                .isEqualTo(hex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
