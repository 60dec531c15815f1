// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyStrengthTest {

    private static final int KEYS = 100_000;

    @Test
    void randomKeysOf32BytesInBase64AreStrong() {
        everyRandomKeyIsStrong(32, Base64.getEncoder()::encodeToString);
    }

    @Test
    void randomKeysOf32BytesInBase64ForUrlsAreStrong() {
        everyRandomKeyIsStrong(32, Base64.getUrlEncoder().withoutPadding()::encodeToString);
    }

    @Test
    void randomKeysOf24BytesInBase64AreStrong() {
        everyRandomKeyIsStrong(24, Base64.getEncoder()::encodeToString);
    }

    @Test
    void randomKeysOf32BytesInHexadecimalDigitsAreStrong() {
        everyRandomKeyIsStrong(32, HexFormat.of()::formatHex);
    }

    @Test
    void randomKeysOf16BytesInHexadecimalDigitsAreStrong() {
        everyRandomKeyIsStrong(16, HexFormat.of()::formatHex);
    }

    @Test
    void aKeyThatIsMadeIsStrongAndNeverTheSame() {
        String key = RootKey.make();

        assertThat(Base64.getDecoder().decode(key)).hasSize(32);
        assertThat(RootKey.isSimple(key)).isFalse();
        assertThat(RootKey.make()).isNotEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "abababababababababababababababab",
                "abcdefghijklmnopqrstuvwxyzabcdef",
                "ABCDEFGHijklmnopQRSTUVWXyzabcdef",
                "zyxwvutsrqponmlkjihgfedcbazyxwvu",
                "01234567890123456789012345678901",
                "0123456789abcdef0123456789abcdef",
                "00000000000000000000000000000001",
                "deadbeefdeadbeefdeadbeefdeadbeef",
                "passwordpasswordpasswordpassword",
                "changemechangemechangemechangeme",
                "changeme-to-a-long-random-string",
                "CHANGE_ME_CHANGE_ME_CHANGE_ME_CHANGE_ME",
                "please change this before you use it",
                "qwertyuiopasdfghjklzxcvbnm123456",
                "my key my key my key my key my key my key",
                "                                "
            })
    void whatCanBeGuessedIsSimple(String key) {
        assertThat(RootKey.isSimple(key)).as(key).isTrue();
    }

    private static void everyRandomKeyIsStrong(int bytes, Function<byte[], String> form) {
        long seed = 20_261_204;
        Random random = new Random(seed);
        byte[] key = new byte[bytes];
        double least = Double.MAX_VALUE;
        for (int i = 0; i < KEYS; i++) {
            random.nextBytes(key);
            least = Math.min(least, KeyStrength.bits(form.apply(key)));
        }
        assertThat(least).as("the lowest estimate, seed %d", seed).isGreaterThan(KeyStrength.ENOUGH);
    }
}
