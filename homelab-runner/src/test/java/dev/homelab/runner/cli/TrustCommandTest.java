// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Lab;
import dev.homelab.runner.LabHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a person comes to trust the key of a host. */
class TrustCommandTest {

    private static final int REFUSED = 4;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private LabHome home;
    private Path knownHosts;

    @BeforeEach
    void start(@TempDir Path folder) {
        home = new LabHome(folder);
        knownHosts = home.lab.inventory().resolveSibling("known_hosts");
    }

    @AfterEach
    void stop() {
        home.close();
    }

    @Test
    void aKeyIsShownAndRememberedOnceAPersonAgrees() throws IOException {
        Files.delete(knownHosts);

        assertThat(trust()).isEqualTo(REFUSED);
        String fingerprint = out.toString().replaceFirst("(?s).*(SHA256:\\S+).*", "$1");
        assertThat(err.toString()).contains("host not trusted", fingerprint, "which is not confirmed");
        assertThat(knownHosts).doesNotExist();

        assertThat(trust("--fingerprint", fingerprint)).isZero();
        assertThat(knownHosts).content().isEqualTo(home.lab.host(Lab.MEDIA).knownHostsLine() + "\n");
        assertThat(trust()).isZero();
        assertThat(out.toString()).contains("Trusted already");
        assertThat(knownHosts).content().hasLineCount(1);
    }

    @Test
    void anotherFingerprintIsNotAgreedTo() throws IOException {
        Files.writeString(knownHosts, "");

        assertThat(trust("--fingerprint", "SHA256:another")).isEqualTo(REFUSED);
        assertThat(knownHosts).isEmptyFile();
    }

    @Test
    void aKeyIsAddedToALineThatHasNoEnd() throws IOException {
        Files.writeString(
                knownHosts,
                "192.0.2.99 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHjjyKhu7eEXbPv2Xjrmcno7yQBHXAPTkiGGyPzJY0Fm");

        assertThat(trust("--yes")).isZero();
        assertThat(knownHosts)
                .content()
                .hasLineCount(2)
                .endsWith(home.lab.host(Lab.MEDIA).knownHostsLine() + "\n");
    }

    @Test
    void aChangedKeyIsNotTrustedWhateverIsSaid() throws IOException {
        String[] line = home.lab.host(Lab.MEDIA).knownHostsLine().split(" ", -1);
        String other = home.lab.host("traefik").knownHostsLine().split(" ", -1)[2];
        Files.writeString(knownHosts, "%s %s %s%n".formatted(line[0], line[1], other));

        assertThat(trust("--yes")).isEqualTo(1);
        assertThat(err.toString()).contains("host key changed", "do not go on", "ssh-keygen -f " + knownHosts + " -R");
        assertThat(knownHosts).content().hasLineCount(1).doesNotContain(line[2]);
    }

    @Test
    void aRevokedKeyIsNotTrustedWhateverIsSaid() throws IOException {
        Files.writeString(knownHosts, "@revoked " + home.lab.host(Lab.MEDIA).knownHostsLine() + "\n");

        assertThat(trust("--yes")).isEqualTo(1);
        assertThat(err.toString()).contains("host key revoked");
        assertThat(knownHosts).content().hasLineCount(1);
    }

    @Test
    void aNameThatIsNoHostIsToldWithTheNearest() {
        assertThat(run("hosts", "trust", "docker-medai")).isEqualTo(REFUSED);
        assertThat(err.toString()).contains("there is no host with SSH \"docker-medai\"", "\"docker-media\"");
        assertThat(run("hosts", "trust", "pihole")).isEqualTo(REFUSED);
        assertThat(err.toString()).contains("there is no host with SSH \"pihole\"");
        assertThat(run("hosts")).isEqualTo(Main.WRONG_USAGE);
        assertThat(run("hosts", "trust")).isEqualTo(Main.WRONG_USAGE);
    }

    @Test
    void programsReadIt() throws IOException {
        Files.writeString(knownHosts, "");

        assertThat(trust("--yes", "--json")).isZero();
        assertThat(out.toString())
                .startsWith("{")
                .contains("\"host\" : \"docker-media\"", "\"type\" : \"ssh-ed25519\"", "\"isNew\" : true");
    }

    /** Whoever can propose a change of the repository would choose the file that a line is added to. */
    @Test
    void aKeyIsNotWrittenThroughALinkInAWorkTree(@TempDir Path elsewhere) throws IOException {
        Path victim = Files.writeString(elsewhere.resolve("authorized_keys"), "mine\n");
        Files.delete(knownHosts);
        Files.createSymbolicLink(knownHosts, victim);
        Files.createDirectory(knownHosts.resolveSibling(".git"));

        assertThat(trust("--yes")).isEqualTo(REFUSED);

        assertThat(err.toString())
                .contains("known hosts not writable", "\"%s\" is a link in the work tree".formatted(knownHosts));
        assertThat(victim).content().isEqualTo("mine\n");
    }

    @Test
    void aLinkOutsideOfAWorkTreeIsTheDoingOfItsUser(@TempDir Path elsewhere) throws IOException {
        Path file = Files.writeString(elsewhere.resolve("known_hosts"), "");
        Files.delete(knownHosts);
        Files.createSymbolicLink(knownHosts, file);

        assertThat(trust("--yes")).isZero();

        assertThat(file).content().isEqualTo(home.lab.host(Lab.MEDIA).knownHostsLine() + "\n");
    }

    private int trust(String... options) {
        List<String> arguments = new ArrayList<>(List.of("hosts", "trust", Lab.MEDIA));
        arguments.addAll(List.of(options));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        if (command.length > 1) {
            arguments.addAll(List.of("--inventory", home.lab.inventory().toString()));
        }
        return Main.run(
                home.environment(), new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
    }
}
