// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.model.name.Sealed;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RootKeyTest {

    private final RootKey key = new RootKey("one key that is long enough for a test");

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "schlüssel ✓", "exactly sixty bytes, so that no padding is left to be added."})
    void whatWasSealedOpens(String secret) {
        assertThat(key.open(key.seal(secret))).isEqualTo(secret);
    }

    @Test
    void theSameSecretGivesTheSameTextInEveryProcess() {
        RootKey again = new RootKey("one key that is long enough for a test");

        assertThat(again.seal("secret")).isEqualTo(key.seal("secret"));
        assertThat(key.seal("other!")).isNotEqualTo(key.seal("secret"));
    }

    @Test
    void anotherKeyOpensNothing() {
        RootKey other = new RootKey("another key that is long enough for it");

        assertThatThrownBy(() -> other.open(key.seal("secret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Sealed with another root key, or damaged.");
    }

    @Test
    void aTextThatWasTamperedWithDoesNotOpen() {
        byte[] bytes = Base64.getDecoder().decode(key.seal("secret").text());
        bytes[bytes.length - 1] ^= 1;
        Sealed tampered = new Sealed(Base64.getEncoder().encodeToString(bytes));

        assertThatThrownBy(() -> key.open(tampered)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void howLongASecretIsDoesNotShow() {
        assertThat(key.seal("a").text()).hasSameSizeAs(key.seal("a".repeat(60)).text());
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
        assertThat(key.seal("canary").toString()).doesNotContain("canary");
    }
}
