// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.adapter.TestLab;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownHostsTest {

    @TempDir
    Path folder;

    private TestLab lab;
    private String name;
    private String key;

    @BeforeEach
    void start() {
        lab = new TestLab(folder, "home");
        String line = lab.host.knownHostsLine();
        name = line.substring(0, line.indexOf(' '));
        key = line.substring(line.indexOf(' ') + 1);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void aHostWhoseNameIsHashedIsKnown() throws Exception {
        known(hashed(name) + " " + key);

        assertThat(connects()).isTrue();
    }

    @Test
    void theKeyOfAnotherPortIsNotTheKeyOfThisOne() throws Exception {
        known("127.0.0.1 " + key, hashed("[127.0.0.1]:1") + " " + key);

        assertThatThrownBy(this::connects).hasMessageContaining("host key not known");
    }

    @Test
    void aRevokedKeyIsRefusedWhicheverLineComesFirst() throws IOException {
        known(name + " " + key, "@revoked * " + key);

        assertThatThrownBy(this::connects)
                .hasMessageContaining("host key revoked")
                .hasMessageContaining("must never be accepted");
        assertThat(lab.host.commands()).isZero();
    }

    @Test
    void aKeyThatIsRevokedForAnotherHostIsGoodForThisOne() throws IOException {
        known("@revoked 192.0.2.99 " + key, name + " " + key);

        assertThat(connects()).isTrue();
    }

    @Test
    void aHostOfWhichOnlyAKeyOfAnotherTypeIsKnownHasChanged() throws IOException {
        known("# mine", name + " ssh-rsa AAAAB3NzaC1yc2E");

        assertThatThrownBy(this::connects)
                .hasMessageContaining("host key changed")
                .hasMessageContaining("in line 2");
        assertThat(lab.host.commands()).isZero();
    }

    @Test
    void aKeyOfATypeThatCannotBeUsedSaysNothingOfAHost() throws IOException {
        known(name + " ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY");

        assertThatThrownBy(this::connects).hasMessageContaining("host key not known");
    }

    @Test
    void theKeyOfAnAuthorityIsNotThatOfAHost() throws IOException {
        known("@cert-authority " + name + " " + key);

        assertThatThrownBy(this::connects).hasMessageContaining("host key not known");
    }

    private void known(String... lines) throws IOException {
        Files.write(lab.knownHosts, List.of(lines));
    }

    private boolean connects() {
        return lab.context()
                .hosts()
                .host("nas")
                .run(List.of("true"), Duration.ofSeconds(10))
                .succeeded();
    }

    /** As OpenSSH writes it with {@code HashKnownHosts yes}. */
    private static String hashed(String host) throws GeneralSecurityException {
        byte[] salt = "twenty bytes of salt".getBytes(StandardCharsets.UTF_8);
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(salt, "HmacSHA1"));
        Base64.Encoder base64 = Base64.getEncoder();
        return "|1|" + base64.encodeToString(salt) + "|"
                + base64.encodeToString(mac.doFinal(host.getBytes(StandardCharsets.UTF_8)));
    }
}
