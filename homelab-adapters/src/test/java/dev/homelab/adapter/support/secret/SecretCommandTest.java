// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.homelab.model.value.SecretRef;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SecretCommandTest {

    private static final Where HERE = Where.nowhere();

    private final Secrets secrets = new Secrets(Map.of("TOKEN", " from a variable \n"));

    @TempDir
    Path folder;

    @Test
    void whatACommandPrintsIsTheSecret() {
        assertThat(resolve("exec:echo from a command")).isEqualTo("from a command");
    }

    @Test
    void noShellReadsTheWordsOfACommand() {
        assertThat(resolve("exec:echo $TOKEN;  `id`")).isEqualTo("$TOKEN; `id`");
    }

    @Test
    void aCommandSeesTheEnvironmentOfTheRunAlone() {
        assertThat(resolve("exec:printenv TOKEN")).isEqualTo("from a variable");
        assertThatThrownBy(() -> resolve("exec:printenv HOME")).isInstanceOf(TargetException.class);
    }

    @Test
    void whatAFailedCommandPrintedIsToldToNobody() throws IOException {
        Path script = Files.writeString(folder.resolve("leak.sh"), "echo hunter2; echo hunter2 >&2; exit 3");

        assertThat(refusal("exec:sh " + script))
                .contains("ended with exit code 3")
                .doesNotContain("hunter2");
        assertThat(refusal("exec:no-such-program-here")).contains("cannot be started");
        assertThat(refusal("exec:true")).contains("is empty or has more than one line");
        assertThat(refusal("exec:seq 2")).contains("is empty or has more than one line");
    }

    @Test
    void aCommandThatDoesNotEndIsEnded() {
        SecretCommand impatient = new SecretCommand(Map.of(), Duration.ofMillis(200));

        assertThatThrownBy(() -> impatient.output(SecretRef.of("exec:sleep 600"), HERE))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("did not end");
    }

    @Test
    @Timeout(20)
    void aCommandThatPrintsWithoutEndIsEndedAtOnce() {
        assertThatThrownBy(() -> new SecretCommand(System.getenv()).output(SecretRef.of("exec:yes"), HERE))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("printed more than 64 KB, too much for a secret");
    }

    @Test
    void aSecretMayHave64KilobytesAndNotAByteMore() throws IOException {
        Path whole = Files.writeString(folder.resolve("whole"), "x".repeat(1 << 16));
        Path large = Files.writeString(folder.resolve("large"), "x".repeat((1 << 16) + 1));

        assertThat(resolve("exec:cat " + whole)).hasSize(1 << 16);
        assertThat(refusal("exec:cat " + large))
                .contains("printed more than 64 KB")
                .doesNotContain("xxx");
    }

    private String resolve(String reference) {
        return secrets.resolve(SecretRef.of(reference), HERE);
    }

    private String refusal(String reference) {
        return String.valueOf(catchThrowableOfType(TargetException.class, () -> resolve(reference))
                .getMessage());
    }
}
