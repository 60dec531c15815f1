// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.model.value.SecretRef;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    private static final SecretRef VARIABLE = SecretRef.of("env:TOKEN");

    @TempDir
    Path folder;

    @Test
    void aVariableIsLookedUp() {
        assertThat(resolve("s3cr3t", VARIABLE)).isEqualTo("s3cr3t");
    }

    @Test
    void aFileThatEndsInANewlineGivesItsLine() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "s3cr3t\n");

        assertThat(resolve("", SecretRef.of("file:" + file))).isEqualTo("s3cr3t");
    }

    @Test
    void aTildeIsTheHomeFolder() throws IOException {
        Files.writeString(folder.resolve("token"), "s3cr3t");
        Secrets secrets = new Secrets(Map.of("HOME", folder.toString()));

        assertThat(secrets.resolve(SecretRef.of("file:~/token"), Where.nowhere()))
                .isEqualTo("s3cr3t");
    }

    @Test
    void aVariableThatIsNotSetIsNamed() {
        assertThatThrownBy(() -> new Secrets(Map.of()).resolve(VARIABLE, Where.target("sso", "")))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("secret not found\n  at target sso")
                .hasMessageContaining("\"TOKEN\" is not set");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        SecretRef missing = SecretRef.of("file:" + folder.resolve("missing"));

        assertThatThrownBy(() -> resolve("", missing))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("secret not found")
                .hasMessageContaining(folder.resolve("missing").toString());
    }

    @Test
    void aFileMayHave64KilobytesAndNotAByteMore() throws IOException {
        Path whole = Files.writeString(folder.resolve("whole"), "x".repeat(1 << 16));
        Path large = Files.writeString(folder.resolve("large"), "x".repeat((1 << 16) + 1));

        assertThat(resolve("", SecretRef.of("file:" + whole))).hasSize(1 << 16);
        assertThatThrownBy(() -> resolve("", SecretRef.of("file:" + large)))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("it has more than 64 KB, too much for a secret")
                .hasMessageNotContaining("xxx");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @Timeout(30)
    void aFileThatNeverEndsIsRefused() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        for (String file : List.of("/dev/zero", pipe.toString())) {
            assertThatThrownBy(() -> resolve("", SecretRef.of("file:" + file)))
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining("it is not a regular file");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "canary\nsecond", "canary\u0000", "canary\rsecond"})
    void whatIsNotOneLineIsRefusedAndNotShown(String value) {
        assertThatThrownBy(() -> resolve(value, VARIABLE))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("secret not usable")
                .hasMessageContaining("\"env:TOKEN\"")
                .hasMessageNotContaining("canary");
    }

    @Test
    void forAContainerItMayHaveSeveralLinesThatEndAsOnTheHost() {
        assertThat(text("\n-----BEGIN-----\r\n\tabc\r\n-----END-----\r\n"))
                .isEqualTo("-----BEGIN-----\n\tabc\n-----END-----");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "canary\u0000", "canary\rsecond", "canary\u001bsecond"})
    void whatIsNoTextIsRefusedForAContainerToo(String value) {
        assertThatThrownBy(() -> text(value))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("secret not usable")
                .hasMessageNotContaining("canary");
    }

    private static String text(String value) {
        return new Secrets(Map.of("TOKEN", value)).resolveText(VARIABLE, Where.nowhere());
    }

    private static String resolve(String value, SecretRef reference) {
        return new Secrets(Map.of("TOKEN", value)).resolve(reference, Where.nowhere());
    }
}
