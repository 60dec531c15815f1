// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.adapter.TestLab;
import dev.homelab.lab.host.LabKeys;
import dev.homelab.model.value.SecretRef;
import dev.homelab.provision.TargetException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of all kinds that people have, before anybody is connected to. */
class KeyFileTest {

    @TempDir
    Path folder;

    private TestLab lab;

    @BeforeEach
    void start() {
        lab = new TestLab(folder, "home");
    }

    @AfterEach
    void stop() {
        assertThat(lab.host.connections()).isLessThanOrEqualTo(1);
        lab.close();
    }

    @Test
    void anEncryptedKeyIsOpenedWithThePassphrase() throws Exception {
        write(lab.pair, "open sesame");
        passphrase("open sesame");

        assertThat(connect()).isTrue();
    }

    @Test
    void anotherPassphraseIsTold() throws Exception {
        write(lab.pair, "open sesame");
        passphrase("open barley");

        assertThatThrownBy(this::connect)
                .hasMessageContaining("SSH key not usable")
                .hasMessageContaining("is not encrypted with the passphrase")
                .hasMessageNotContaining("barley");
        assertThat(lab.host.connections()).isZero();
    }

    @Test
    void aPassphraseThatIsMissingIsTold() throws Exception {
        write(lab.pair, "open sesame");

        assertThatThrownBy(this::connect).hasMessageContaining("is encrypted, and the inventory names no passphrase");
    }

    @Test
    void aPassphraseThatTheKeyDoesNotNeedIsNoHarm() throws Exception {
        passphrase("open sesame");

        assertThat(connect()).isTrue();
    }

    @Test
    void anEcdsaKeyIsTold() throws Exception {
        write(KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256), "");

        assertThatThrownBy(this::connect)
                .hasMessageContaining("ECDSA keys cannot be used")
                .hasMessageContaining("ssh-keygen -t ed25519");
    }

    @Test
    void aPublicKeyIsTold() throws IOException {
        Files.writeString(lab.key, PublicKeyEntry.toString(lab.pair.getPublic()) + " me@home\n");

        assertThatThrownBy(this::connect).hasMessageContaining("is the public key");
    }

    @Test
    void encryptionOfOldIsTold() throws IOException {
        Files.writeString(lab.key, """
                -----BEGIN RSA PRIVATE KEY-----
                Proc-Type: 4,ENCRYPTED
                DEK-Info: AES-128-CBC,00000000000000000000000000000000

                %s
                -----END RSA PRIVATE KEY-----
                """.formatted(Base64.getEncoder().encodeToString(new byte[48])));
        passphrase("open sesame");

        assertThatThrownBy(this::connect).hasMessageContaining("ssh-keygen -p -f " + lab.key);
    }

    @Test
    void aFileThatIsNotThereIsTold() throws IOException {
        Files.delete(lab.key);

        assertThatThrownBy(this::connect).hasMessageContaining("cannot be read").hasMessageContaining("0600");
    }

    @Test
    void whatIsNoKeyIsTold() throws IOException {
        Files.writeString(lab.key, "nothing\n");

        assertThatThrownBy(this::connect).isInstanceOf(TargetException.class).hasMessageContaining("is neither");
    }

    private void write(KeyPair pair, String passphrase) throws IOException, GeneralSecurityException {
        Files.delete(lab.key);
        if (passphrase.isEmpty()) {
            LabKeys.write(pair, lab.key);
            return;
        }
        OpenSSHKeyEncryptionContext encryption = new OpenSSHKeyEncryptionContext();
        encryption.setCipherType("256");
        encryption.setPassword(passphrase);
        try (OutputStream out = Files.newOutputStream(lab.key)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "test", encryption, out);
        }
    }

    private void passphrase(String value) throws IOException {
        lab.passphrase =
                Optional.of(SecretRef.of("file:" + Files.writeString(folder.resolve("passphrase"), value + "\n")));
    }

    private boolean connect() {
        return lab.context()
                .hosts()
                .host("nas")
                .run(List.of("true"), Duration.ofSeconds(10))
                .succeeded();
    }
}
