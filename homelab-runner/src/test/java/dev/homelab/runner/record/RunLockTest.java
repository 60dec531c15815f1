// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.adapter.support.file.LocalFolder;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunLockTest {

    @TempDir
    Path path;

    private SignedFolder signed;
    private Folder record;

    @BeforeEach
    void open() {
        record = new LocalFolder(path.resolve("record"));
        signed = TestRecord.in(record);
    }

    @Test
    void whoeverComesSecondIsToldWhoHoldsIt() {
        RunLock first = take("run 1");

        assertThatThrownBy(() -> take("run 2"))
                .isInstanceOf(LockedException.class)
                .hasMessageFindingMatch("run 1 holds the lock in \"" + record.path()
                        + "\". Unless it renews that, the lock ends in (600|5\\d\\d) s\\.");
        first.close();
        take("run 3").close();
        assertThat(record.folders()).isEmpty();
    }

    @Test
    void aLeaseThatHasEndedIsTakenOver() {
        RunLock dead = take("run 1");
        TestRecord.pass(path, RunLock.LEASE.plusSeconds(1));

        RunLock next = take("run 2");
        dead.close();

        assertThat(record.folder(RunLock.LOCK).read(RunLock.FILE).orElseThrow()).contains("run 2");
        assertThat(record.folders()).containsExactly(RunLock.LOCK);
        next.close();
    }

    @Test
    void aRunThatGoesOnKeepsIt() {
        RunLock lock = take("run 1");
        TestRecord.pass(path, RunLock.LEASE.minusSeconds(1));
        lock.renew();
        TestRecord.pass(path, RunLock.LEASE.minusSeconds(1));

        assertThatThrownBy(() -> take("run 2")).isInstanceOf(LockedException.class);
        lock.close();
    }

    @Test
    void whatWasTakenOverIsNotRenewed() {
        RunLock asleep = take("run 1");
        TestRecord.pass(path, RunLock.LEASE.plusSeconds(1));
        RunLock next = take("run 2");

        asleep.renew();

        assertThat(record.folder(RunLock.LOCK).read(RunLock.FILE).orElseThrow()).contains("run 2");
        asleep.close();
        next.close();
    }

    @Test
    void whatWasFreedIsNotRenewed() {
        RunLock lock = take("run 1");
        lock.close();

        lock.renew();

        assertThat(record.folders()).isEmpty();
    }

    @Test
    void whatAKilledRunLeftOnItsWayToTheLockGoes() {
        RunLock dead = take("run 1");
        record.renameFolder(RunLock.LOCK, "lock-of-the-dead");
        TestRecord.pass(path, RunLock.LEASE.plusSeconds(1));

        RunLock next = take("run 2");

        assertThat(record.folders()).containsExactly(RunLock.LOCK);
        next.close();
        dead.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{\"holder\": \"run", "{\"holder\":\"run 1\",\"id\":\"1\"}"})
    void aLockThatDoesNotVerifyIsAProblemAndIsNotTakenOver(String text) {
        record.folder(RunLock.LOCK).write(RunLock.FILE, text, Folder.Access.SHARED);
        TestRecord.pass(path, RunLock.LEASE.plusSeconds(1));

        assertThatThrownBy(() -> take("run 2"))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("run record does not verify")
                .hasMessageContaining(record.path() + "/lock/holder.json");
        assertThat(record.folder(RunLock.LOCK).read(RunLock.FILE)).contains(text);
        assertThat(record.folders()).containsExactly(RunLock.LOCK);
    }

    @Test
    void aForeignFileInPlaceOfTheLockIsNamed() throws IOException {
        Files.createDirectories(path.resolve("record/lock"));
        Files.writeString(path.resolve("record/lock/notes.txt"), "mine");

        assertThatThrownBy(() -> take("run 1"))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("lock is blocked")
                .hasMessageContaining("notes.txt")
                .hasMessageContaining("rm -r " + record.path() + "/lock");

        Files.delete(path.resolve("record/lock/notes.txt")); // what the fix says
        Files.delete(path.resolve("record/lock"));
        take("run 2").close();
        assertThat(record.folders()).isEmpty();
    }

    @Test
    void aFileThatHasTheNameOfTheLockIsNamed() throws IOException {
        Files.createDirectories(path.resolve("record"));
        Files.writeString(path.resolve("record/lock"), "mine");

        assertThatThrownBy(() -> take("run 1"))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("lock is blocked");
        assertThat(record.folders()).isEmpty();
    }

    @Test
    void aForeignFileBesideTheHolderKeepsNoLock() throws IOException {
        RunLock lock = take("run 1");
        Files.writeString(path.resolve("record/lock/.DS_Store"), "");

        lock.close();

        take("run 2").close();
        assertThat(record.folders())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("lock-"); // with the file, which is not ours
    }

    @Test
    void theClockOfTheRunnerDoesNotMatter() {
        RunLock first = take("run 1"); // the record's host is a year behind, or ahead: both files get its time
        TestRecord.pass(path, Duration.ofDays(365));

        SignedFolder behind = TestRecord.in(new Behind(record, Duration.ofDays(365)));

        assertThatThrownBy(() -> RunLock.take(behind, "run 2")).isInstanceOf(LockedException.class);
        first.close();
    }

    @RepeatedTest(50)
    void ofManyThatTryAtOnceOneGetsIt() throws InterruptedException {
        RunLock dead = take("run 1");
        TestRecord.pass(path, RunLock.LEASE.plusSeconds(1));
        int runs = 8;
        CyclicBarrier start = new CyclicBarrier(runs);
        ExecutorService threads = Executors.newFixedThreadPool(runs);

        List<CompletableFuture<Optional<RunLock>>> tries = IntStream.range(0, runs)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> attempt(start, "racer " + i), threads))
                .toList();
        List<RunLock> taken = tries.stream().flatMap(one -> one.join().stream()).toList();

        assertThat(taken).hasSize(1);
        assertThat(record.folders()).containsExactly(RunLock.LOCK);
        taken.forEach(RunLock::close);
        dead.close();
        threads.shutdown();
    }

    @Test
    void aFolderThatIsGoneDoesNotHideHowTheRunEnded() throws IOException {
        RunLock lock = take("run 1");
        Files.delete(path.resolve("record/lock/holder.json"));
        Files.delete(path.resolve("record/lock"));
        Files.delete(path.resolve("record"));
        Files.writeString(path.resolve("record"), "no folder");

        lock.renew();
        lock.close();

        assertThat(path.resolve("record")).hasContent("no folder");
    }

    @Test
    void aProcessThatIsToldToEndFreesIt() throws IOException, InterruptedException {
        Process holder = holder();
        try {
            assertThat(holder.getInputStream().read()).isEqualTo('!');
            assertThat(record.folders()).containsExactly(RunLock.LOCK);

            holder.destroy();

            assertThat(holder.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(record.folders()).isEmpty();
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theLockOfAProcessThatIsDeadIsTakenOverAtOnce() throws IOException, InterruptedException {
        Process holder = holder();
        try {
            assertThat(holder.getInputStream().read()).isEqualTo('!');
            assertThatThrownBy(() -> take("run 2")).isInstanceOf(LockedException.class);

            holder.destroyForcibly().waitFor();

            take("run 2").close();
            assertThat(record.folders()).isEmpty();
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void ofAProcessElsewhereNobodyKnows() {
        assertThat(Machine.here().isDead()).isFalse();
        assertThat(new Machine("another kernel", 1, 0).isDead()).isFalse();
        assertThat(new Machine("", 1, 0).isDead()).isFalse();
    }

    private Process holder() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        record.path())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** A run that never ends by itself. */
    static final class Holder {

        private Holder() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) throws InterruptedException {
            RunLock lock = RunLock.take(TestRecord.in(Path.of(arguments[0])), "a process");
            try (lock) {
                System.out.print("!");
                System.out.flush();
                Thread.currentThread().join();
            }
        }
    }

    private Optional<RunLock> attempt(CyclicBarrier start, String holder) {
        try {
            start.await();
            return Stream.of(take(holder)).findFirst();
        } catch (LockedException e) {
            return Optional.empty();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private RunLock take(String holder) {
        return RunLock.take(signed, holder);
    }
}
