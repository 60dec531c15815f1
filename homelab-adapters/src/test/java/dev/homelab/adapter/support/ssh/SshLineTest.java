// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.adapter.TestLab;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.Folder.Access;
import dev.homelab.spi.RemoteHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a line does to those at its ends: it is slow, it breaks, and there is room on it for so many. */
class SshLineTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private TestLab lab;
    private RemoteHost host;

    @BeforeEach
    void start() {
        lab = new TestLab(folder, "home");
        host = lab.context().hosts().host("nas");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void moreCommandsAtOnceThanAHostAllowsWaitForEachOther() {
        List<CompletableFuture<CommandResult>> all = IntStream.range(0, 60)
                .mapToObj(number -> CompletableFuture.supplyAsync(
                        () -> host.run(List.of("true"), LIMIT), command -> new Thread(command).start()))
                .toList();

        assertThat(all).allSatisfy(one -> assertThat(one.join().succeeded()).isTrue());
        assertThat(lab.host.connections()).isEqualTo(1);
    }

    @Test
    void filesAreWrittenOverANewLineAfterTheOldOneBroke() {
        host.folder("/opt").write("a", "text", Access.SHARED);
        lab.host.faults().goDown();
        assertThatThrownBy(() -> host.run(List.of("true"), LIMIT)).hasMessageContaining("could not be run");
        lab.host.faults().recover();

        host.folder("/opt").write("b", "text", Access.SHARED);

        assertThat(host.folder("/opt").files()).containsExactly("a", "b");
    }

    @Test
    void aRefusalIsNotALostLine() throws IOException {
        host.folder("/opt").write("a", "text", Access.SHARED);

        assertThatThrownBy(() -> host.folder("/opt/a").write("b", "text", Access.SHARED))
                .hasMessageContaining("folder not usable");
        assertThat(lab.host.connections()).isEqualTo(1);
    }

    @Test
    void aHostThatTurnsSomeAwayIsTriedAgain() throws IOException {
        CompletableFuture<Integer> turnedAway;
        try (ServerSocket door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            turnedAway = CompletableFuture.supplyAsync(() -> turnAway(door));
            assertThatThrownBy(() -> SshConnection.open(login(door.getLocalPort()), SshRoute.straight()))
                    .hasMessageContaining("host not reachable");
        }
        assertThat(turnedAway.join()).isEqualTo(4);
    }

    @Test
    void smallPacketsAreSentAtOnce() throws IOException {
        try (Socket socket = new NoDelay().createSocket()) {
            assertThat(socket.getTcpNoDelay()).isTrue();
        }
    }

    /** Lets everybody in and shows them the door, and returns how many came. */
    private static int turnAway(ServerSocket door) {
        int came = 0;
        try {
            while (true) {
                door.accept().close();
                came++;
            }
        } catch (IOException e) {
            return came;
        }
    }

    private SshLogin login(int port) {
        return new SshLogin("nas", "127.0.0.1", port, "lab", lab.key, Optional::empty, lab.knownHosts);
    }
}
