// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.homelab.adapter.TestLab;
import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.model.inventory.Host;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.SshAccess;
import dev.homelab.model.value.SecretRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SSH reaches a host at {@code ::1}, whichever way that is spelled; skipped on a machine without it. */
class Ipv6Test {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final byte[] LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    @TempDir
    Path folder;

    private TestLab lab;
    private ServerSocket relay;

    @BeforeEach
    void start() throws IOException {
        lab = new TestLab(folder, "home");
        try {
            relay = new ServerSocket(0, 5, InetAddress.getByAddress(LOOPBACK));
        } catch (IOException e) {
            relay = new ServerSocket();
        }
        assumeTrue(relay.isBound(), "this machine has no ::1");
        daemon(this::accept);
    }

    @AfterEach
    void stop() throws IOException {
        relay.close();
        lab.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[::1]", "[0:0:0:0:0:0:0:1]", "[0000::0001]"})
    void aHostIsReachedInEverySpelling(String host) throws IOException {
        assertThat(run(host, "[::1]:" + relay.getLocalPort())).isEqualTo("reached\n");
    }

    @Test
    void knownHostsHasTheSpellingOfTheInventory() throws IOException {
        assertThat(run("[0:0::1]", "[0:0::1]:" + relay.getLocalPort())).isEqualTo("reached\n");
    }

    @Test
    void aHostThatIsNotKnownIsToldWithItsNameAsKnownHostsWritesIt() {
        assertThatThrownBy(() -> run("[::1]", "[::2]:" + relay.getLocalPort()))
                .hasMessageContaining("host key not known")
                .hasMessageContaining("::1");
    }

    @Test
    void atTheUsualPortNoBracketsAreWritten() {
        assertThat(KnownHosts.written("2001:DB8::1", 22)).isEqualTo("2001:db8::1");
        assertThat(KnownHosts.written("2001:DB8::1", 2222)).isEqualTo("[2001:db8::1]:2222");
    }

    private String run(String host, String known) throws IOException {
        String line = lab.host.knownHostsLine();
        Path knownHosts = Files.writeString(folder.resolve("known"), known + line.substring(line.indexOf(' ')) + "\n");
        Secrets secrets = new Secrets(Map.of());
        try (SshHosts hosts = new SshHosts(inventory(host, knownHosts), secrets)) {
            return hosts.host("nas").run(List.of("echo", "reached"), LIMIT).output();
        }
    }

    private Inventory inventory(String host, Path knownHosts) {
        Inventory usual = lab.inventory();
        Host nas = new Host(
                "2001:db8::11",
                Optional.empty(),
                Optional.of(Host.Ssh.of(host + ":" + relay.getLocalPort())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        SshAccess access = new SshAccess(
                "lab", SecretRef.of("file:" + lab.key), Optional.empty(), SecretRef.of("file:" + knownHosts));
        return new Inventory(
                usual.homelab(),
                usual.key(),
                usual.record(),
                usual.domain(),
                Optional.empty(),
                Optional.of(access),
                Map.of("nas", nas),
                Map.of(),
                Map.of(),
                Map.of());
    }

    private void accept() throws IOException {
        while (!relay.isClosed()) {
            Socket client = relay.accept();
            Socket server = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), lab.host.port());
            daemon(() -> copy(client.getInputStream(), server.getOutputStream()));
            daemon(() -> copy(server.getInputStream(), client.getOutputStream()));
        }
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        try (from;
                to) {
            from.transferTo(to);
        }
    }

    private interface Work {

        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // the other side has ended
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
