// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.adapter.TestLab;
import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.lab.host.HostSetup.Sftp;
import dev.homelab.lab.host.LabKeys;
import dev.homelab.problem.ProblemException;
import dev.homelab.problem.Remedy;
import dev.homelab.provision.Cancellation;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.RemoteHost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SshHostTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private TestLab lab;

    @BeforeEach
    void start() {
        lab = new TestLab(folder, "home");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void aCommandIsRunWithItsWordsAsTheyAre() {
        assertThat(host().run(List.of("echo", "it's", "a  b", "$HOME", "*", "\\"), LIMIT))
                .isEqualTo(new CommandResult(0, "it's a  b $HOME * \\\n", ""));
    }

    @Test
    void aCommandThatFailsIsNoException() {
        CommandResult result = host().run(List.of("nosuch"), LIMIT);

        assertThat(result.exit()).isEqualTo(127);
        assertThat(result.reason()).isEqualTo("sh: nosuch: not found");
    }

    @Test
    void standardInputIsClosedSoThatAProgramThatAsksDoesNotHang() {
        assertThat(host().run(List.of("cat"), LIMIT)).isEqualTo(new CommandResult(0, "", ""));
        assertThat(host().run(List.of("cat"), "yes", LIMIT).output()).isEqualTo("yes");
        assertThat(host().run(List.of("cat"), new ByteArrayOutputStream(), LIMIT)
                        .succeeded())
                .isTrue();
    }

    @Test
    void oneConnectionServesCommandsAndFiles() {
        host().run(List.of("true"), LIMIT);
        host().folder("/opt").files();
        host().run(List.of("true"), LIMIT);

        assertThat(lab.host.connections()).isEqualTo(1);
    }

    @Test
    void whatIsTooLargeIsNotRead() throws IOException {
        Files.createDirectories(lab.host.place("/tmp"));
        try (RandomAccessFile large =
                new RandomAccessFile(lab.host.place("/tmp/large").toFile(), "rw")) {
            large.setLength((64 << 20) + 1);
        }

        CommandResult printed = host().run(List.of("cat", "/tmp/large"), Duration.ofMinutes(2));

        assertThat(printed.succeeded()).isFalse();
        assertThat(printed.reason()).isEqualTo("it printed more than 64 MB, and was stopped");
        assertThat(host().runEach(
                                List.of(List.of("echo", "small"), List.of("cat", "/tmp/large")), Duration.ofMinutes(2)))
                .extracting(output -> output.text().reason())
                .last()
                .isEqualTo(printed.reason());
        assertThatThrownBy(() -> host().folder("/tmp").read("large"))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("\"/tmp/large\" has more than 64 MB, and is not read.");
        assertThat(host().run(List.of("echo", "on it goes"), Duration.ofSeconds(30))
                        .output())
                .isEqualTo("on it goes\n");
    }

    @Test
    @Timeout(60)
    void anSftpServerThatNeverAnswersIsTold() {
        lab.host.setup().sftp(Sftp.SILENT);
        RemoteHost host = host();

        assertThatThrownBy(() -> host.folder("/opt").files())
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("SFTP server does not answer")
                .hasMessageContaining("that said nothing for 10 seconds")
                .hasMessageContaining("sftp -P %d lab@127.0.0.1".formatted(lab.host.port()));

        long start = System.nanoTime();
        assertThatThrownBy(() -> host.folder("/srv").read("a")).isInstanceOf(TargetException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("nothing waits for it again on the same connection")
                .isLessThan(Duration.ofSeconds(8));
        assertThat(host.run(List.of("echo", "on it goes"), LIMIT).output()).isEqualTo("on it goes\n");
    }

    @Test
    @Timeout(60)
    void aCancellationEndsTheWaitForAnSftpServer() {
        lab.host.setup().sftp(Sftp.SILENT);
        Cancellation cancellation = new Cancellation();
        SshHosts hosts = new SshHosts(lab.inventory(), new Secrets(Map.of())).cancelledBy(cancellation);

        try (hosts) {
            RemoteHost host = hosts.host("nas");
            host.run(List.of("true"), LIMIT); // the connection is there
            new Thread(() -> {
                        cancellation.pause(Duration.ofSeconds(1));
                        cancellation.cancel();
                    })
                    .start();
            long start = System.nanoTime();
            assertThatThrownBy(() -> host.folder("/opt").files()).isInstanceOf(TargetException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        }
    }

    @Test
    void aConnectionThatBrokeIsOpenedAgain() {
        RemoteHost host = host();
        host.run(List.of("true"), LIMIT);
        lab.host.faults().goDown();
        assertThatThrownBy(() -> host.run(List.of("true"), LIMIT)).isInstanceOf(TargetException.class);
        lab.host.faults().recover();

        assertThat(host.run(List.of("true"), LIMIT).succeeded()).isTrue();
        assertThat(host.folder("/opt").exists()).isFalse();
    }

    @Test
    void aHostWhoseKeyIsNotKnownIsNotSpokenTo() throws IOException {
        Files.writeString(lab.knownHosts, "");

        assertThatThrownBy(() -> host().run(List.of("true"), LIMIT))
                .hasMessageContaining("host key not known")
                .hasMessageContaining("shows the ssh-ed25519 key SHA256:")
                .satisfies(thrown -> assertThat(remedies(thrown))
                        .singleElement()
                        .satisfies(remedy ->
                                assertThat(remedy.arguments()).hasSize(2).startsWith("nas")));
        assertThat(lab.host.commands()).isZero();
    }

    @Test
    void aHostWhoseKeyHasChangedIsNotSpokenTo() throws IOException {
        String line = lab.host.knownHostsLine();
        try (TestLab other = new TestLab(Files.createDirectory(folder.resolve("other")), "home")) {
            String key = other.host
                    .knownHostsLine()
                    .substring(other.host.knownHostsLine().indexOf(' '));
            Files.writeString(lab.knownHosts, line.substring(0, line.indexOf(' ')) + key + "\n");
        }

        assertThatThrownBy(() -> host().run(List.of("true"), LIMIT))
                .hasMessageContaining("host key changed")
                .hasMessageContaining("ssh-keygen -f %s -R '[127.0.0.1]:%d'".formatted(lab.knownHosts, lab.host.port()))
                .satisfies(thrown ->
                        assertThat(remedies(thrown)).containsExactly(Remedy.of(Remedy.Kind.TRUST_HOST, "nas")));
        assertThat(lab.host.commands()).isZero();
    }

    @Test
    void aKeyThatIsNotLetInIsTold() throws IOException {
        Files.delete(lab.key);
        LabKeys.write(LabKeys.make(), lab.key);

        assertThatThrownBy(() -> host().run(List.of("true"), LIMIT))
                .hasMessageContaining("sign-in refused")
                .hasMessageContaining("ssh-copy-id -i " + lab.key);
    }

    @Test
    void aKnownHostsFileThatIsMissingIsTold() throws IOException {
        Files.delete(lab.knownHosts);

        assertThatThrownBy(() -> host().run(List.of("true"), LIMIT)).isInstanceOf(TargetException.class);
    }

    @Test
    void aHostThatIsGoneIsTold() {
        lab.host.close();

        assertThatThrownBy(() -> host().run(List.of("true"), LIMIT)).hasMessageContaining("host not reachable");
    }

    private RemoteHost host() {
        return lab.context().hosts().host("nas");
    }

    private static List<Remedy> remedies(Throwable thrown) {
        return ((ProblemException) thrown)
                .problems().stream()
                        .flatMap(problem -> problem.remedies().stream())
                        .toList();
    }
}
