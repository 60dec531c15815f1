// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTextTest {

    private static final Pattern FORM = Pattern.compile(SecretText.form(Set.of("env", "file", "exec", "age")));

    @Test
    void aReferenceAloneIsOneAndNothingElse() {
        SecretText alone = SecretText.of("exec:pass show ${a}");

        assertThat(alone.reference()).contains(SecretRef.of("exec:pass show ${a}"));
        assertThat(alone.references()).containsExactly(SecretRef.of("exec:pass show ${a}"));
        assertThat(alone.fill(reference -> "s3cret")).isEqualTo("s3cret");
        assertThat(alone.around()).isEmpty();
    }

    @Test
    void onlyThePartsAreReplaced() {
        SecretText text =
                SecretText.of("a://$u:${secret:env:PW}@${h}/$$?k=${secret:exec:pass show k}${secret:env:PW}\n");

        assertThat(text.reference()).isEmpty();
        assertThat(text.references()).containsExactly(SecretRef.of("env:PW"), SecretRef.of("exec:pass show k"));
        assertThat(text.fill(reference -> reference.scheme().equals("env") ? "$1\\" : "k"))
                .isEqualTo("a://$u:$1\\@${h}/$$?k=k$1\\\n");
        assertThat(text.around()).isEqualTo("a://$u:*@${h}/$$?k=**\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "env:A",
                "file:~/a",
                "exec:a b",
                "age:a.age",
                "sso:client-id",
                "${secret:env:A}",
                "x ${secret:age:a b} y\nz",
                "${y}${secret:file:~/a}$",
                "${secret:sso:client-secret}"
            })
    void whatRefersToSecretsIsTaken(String text) {
        assertThat(FORM.matcher(text).matches()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hunter2",
                "file:/a b",
                "${secret:",
                "${secret:env:A",
                "${secret:hunter2}",
                "${secret:env:A} ${secret:b}",
                "${secret:env:A B}",
                "${secret:vault:a}",
                "env:A ${secret:}",
                "env:A\nenv:B"
            })
    void whatDoesNotIsRefused(String text) {
        assertThat(FORM.matcher(text).matches()).isFalse();
    }

    @Test
    void longTextIsJudged() {
        String text = "x$\n".repeat(200_000) + "${secret:env:A}".repeat(5_000);

        assertThat(FORM.matcher(text).matches()).isTrue();
        assertThat(FORM.matcher(text + "${secret:}").matches()).isFalse();
        assertThat(SecretText.of(text).references()).containsExactly(SecretRef.of("env:A"));
    }
}
