// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.adapter.TestLab;
import dev.homelab.lab.host.HostSetup.Sftp;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Cancellation;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.Folder;
import dev.homelab.spi.Folder.Access;
import dev.homelab.spi.RemoteHost;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A host that is unreachable for a moment while changes are made. */
@Timeout(120)
class ReconnectingHostTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Cancellation cancellation = new Cancellation();
    private TestLab lab;
    private RemoteHost host;

    @BeforeEach
    void start() {
        lab = new TestLab(folder, "home");
        host = lab.context().hosts().host("nas");
        host.run(List.of("true"), LIMIT);
        lab.hosts().reconnectWithin(PATIENCE, cancellation);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void aCommandIsRepeatedOnceTheHostAnswersAgain() {
        lab.host.line().dropBefore(1, 6);

        assertThat(echo()).isEqualTo("text\n");
    }

    @Test
    void whatWasPrintedBeforeTheConnectionBrokeIsNotPassedOn() {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        lab.host.line().dropAfter(1, 0);

        host.run(List.of("echo", "text"), output, LIMIT);

        assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("text\n");
    }

    /** The list of processes shows a command without the {@code env} that has started it. */
    @ParameterizedTest
    @ValueSource(strings = {"docker version", "env DOCKER_CONFIG=/tmp/x docker version"})
    void aCommandThatStillRunsThereEndsBeforeItIsRepeated(String line) {
        List<String> argv = List.of(line.split(" ", -1));
        AtomicInteger looks = new AtomicInteger();
        lab.host.runOn(4711, "docker version", () -> looks.incrementAndGet() < 3);
        AtomicInteger ran = new AtomicInteger();
        lab.host.listen(command -> {
            if (command.argv().equals(argv) && ran.incrementAndGet() == 2) {
                assertThat(looks).hasValue(3);
            }
        });
        lab.host.line().dropAfter(1, 0);

        host.run(argv, LIMIT);

        assertThat(ran).hasValue(2);
        assertThat(looks).hasValue(3);
    }

    @Test
    void aListOfProcessesIsNotTakenForTheOneBeforeIt() {
        lab.host.line().dropAfter(1, 0);

        assertThat(host.run(List.of("ps", "-A", "-o", "pid,args"), LIMIT).output())
                .contains(" ps -A -o pid,args");
    }

    /** The third was answered by Docker 20.10 between the end of its network store and its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
                "error during connect: Get \"http://docker/v1.41/info\": EOF",
                "Error response from daemon: failed to update store for object type *libnetwork.endpoint: open : no such file or directory",
                "Error response from daemon: database not open",
                "Error response from daemon: grpc: the client connection is closing: unknown",
                "Error response from daemon: transport is closing: unavailable",
            })
    void anEngineThatRestartsIsWaitedFor(String answer) {
        AtomicInteger asked = new AtomicInteger();
        lab.host.docker().answering(argv -> asked.incrementAndGet() < 4 ? Optional.of(answer) : Optional.empty());

        assertThat(host.run(List.of("docker", "ps", "-a", "--format", "{{.Names}}"), LIMIT)
                        .succeeded())
                .isTrue();
        assertThat(asked).hasValue(4);
    }

    @Test
    void aFileThatIsMissingIsNoEngineThatStops() {
        AtomicInteger asked = new AtomicInteger();
        lab.host.docker().answering(argv -> {
            asked.incrementAndGet();
            return Optional.of("open /opt/stacks/x/.env: no such file or directory");
        });

        assertThat(host.run(List.of("docker", "info"), LIMIT).succeeded()).isFalse();
        assertThat(asked).hasValue(1);
    }

    @Test
    void anEngineThatMayNotBeUsedIsNotWaitedFor() {
        AtomicInteger asked = new AtomicInteger();
        lab.host.docker().answering(argv -> {
            asked.incrementAndGet();
            return Optional.of(
                    "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get \"http://%2Fvar%2Frun%2Fdocker.sock/v1.24/info\": dial unix /var/run/docker.sock: connect: permission denied");
        });

        assertThat(host.run(List.of("docker", "info"), LIMIT).succeeded()).isFalse();
        assertThat(asked).hasValue(1);
    }

    @Test
    void aCancelledRunWaitsForNoHost() {
        lab.host.close();
        Thread canceller = new Thread(() -> {
            cancellation.pause(Duration.ofMillis(300));
            cancellation.cancel();
        });
        canceller.start();
        lab.hosts().reconnectWithin(Duration.ofHours(1), cancellation);

        assertThatThrownBy(this::echo).isInstanceOf(TargetException.class).hasMessageContaining("host not reachable");
    }

    @Test
    void aHostThatStaysUnreachableIsWaitedForOnce() {
        AtomicInteger tries = new AtomicInteger();
        Reconnection line = new Reconnection(() -> new ReconnectPolicy(Duration.ofMillis(500), cancellation));
        Runnable call = () -> line.repeat(
                isAgain -> {
                    tries.incrementAndGet();
                    throw new UnreachableHostException(new Problem("gone", Where.nowhere(), "gone.", "wait."));
                },
                done -> false);

        assertThatThrownBy(call::run).isInstanceOf(TargetException.class);
        assertThat(tries.getAndSet(0)).isGreaterThan(1);
        assertThatThrownBy(call::run).isInstanceOf(TargetException.class);
        assertThat(tries).hasValue(1);
    }

    @Test
    void aHostThatIsSeenForTheFirstTimeIsNotWaitedForWhilePlanning() {
        lab.hosts().reconnectWithin(Duration.ZERO, cancellation);
        lab.host.line().dropBefore(1, 0);

        assertThatThrownBy(this::echo).isInstanceOf(TargetException.class);
    }

    @ParameterizedTest
    @EnumSource(value = Sftp.class, names = "SILENT", mode = EnumSource.Mode.EXCLUDE)
    void filesAreWrittenOnceWhereverTheConnectionBreaks(Sftp sftp) {
        lab.host.setup().sftp(sftp).greeting(sftp == Sftp.BEHIND_THE_LOGIN_SHELL ? "Welcome\n" : "");
        Folder opt = host.folder("/opt");
        lab.host.line().dropBefore(0, 0);
        change(opt, "0");
        int requests = lab.host.line().requests();
        assertThat(requests).isGreaterThan(5);

        for (int request = 1; request <= requests; request++) {
            lab.host.line().dropBefore(request, 0);
            change(opt, request + "b");
            lab.host.line().dropAfter(request, 0);
            change(opt, request + "a");
        }
    }

    private static void change(Folder opt, String text) {
        opt.write("file", text + "\n", Access.SHARED);
        opt.append("file", "one\n");
        opt.append("file", "two\n");
        opt.folder("lock-1").write("holder", text, Access.SHARED);
        assertThat(opt.renameFolder("lock-1", "lock")).as(text).isTrue();
        assertThat(opt.folder("lock").read("holder")).contains(text);
        opt.folder("lock").delete("holder");
        opt.folder("lock").deleteIfEmpty();

        assertThat(opt.read("file")).as(text).contains(text + "\none\ntwo\n");
        assertThat(opt.folders()).as(text).isEmpty();
        assertThat(opt.files()).as(text).containsExactly("file");
    }

    private String echo() {
        return host.run(List.of("echo", "text"), LIMIT).output();
    }
}
