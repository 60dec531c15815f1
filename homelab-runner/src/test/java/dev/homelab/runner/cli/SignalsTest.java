// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.report.Ending;
import dev.homelab.runner.LabHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program in a process of its own, which is sent signals as by Ctrl-C, a service manager or a CI server. */
class SignalsTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private LabHome home;

    @BeforeEach
    void oneService() {
        home = new LabHome(folder.resolve("home"));
        home.define("wiki", "wiki:1", 8002);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void theFirstSignalRollsBackAndReleasesTheLock(String signal) throws IOException, InterruptedException {
        SortedMap<String, String> before = home.lab.snapshot();
        Process apply = start("apply");
        atWrite(3, () -> {
            send(signal, apply);
            await("Cancelling: the step in hand ends");
        });

        assertThat(apply.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();

        assertThat(apply.exitValue()).isEqualTo(130);
        assertThat(printed()).contains("Cancelled: 0 services verified, 1 rolled back, 0 not begun.");
        assertThat(home.lab.snapshot()).isEqualTo(before);
        assertThat(record().resolve("lock")).doesNotExist();
    }

    @Test
    void theSecondEndsAtOnceAndTheNextRunResumes() throws IOException, InterruptedException {
        Process apply = start("apply");
        atWrite(3, () -> {
            send("INT", apply);
            await("Cancelling: the step in hand ends");
            send("INT", apply);
            ended(apply); // although this write has not been answered
        });

        assertThat(apply.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();

        assertThat(apply.exitValue()).isEqualTo(130);
        assertThat(printed()).contains("Ended at once.", "the next run resumes it");
        home.lab.ask(() -> true);
        assertThat(home.apply().ending()).contains(Ending.DONE);
        assertThat(home.homelab().plan().isEmpty()).isTrue();
    }

    @Test
    void aRunThatWaitsForTheLockIsCancelledAtOnce() throws IOException, InterruptedException {
        Process[] second = new Process[1];
        home.apply(report -> {
            if (report.steps().size() == 1 && second[0] == null) {
                second[0] = start("apply", "--wait", "600");
                await("Reading current state");
                send("TERM", second[0]);
                ended(second[0]);
            }
        });

        assertThat(second[0].exitValue()).isEqualTo(130);
        assertThat(printed()).contains("Cancelled; nothing was changed.");
    }

    private void atWrite(int number, Runnable then) {
        AtomicInteger writes = new AtomicInteger();
        home.lab.ask(() -> {
            if (writes.incrementAndGet() == number) {
                then.run();
            }
            return true;
        });
    }

    private Process start(String... command) {
        List<String> line = new ArrayList<>(ignoresInterrupts() ? List.of("env", "--default-signal=INT") : List.of());
        line.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        line.addAll(List.of(command));
        line.addAll(List.of("--services", home.services.toString()));
        line.addAll(List.of("--inventory", home.lab.inventory().toString()));
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("printed").toFile());
        builder.environment().putAll(home.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A shell starts what it runs in the background so, and every program below inherits it. */
    private static boolean ignoresInterrupts() {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .map(line ->
                            new BigInteger(line.substring("SigIgn:".length()).strip(), 16))
                    .anyMatch(ignored -> ignored.testBit(1)); // SIGINT is 2, the first bit is signal 1
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(String signal, Process process) {
        try {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void await(String text) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!printed().contains(text)) {
            assertThat(System.nanoTime()).as("\"%s\" in: %s", text, printed()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static void ended(Process process) {
        process.onExit().orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join();
    }

    private String printed() {
        try {
            return Files.readString(folder.resolve("printed"));
        } catch (IOException e) {
            return "";
        }
    }

    private Path record() {
        return home.lab.host("docker-core-utils").place("/var/lib/homelab");
    }
}
