// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.homelab.provision.Cancellation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLocksTest {

    @TempDir
    Path path;

    private SignedFolder record;

    @BeforeEach
    void open() {
        record = TestRecord.in(path.resolve("record"));
    }

    @Test
    void whoeverWaitsComesInWhenTheOtherLeaves() {
        RunLock first = alone().enter("run 1");
        CompletableFuture<Void> leaving = CompletableFuture.runAsync(first::close);

        waiting().enter("run 2").close();

        assertThat(leaving).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void aRunThatIsCancelledWaitsNoLonger() {
        RunLock first = alone().enter("run 1");
        Cancellation cancellation = new Cancellation();
        RunLocks gate =
                new RunLocks(record, new RunLocks.LockOptions(Duration.ofMinutes(10), Optional.empty()), cancellation);
        CompletableFuture<RunLock> second = CompletableFuture.supplyAsync(() -> gate.enter("run 2"));

        cancellation.cancel();

        assertThat(second)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(CancellationException.class);
        first.close();
    }

    @Test
    void anInterruptEndsTheWaitToo() throws InterruptedException {
        RunLock first = alone().enter("run 1");
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread second =
                new Thread(() -> thrown.complete(catchThrowable(() -> waiting().enter("run 2"))));
        second.start();

        second.interrupt();

        assertThat(thrown).succeedsWithin(Duration.ofSeconds(10)).isInstanceOf(CancellationException.class);
        second.join();
        first.close();
    }

    @Test
    void whatIsReservedIsOnlyForItsHolder() {
        of("pipeline 7").reserve();

        assertThatThrownBy(() -> alone().enter("run 1"))
                .isInstanceOf(LockedException.class)
                .hasMessageFindingMatch("\"pipeline 7\" has it reserved for another (900|8\\d\\d) s");
        assertThatThrownBy(() -> of("pipeline 8").enter("run 2")).isInstanceOf(LockedException.class);
        of("pipeline 7").enter("run 3").close();
    }

    @Test
    void twoRunsOfOneHolderTakeTurns() {
        of("pipeline 7").reserve();
        RunLock first = of("pipeline 7").enter("run 1");
        CompletableFuture<RunLock> second =
                CompletableFuture.supplyAsync(() -> of("pipeline 7").enter("run 2"));

        assertThat(second).isNotDone();
        first.close();

        assertThat(second).succeedsWithin(Duration.ofSeconds(20)).satisfies(RunLock::close);
    }

    @Test
    void everyRunOfTheHolderBeginsTheLeaseAnew() {
        of("pipeline 7").reserve();
        TestRecord.pass(path, Reservation.LEASE.minusMinutes(1));
        of("pipeline 7").enter("run 1").close();
        TestRecord.pass(path, Reservation.LEASE.minusMinutes(1));

        assertThatThrownBy(() -> alone().enter("run 2")).isInstanceOf(LockedException.class);
    }

    @Test
    void aRunThatTakesLongKeepsItForItsHolder() {
        of("pipeline 7").reserve();
        RunLock lock = of("pipeline 7").enter("run 1");
        for (int i = 0; i < 10; i++) {
            TestRecord.pass(path, RunLock.LEASE.minusMinutes(1));
            lock.renew();
        }
        lock.close();

        assertThatThrownBy(() -> alone().enter("run 2"))
                .isInstanceOf(LockedException.class)
                .hasMessageContaining("pipeline 7");
    }

    @Test
    void aPipelineThatWasCancelledKeepsTheNextWaitingForAQuarterOfAnHour() {
        of("pipeline 7").reserve();
        of("pipeline 7").enter("run 1").close(); // and then nobody comes any more
        TestRecord.pass(path, Duration.ofMinutes(15).plusSeconds(1));

        of("pipeline 8").enter("run 2").close();
    }

    @Test
    void whatIsForgottenEndsByItself() {
        of("pipeline 7").reserve();
        TestRecord.pass(path, Reservation.LEASE.plusSeconds(1));

        assertThatCode(() -> alone().enter("run 1").close()).doesNotThrowAnyException();
    }

    @Test
    void onlyItsHolderFreesIt() {
        of("pipeline 7").reserve();

        assertThatThrownBy(() -> of("pipeline 8").free()).isInstanceOf(LockedException.class);

        of("pipeline 7").free();
        alone().enter("run 1").close();
        of("pipeline 7").free();
    }

    @Test
    void itsHolderFreesItAlthoughAnotherLooksAtTheSameMoment() {
        of("pipeline 7").reserve();
        RunLock looking = RunLock.take(record, "pipeline 8");
        CompletableFuture<RunLocks> freed =
                CompletableFuture.supplyAsync(() -> of("pipeline 7").free());

        assertThat(freed).isNotDone();
        looking.close();

        assertThat(freed).succeedsWithin(Duration.ofSeconds(20));
        assertThat(record.folder().files()).doesNotContain(Reservation.FILE);
    }

    @Test
    void aHolderDoesNotNeedToReserve() {
        of("pipeline 7").enter("run 1").close();

        alone().enter("run 2").close();

        assertThat(record.folder().files()).isEmpty();
    }

    private RunLocks alone() {
        return new RunLocks(record, RunLocks.LockOptions.usual());
    }

    private RunLocks waiting() {
        return new RunLocks(record, new RunLocks.LockOptions(Duration.ofMinutes(1), Optional.empty()));
    }

    private RunLocks of(String holder) {
        return new RunLocks(record, new RunLocks.LockOptions(Duration.ZERO, Optional.of(holder)));
    }
}
