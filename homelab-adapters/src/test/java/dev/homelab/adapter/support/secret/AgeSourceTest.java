// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.homelab.model.value.SecretRef;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets in the repository, opened by the real program. */
class AgeSourceTest {

    private static final SecretRef PHOTOS = SecretRef.of("age:secrets/photos.age");

    @TempDir
    Path folder;

    private Path identity;
    private Path encrypted;

    @BeforeEach
    void encrypt() throws IOException, InterruptedException {
        assumeTrue(isThere(), "the program age is not installed here");
        identity = folder.resolve("age.txt");
        run("age-keygen", "-o", identity.toString());
        encrypted = folder.resolve("services/secrets/photos.age");
        Files.createDirectories(encrypted.getParent());
        Files.createDirectories(folder.resolve("services/media"));
        encrypt("first-canary\nsecond-canary\n", identity, encrypted);
    }

    @Test
    void aFileBesideTheInventoryIsOpenedForADefinition() {
        assertThat(secrets(identity).resolveText(PHOTOS, definition())).isEqualTo("first-canary\nsecond-canary");
        assertThat(secrets(identity).resolveText(SecretRef.of("age:../secrets/photos.age"), definition()))
                .contains("first-canary");
        assertThat(secrets(identity).resolveText(SecretRef.of("age:" + encrypted), Where.nowhere()))
                .contains("first-canary");
    }

    @Test
    void whatOpensItIsNamedWhenItIsNotThere() throws IOException, InterruptedException {
        Path other = folder.resolve("other.txt");
        run("age-keygen", "-o", other.toString());

        refused(secrets(other), PHOTOS, "encrypted for none of the identities", "age-keygen -y " + other);
        refused(secrets(folder.resolve("none.txt")), PHOTOS, "none.txt\" cannot be read", "HOMELAB_AGE_IDENTITY");
        refused(
                secrets(identity),
                SecretRef.of("age:photo.age"),
                "there is no file \"photo.age\"",
                "age -r RECIPIENT -o photo.age");
    }

    @Test
    void aFileThatIsNoneOrDamagedIsReported() throws IOException {
        byte[] whole = Files.readAllBytes(encrypted);
        Files.write(encrypted, java.util.Arrays.copyOf(whole, whole.length - 8));
        refused(secrets(identity), PHOTOS, "it is damaged", "age -d -i " + identity);

        Files.writeString(encrypted, "a-canary-that-was-never-encrypted");
        refused(secrets(identity), PHOTOS, "it is no file of age", "age -d -i " + identity);

        Files.writeString(identity, "no identity");
        refused(secrets(identity), PHOTOS, "the identity cannot be used", "age -d -i " + identity);
    }

    @Test
    void aProgramThatIsNotInstalledIsNamedWithAdvice() {
        assertThatThrownBy(() ->
                        new AgeSource("age-that-is-not-installed").find(PHOTOS, environment(identity), definition()))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("cannot be started")
                .hasMessageContaining("apt install age");
    }

    private void refused(Secrets secrets, SecretRef reference, String reason, String advice) {
        assertThatThrownBy(() -> secrets.resolveText(reference, definition()))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("secret not found")
                .hasMessageContaining("media/photos.yaml:6:9")
                .hasMessageContaining(reason)
                .hasMessageContaining(advice)
                .hasMessageNotContaining("canary");
    }

    private Where definition() {
        return new Where.InFile(folder.resolve("services/media/photos.yaml").toString(), 6, 9, "containers");
    }

    private static Secrets secrets(Path identity) {
        return new Secrets(environment(identity), new Masker(), List.of(new AgeSource()));
    }

    private static Map<String, String> environment(Path identity) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put(AgeSource.IDENTITY, identity.toString());
        return environment;
    }

    private static void encrypt(String secret, Path identity, Path file) throws IOException, InterruptedException {
        String recipient = run("age-keygen", "-y", identity.toString()).strip();
        Path plain = Files.writeString(file.resolveSibling("plain"), secret);
        run("age", "-r", recipient, "-o", file.toString(), plain.toString());
        Files.delete(plain);
    }

    private static String run(String... argv) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(argv)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        return printed;
    }

    private static boolean isThere() throws InterruptedException {
        try {
            return new ProcessBuilder("age", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
