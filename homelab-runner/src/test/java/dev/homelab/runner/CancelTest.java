// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.lab.Lab;
import dev.homelab.provision.Cancellation;
import dev.homelab.provision.PollPolicy;
import dev.homelab.report.Ending;
import dev.homelab.report.Phase;
import dev.homelab.report.Report;
import dev.homelab.report.Verdict;
import dev.homelab.report.Verdict.Status;
import dev.homelab.runner.render.PlanText;
import dev.homelab.runner.render.ReportText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that is cancelled ends the step in hand, rolls back what it did not verify, and releases the lock. */
class CancelTest {

    private static final String SSO = "sso: {kind: forward-auth, groups: [family]}";

    private final Cancellation cancellation = new Cancellation();
    private LabHome home;

    @BeforeEach
    void twoServices(@TempDir Path folder) {
        home = new LabHome(folder);
        home.define("photos", "photos:1", 8001, SSO).define("wiki", "wiki:1", 8002);
    }

    @AfterEach
    void close() {
        assertThat(Thread.interrupted()).as("interrupted").isFalse();
        home.close();
    }

    @Test
    void anInterruptIsToldAsWhatItIsAndNothingOfTheRunStays() {
        SortedMap<String, String> before = home.lab.snapshot();
        Thread caller = Thread.currentThread();
        interruptAtWrite(4, caller);

        Report report = home.apply();

        assertThat(Thread.interrupted()).as("stays interrupted").isTrue();
        assertThat(report.ending()).contains(Ending.CANCELLED);
        assertThat(report.problems()).isEmpty();
        assertThat(statuses(report)).containsValue(Status.ROLLED_BACK);
        assertThat(home.lab.snapshot()).isEqualTo(before);
        lockIsFree();
        assertThat(home.apply().ending()).contains(Ending.DONE);
    }

    @Test
    void whoIsInterruptedAlreadyChangesNothing() {
        Thread.currentThread().interrupt();

        Report report = home.apply();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.ending()).contains(Ending.CANCELLED);
        assertThat(home.lab.writes()).isZero();
        assertThat(ReportText.ending(report)).isIn("Cancelled; nothing was changed.", notBegun(report));
    }

    @Test
    void anInterruptedPlanIsNoProblemOfATarget() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> home.homelab().plan()).isInstanceOf(CancellationException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whatIsVerifiedStaysAndWhatIsNotGoesBack() {
        home.apply();
        home.define("wiki", "wiki:2", 8002);
        home.define("blog", "blog:1", 8003, "verify: [{path: /, contains: a text that is not there}]");

        Report report = home.apply(
                soFar -> cancelIf(soFar.phase() == Phase.VERIFYING),
                RunRequest.usual()
                        .with(RunOptions.usual().with(new PollPolicy(Duration.ofMinutes(10), Duration.ofMillis(50))))
                        .cancelledBy(cancellation));

        assertThat(report.ending()).contains(Ending.CANCELLED);
        assertThat(statuses(report)).containsEntry("wiki", Status.GOOD).containsEntry("blog", Status.ROLLED_BACK);
        assertThat(ReportText.ending(report)).isEqualTo("Cancelled: 1 service verified, 1 rolled back, 0 not begun.");
        assertThat(home.lab.host(Lab.MEDIA).docker().containers()).doesNotContainKey("blog-server-1");
        home.remove("blog");
        assertThat(home.homelab().plan().isEmpty()).isTrue();
        lockIsFree();
    }

    @Test
    void whatWasNotBegunIsSaid() {
        home.define("late", "late:1", 8003, "dependsOn: [wiki]");

        Report report = home.apply(
                soFar -> cancelIf(soFar.steps().size() == 1), LabHome.request().cancelledBy(cancellation));

        assertThat(report.ending()).contains(Ending.CANCELLED);
        assertThat(statuses(report)).containsEntry("late", Status.NOT_BEGUN).containsValue(Status.ROLLED_BACK);
        assertThat(home.lab.host(Lab.MEDIA).docker().containers()).isEmpty();
    }

    @Test
    void aRunThatResumesAKilledOneRollsBackWhatThatBegan() {
        home.apply();
        home.define("wiki", "wiki:2", 8002);
        AtomicInteger writes = new AtomicInteger();
        home.lab.ask(() -> writes.incrementAndGet() < 2);
        home.apply(soFar -> {
            if (soFar.phase() == Phase.ROLLING_BACK) {
                home.lab.host("docker-core-utils").faults().goDown(); // nothing of its end is recorded
            }
        });
        home.lab.ask(() -> true);
        home.lab.host("docker-core-utils").faults().recover();
        theLockOfTheKilledRunEnds();
        HomelabPlan plan = home.homelab().plan();
        assertThat(plan.resumption())
                .hasValueSatisfying(resumption -> assertThat(resumption.services())
                        .extracting(Object::toString)
                        .containsExactly("wiki"));
        assertThat(String.join("\n", PlanText.lines(plan)))
                .contains(
                        "was interrupted, and apply resumes it:", "verified, or rolled back to before that run: wiki");

        Report report = home.apply(
                soFar -> cancelIf(soFar.phase() == Phase.APPLYING),
                LabHome.request().cancelledBy(cancellation));

        assertThat(report.ending()).contains(Ending.CANCELLED);
        home.define("wiki", "wiki:1", 8002);
        assertThat(home.homelab().plan().isEmpty()).isTrue();
    }

    @Test
    void aPlanSaysOfARunThatIsUnderWayThatItIs() {
        List<String> lines = new ArrayList<>();

        home.apply(soFar -> {
            if (soFar.phase() == Phase.VERIFYING && lines.isEmpty()) {
                lines.addAll(PlanText.lines(home.homelab().plan()));
            }
        });

        assertThat(String.join("\n", lines))
                .contains(" is under way (the lock is held by run ", "). If it is interrupted, apply resumes it:")
                .doesNotContain("was interrupted");
        assertThat(home.homelab().plan().resumption()).isEmpty();
    }

    @Test
    @Timeout(300)
    void wheneverItIsCancelledServicesAreAsBeforeOrAsWanted() {
        home.define("old", "old:1", 8004).define("down", "down:1", 8005, "dependsOn: [old]");
        home.apply();
        SortedMap<String, String> before = home.lab.snapshot();
        AtomicInteger all = new AtomicInteger();
        change();
        home.lab.ask(() -> all.incrementAndGet() > 0);
        assertThat(home.apply(Agreed.to(home)).ending()).contains(Ending.DONE);
        SortedMap<String, String> wanted = home.lab.snapshot();
        home.lab.ask(() -> true);
        goBack();
        assertThat(home.lab.snapshot()).isEqualTo(before);

        for (int write = 1; write <= all.get(); write += 8) {
            change();
            Cancellation now = new Cancellation();
            AtomicInteger writes = new AtomicInteger();
            int last = write;
            home.lab.ask(() -> {
                if (writes.incrementAndGet() == last) {
                    now.cancel();
                }
                return true;
            });
            Report report = home.apply(Agreed.to(home).cancelledBy(now));

            assertThat(report.ending()).as("write %d", write).contains(Ending.CANCELLED);
            lockIsFree();
            assertThat(report.verdicts())
                    .extracting(Verdict::status)
                    .as("write %d", write)
                    .isSubsetOf(Status.ROLLED_BACK, Status.NOT_BEGUN);
            assertThat(home.lab.snapshot()).as("write %d", write).isEqualTo(before);
            home.lab.ask(() -> true);
            assertThat(home.apply(Agreed.to(home)).ending()).contains(Ending.DONE);
            assertThat(home.lab.snapshot()).as("after write %d", write).isEqualTo(wanted);
            goBack();
        }
    }

    private void change() {
        home.define("wiki", "wiki:2", 8002);
        home.define("photos", "photos:1", 8001);
        home.define("blog", "blog:1", 8003, SSO);
        home.remove("down");
    }

    private void goBack() {
        home.define("photos", "photos:1", 8001, SSO).define("wiki", "wiki:1", 8002);
        home.define("down", "down:1", 8005, "dependsOn: [old]");
        home.remove("blog");
        assertThat(home.apply(Agreed.to(home)).ending()).contains(Ending.DONE);
    }

    private void cancelIf(boolean now) {
        if (now) {
            cancellation.cancel();
        }
    }

    private void interruptAtWrite(int number, Thread caller) {
        AtomicInteger writes = new AtomicInteger();
        home.lab.ask(() -> {
            if (writes.incrementAndGet() == number) {
                caller.interrupt();
            }
            return true;
        });
    }

    private void theLockOfTheKilledRunEnds() {
        Path lock = home.lab.host("docker-core-utils").place("/var/lib/homelab/lock");
        assertThat(lock.resolve("holder.json").toFile().delete()).isTrue();
        assertThat(lock.toFile().delete()).isTrue();
    }

    private void lockIsFree() {
        assertThat(home.lab.host("docker-core-utils").place("/var/lib/homelab"))
                .isDirectoryNotContaining(file -> file.getFileName().toString().contains("lock"));
    }

    private static String notBegun(Report report) {
        return "Cancelled: 0 services verified, 0 rolled back, %d not begun."
                .formatted(report.verdicts().size());
    }

    private static Map<String, Status> statuses(Report report) {
        Map<String, Status> statuses = new TreeMap<>();
        report.verdicts().forEach(verdict -> statuses.put(verdict.service().value(), verdict.status()));
        return statuses;
    }
}
