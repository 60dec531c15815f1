// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.spi.Binding;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RootKeyTest {

    private static final Binding PLACE = new Binding("home", "wiki", "TOKEN");

    private final RootKey key = new RootKey("one key that is long enough for a test");

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "schlüssel ✓", "exactly sixty bytes, so that no padding is left to be added."})
    void whatWasSealedOpens(String secret) {
        assertThat(key.open(PLACE, key.seal(PLACE, secret))).isEqualTo(secret);
    }

    @Test
    void theSameSecretGivesTheSameTextInEveryProcess() {
        RootKey again = new RootKey("one key that is long enough for a test");

        assertThat(again.seal(PLACE, "secret")).isEqualTo(key.seal(PLACE, "secret"));
        assertThat(key.seal(PLACE, "other!")).isNotEqualTo(key.seal(PLACE, "secret"));
    }

    @Test
    void anotherKeyOpensNothing() {
        RootKey other = new RootKey("another key that is long enough for it");

        assertThatThrownBy(() -> other.open(PLACE, key.seal(PLACE, "secret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Sealed with another root key or for another place than \"TOKEN\" of \"wiki\", or damaged.");
    }

    @Test
    void aTextThatWasTamperedWithDoesNotOpen() {
        byte[] bytes = Base64.getDecoder().decode(key.seal(PLACE, "secret").text());
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            EncryptedSecret tampered = new EncryptedSecret(Base64.getEncoder().encodeToString(changed));

            assertThatThrownBy(() -> key.open(PLACE, tampered)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> key.open(PLACE, new EncryptedSecret("AAAA")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"other, wiki, TOKEN", "home, films, TOKEN", "home, wiki, KEY", "home, wikiT, OKEN"})
    void aSecretOpensOnlyWhereItBelongs(String homelab, String service, String variable) {
        Binding elsewhere = new Binding(homelab, service, variable);

        assertThatThrownBy(() -> key.open(elsewhere, key.seal(PLACE, "secret")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(key.seal(elsewhere, "secret").fingerprint())
                .isNotEqualTo(key.seal(PLACE, "secret").fingerprint());
        assertThat(key.open(elsewhere, key.move(PLACE, elsewhere, key.seal(PLACE, "secret"))))
                .isEqualTo("secret");
    }

    @Test
    void whatIsShownOfASecretIsNoPartOfItsCiphertext() {
        byte[] bytes = Base64.getDecoder().decode(key.seal(PLACE, "secret").text());
        byte[] shown = Base64.getDecoder().decode(key.seal(PLACE, "secret").fingerprint());

        assertThat(Arrays.copyOf(bytes, shown.length)).isEqualTo(shown);
        assertThat(bytes).hasSize(shown.length + 16 + 64);
    }

    @Test
    void aSignatureHoldsForOneTextInOnePlaceOfOneHomelab() {
        String signature = key.signing("home").sign("place", "text");

        assertThat(key.signing("home").verifies("place", "text", signature)).isTrue();
        assertThat(key.signing("home").verifies("placet", "ext", signature)).isFalse();
        assertThat(key.signing("home").verifies("place", "texts", signature)).isFalse();
        assertThat(key.signing("elsewhere").verifies("place", "text", signature))
                .isFalse();
    }

    @Test
    void howLongASecretIsDoesNotShow() {
        assertThat(key.seal(PLACE, "a").text())
                .hasSameSizeAs(key.seal(PLACE, "a".repeat(60)).text());
    }

    @Test
    void whatIsDerivedIsTheSameInEveryRunAndAnotherForEveryPurpose() {
        assertThat(key.secretFor("a"))
                .matches("[a-z0-9]{64}")
                .isEqualTo(key.secretFor("a"))
                .isNotEqualTo(key.secretFor("b"))
                .isNotEqualTo(new RootKey("another key that is long enough for it").secretFor("a"));
    }

    @Test
    void aSealedSecretShowsNothingOfIt() {
        assertThat(key.seal(PLACE, "canary").toString()).doesNotContain("canary");
    }
}
