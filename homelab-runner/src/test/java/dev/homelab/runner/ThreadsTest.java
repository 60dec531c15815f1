// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.provision.Cancellation;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.runner.guard.Scope;
import dev.homelab.runner.record.PastRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One homelab serves several threads at the same time, and the lock lets one of them apply. */
@Timeout(120)
class ThreadsTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private LabHome home;

    @BeforeEach
    void twoServices(@TempDir Path folder) {
        home = new LabHome(folder);
        home.define("photos", "photos:1", 8001).define("wiki", "wiki:1", 8002);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        home.close();
    }

    @Test
    void severalPlanAndVerifyWhileOneApplies() {
        home.apply();
        home.define("wiki", "wiki:2", 8002);
        CountDownLatch applying = new CountDownLatch(1);
        CountDownLatch planned = new CountDownLatch(1);
        Homelab homelab = home.homelab(report -> {
            if (report.steps().size() == 1) {
                applying.countDown();
                await(planned);
            }
        });
        Homelab other = home.homelab();

        CompletableFuture<Report> applied = start(() -> homelab.apply(LabHome.request()));
        await(applying);
        List<CompletableFuture<HomelabPlan>> plans = IntStream.range(0, 4)
                .mapToObj(i -> start(() -> homelab.plan(limited(i))))
                .toList();
        List<CompletableFuture<Report>> verified = IntStream.range(0, 2)
                .mapToObj(i -> start(() -> other.verify(LabHome.options())))
                .toList();
        plans.forEach(CompletableFuture::join);
        verified.forEach(CompletableFuture::join);
        planned.countDown();

        assertThat(applied.join().ending()).contains(Ending.DONE);
        assertThat(plans).extracting(plan -> plan.join().scope()).containsExactlyElementsOf(scopes());
        assertThat(homelab.plan().isEmpty()).isTrue();
        assertThat(homelab.verify(LabHome.options()).ending()).contains(Ending.DONE);
    }

    @Test
    void theLockLetsOneApplyAfterTheOther() {
        Homelab homelab = home.homelab();
        RunRequest waiting = LabHome.request().with(LabHome.options().waitingForLock(Duration.ofMinutes(1)));

        List<CompletableFuture<Report>> applied = Stream.of("photos", "wiki", "photos", "wiki")
                .map(service -> start(
                        () -> homelab.apply(waiting.with(Scope.everything().only(service)))))
                .toList();

        assertThat(applied)
                .extracting(report -> report.join().ending())
                .allMatch(ending -> ending.equals(Optional.of(Ending.DONE)));
        assertThat(homelab.plan().isEmpty()).isTrue();
        assertThat(homelab.history()).extracting(PastRun::run).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void anInterruptCancelsOneRunAndACancellationAllThatHaveIt() throws InterruptedException {
        home.apply();
        Cancellation cancellation = new Cancellation();
        RunRequest request = LabHome.request().cancelledBy(cancellation);
        home.define("wiki", "wiki:2", 8002);
        Thread caller = new Thread(() -> {
            Thread.currentThread().interrupt();
            assertThat(home.apply(request).ending()).contains(Ending.CANCELLED);
        });
        caller.start();
        caller.join();

        assertThat(cancellation.isCancelled()).isFalse();
        assertThat(home.homelab().plan(request).count()).isEqualTo(1);

        cancellation.cancel();

        assertThat(home.apply(request).ending()).contains(Ending.CANCELLED);
        assertThat(home.apply(LabHome.request()).ending()).contains(Ending.DONE);
    }

    private static RunRequest limited(int number) {
        return LabHome.request().with(scopes().get(number));
    }

    private static List<Scope> scopes() {
        return List.of(
                Scope.everything(),
                Scope.everything().only("photos"),
                Scope.everything().only("wiki"),
                Scope.everything().at("dns"));
    }

    private <T> CompletableFuture<T> start(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, threads);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
