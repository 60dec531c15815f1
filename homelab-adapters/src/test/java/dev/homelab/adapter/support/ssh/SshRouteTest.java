// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import static dev.homelab.lab.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.adapter.TestLab;
import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.adapter.support.ssh.HostKey.Standing;
import dev.homelab.lab.host.FakeHost;
import dev.homelab.model.inventory.Host;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.problem.Problem;
import dev.homelab.problem.ProblemException;
import dev.homelab.spi.Folder.Access;
import dev.homelab.spi.RemoteHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host behind another one. */
class SshRouteTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private TestLab lab;
    private FakeHost gate;
    private Inventory inventory;
    private SshHosts hosts;

    @BeforeEach
    void start() throws IOException {
        lab = new TestLab(folder, "home");
        Path root = Files.createDirectory(folder.resolve("gate"));
        gate = new FakeHost("gate", "192.0.2.12", root, lab.pair.getPublic(), lab.ports);
        known(gate, lab.host);
        inventory = behindGate(lab.inventory(), lab.host.port());
        hosts = new SshHosts(inventory, new Secrets(Map.of()));
    }

    @AfterEach
    void stop() {
        hosts.close();
        gate.close();
        lab.close();
    }

    @Test
    void commandsAndFilesGoThroughTheOtherHostOnOneConnectionEach() {
        RemoteHost nas = hosts.host("nas");

        assertThat(nas.run(List.of("echo", "here"), LIMIT).output()).isEqualTo("here\n");
        nas.folder("/opt").write("a", "text", Access.SHARED);
        hosts.host("gate").run(List.of("true"), LIMIT);

        assertThat(nas.folder("/opt").read("a")).contains("text");
        assertThat(gate.connections()).isEqualTo(1);
        assertThat(lab.host.connections()).isEqualTo(1);
        assertThat(gate.place("/opt")).doesNotExist();
    }

    @Test
    void aHostOnTheWayThatIsGoneIsNamed() {
        gate.close();

        assertThatThrownBy(() -> hosts.host("nas").run(List.of("true"), LIMIT))
                .hasMessageContaining("host not reachable")
                .hasMessageContaining("target gate");
    }

    @Test
    void aHostBehindItThatIsGoneIsNamed() {
        lab.host.close();

        assertThatThrownBy(() -> hosts.host("nas").run(List.of("true"), LIMIT))
                .hasMessageContaining("host not reachable")
                .hasMessageContaining("target nas");
    }

    @Test
    void aHostBehindItThatTakesTheConnectionAndSaysNothingIsGivenUpInTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                SshHosts behind =
                        new SshHosts(behindGate(lab.inventory(), silent.getLocalPort()), new Secrets(Map.of()))) {
            long begun = System.nanoTime();

            assertThatThrownBy(() -> behind.host("nas").run(List.of("true"), LIMIT))
                    .hasMessageContaining("host not reachable")
                    .hasMessageContaining("target nas")
                    .hasMessageContaining("said nothing for 10 seconds");

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
            assertThat(behind.host("gate").run(List.of("true"), LIMIT).succeeded())
                    .isTrue();
        }
    }

    @Test
    void bothAreConnectedToAgainAfterTheLineBroke() {
        RemoteHost nas = hosts.host("nas");
        nas.run(List.of("true"), LIMIT);
        gate.faults().goDown();
        assertThatThrownBy(() -> hosts.host("gate").run(List.of("true"), LIMIT))
                .hasMessageContaining("command not run");
        gate.faults().recover();

        eventually("both are connected to again", () -> answers(nas));
    }

    /** The end of a line is noticed a moment later, at times by the command that meets it. */
    private static boolean answers(RemoteHost host) {
        try {
            return host.run(List.of("true"), LIMIT).succeeded();
        } catch (UnreachableHostException e) {
            return false;
        }
    }

    @Test
    void theKeyIsThatOfTheHostBehindAndNotOfTheOneOnTheWay() throws IOException {
        known(gate);
        HostKeys keys = new SshHostKeys(inventory, new Secrets(Map.of()));

        HostKey key = keys.ask("nas");
        keys.trust("nas", key);

        assertThat(key.standing()).isEqualTo(Standing.UNKNOWN);
        assertThat(lab.knownHosts).hasContent(gate.knownHostsLine() + "\n" + lab.host.knownHostsLine());
    }

    @Test
    void aHostOnTheWayWhoseKeyIsNotKnownLeadsNowhere() throws IOException {
        known(lab.host);

        assertThatThrownBy(() -> hosts.host("nas").run(List.of("true"), LIMIT))
                .hasMessageContaining("host key not known")
                .satisfies(thrown -> assertThat(((ProblemException) thrown).problems())
                        .flatExtracting(Problem::remedies)
                        .singleElement()
                        .satisfies(remedy -> assertThat(remedy.arguments()).startsWith("gate")));
        assertThat(lab.host.connections()).isZero();
    }

    private void known(FakeHost... trusted) throws IOException {
        Files.write(
                lab.knownHosts,
                List.of(trusted).stream().map(FakeHost::knownHostsLine).toList());
    }

    private Inventory behindGate(Inventory straight, int port) {
        return new Inventory(
                straight.homelab(),
                straight.key(),
                straight.record(),
                straight.domain(),
                straight.defaults(),
                straight.ssh(),
                Map.of(
                        "nas",
                        over(lab.host, port, Optional.of("gate")),
                        "gate",
                        over(gate, gate.port(), Optional.empty())),
                straight.targets(),
                straight.registries(),
                straight.channels());
    }

    private static Host over(FakeHost host, int port, Optional<String> via) {
        return new Host(
                host.address(),
                Optional.empty(),
                Optional.of(Host.Ssh.of("127.0.0.1:" + port)),
                via,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
