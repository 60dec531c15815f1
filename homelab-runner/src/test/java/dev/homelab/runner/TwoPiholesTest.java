// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.lab.Lab;
import dev.homelab.lab.pihole.FakePihole;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Remedy;
import dev.homelab.provision.TargetException;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.report.Verdict;
import dev.homelab.runner.guard.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two Pi-holes are kept equal, and one that is away does not keep the other from being kept up to date; on the lab. */
class TwoPiholesTest {

    private static final String ALIAS = "dns: [{hostname: album.home.arpa, cname: photos.home.arpa}]";

    private LabHome home;
    private SecondPihole added;
    private FakePihole first;
    private FakePihole second;

    @BeforeEach
    void twoServices(@TempDir Path folder) {
        home = new LabHome(folder);
        added = new SecondPihole(home);
        first = home.lab.pihole();
        second = added.pihole;
        home.define("photos", "photos:1", 8001).define("wiki", "wiki:1", 8002);
    }

    @AfterEach
    void close() {
        added.close();
        home.close();
    }

    @Test
    void bothHoldTheSameAndBothAreAsked() {
        home.define("photos", "photos:1", 8001, ALIAS);

        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.DONE);
        assertEqual();
        assertThat(first.hosts()).hasSize(2);
        assertThat(home.lab.dns().queries()).isEqualTo(added.queries()).isPositive();
        assertThat(second.signIns()).isPositive();
        assertThat(second.openSessions()).isZero();
        assertThat(home.homelab().plan().isEmpty()).isTrue();
    }

    @Test
    void oneThatIsAwayAtTheBeginningIsLeftBehindAndCaughtUpByTheNextRun() {
        home.define("photos", "photos:1", 8001, ALIAS);
        second.faults().goDown();

        assertBehind(home.apply(), "dns-2");
        assertThat(first.hosts()).hasSize(2);
        assertThat(second.hosts()).isEmpty();

        second.faults().recover();
        assertThat(home.homelab().affected(LabHome.options())).hasSize(2);
        assertThat(home.apply(LabHome.request().with(Scope.everything().onlyChanged()))
                        .ending())
                .contains(Ending.DONE);
        assertEqual();
        assertThat(home.homelab().affected(LabHome.options())).isEmpty();
    }

    @Test
    void planDriftAndVerifyGoOnWithTheOther() {
        home.apply();
        second.faults().goDown();

        HomelabPlan plan = home.homelab().plan();
        Report verified = home.verify();

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.hasDrift()).isFalse();
        assertThat(plan.behind()).extracting(Problem::summary).contains("target out of sync");
        assertThat(plan.scope().without()).containsExactly("dns-2");
        assertBehind(verified, "dns-2");
        assertBehind(home.apply(), "dns-2");
    }

    @Test
    void whatIsMissingAtOneOfThemIsNoFailureOfAService() {
        home.apply();
        first.removeByHand(first.hosts().get(0));

        Report verified = home.verify();

        assertThat(home.homelab().plan().hasDrift()).isTrue();
        assertBehind(verified, "dns");
        assertThat(home.apply().ending()).contains(Ending.DONE);
        assertThat(first.hosts()).containsExactlyInAnyOrderElementsOf(second.hosts());
    }

    @Test
    void ifAllAreAwayTheRunStopsBeforeAnythingIsWritten() {
        first.faults().goDown();
        second.faults().goDown();

        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.FAILED);
        assertThat(report.steps()).isEmpty();
        assertThat(report.problems()).extracting(Problem::summary).doesNotContain("target out of sync");
        assertThat(home.lab.host(Lab.MEDIA).docker().containers()).isEmpty();
    }

    @Test
    void oneThatMayNotBeChangedStandsInForNobody() {
        second.faults().goDown();
        RunRequest limited = LabHome.request().with(Scope.everything().at("dns-2"));
        RunRequest without = LabHome.request().with(Scope.everything().without("dns"));

        assertThatThrownBy(() -> home.homelab().plan(limited)).isInstanceOf(TargetException.class);
        assertThatThrownBy(() -> home.homelab().plan(without)).isInstanceOf(TargetException.class);
    }

    @Test
    void oneThatDiesAtItsFirstWriteIsLeftBehind() {
        dieAtWrite(first, 0);

        assertBehind(home.apply(), "dns");
        assertThat(second.hosts()).hasSize(2);
        assertThat(first.hosts()).isEmpty();

        first.faults().recover();
        assertThat(home.apply().ending()).contains(Ending.DONE);
        assertEqual();
    }

    @Test
    void oneThatDiesBetweenTwoWritesIsLeftBehind() {
        home.apply();
        home.remove("photos");
        home.define("blog", "blog:1", 8003);
        dieAtWrite(second, 1);

        assertBehind(home.apply(), "dns-2");
        assertThat(first.hosts()).anyMatch(line -> line.contains("blog")).noneMatch(line -> line.contains("photos"));
        assertThat(second.hosts()).noneMatch(line -> line.contains("blog"));

        second.faults().recover();
        assertThat(home.apply().ending()).contains(Ending.DONE);
        assertEqual();
    }

    @Test
    void oneThatDiesOnceItsWritesAreMadeIsLeftBehind() {
        second.listen(exchange -> {
            if (exchange.request().method().equals("PATCH")) {
                second.faults().goDown();
            }
        });

        assertBehind(home.apply(), "dns-2");

        second.faults().recover();
        assertThat(home.apply().ending()).contains(Ending.DONE);
        assertEqual();
    }

    @Test
    void aChangeThatOneOfThemLosesIsNoticedAndMadeAgain() {
        for (FakePihole pihole : List.of(first, second)) {
            String name = "w%d.home.arpa".formatted(pihole.port());
            AtomicBoolean isLost = new AtomicBoolean();
            pihole.listen(exchange -> pihole.hosts().stream()
                    .filter(line -> line.contains(name) && isLost.compareAndSet(false, true))
                    .forEach(pihole::removeByHand));
            home.define("wiki", "wiki:1", 8002, "dns: [{hostname: %s}]".formatted(name));

            Report report = home.apply();

            assertThat(report.steps())
                    .flatExtracting(step -> step.problems())
                    .extracting(Problem::summary)
                    .contains("change was lost");
            assertBehind(report, pihole == first ? "dns" : "dns-2");
            assertThat(home.apply().ending()).contains(Ending.DONE);
            assertThat(first.hosts()).containsExactlyInAnyOrderElementsOf(second.hosts());
        }
    }

    @Test
    void aServiceThatFailsGoesBackOnTheOneThatIsThere() {
        home.apply();
        var before = first.snapshot();
        second.faults().goDown();
        home.define("blog", "blog:1", 8003, "verify: [{path: /, contains: a text that is not there}]");

        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.ROLLED_BACK);
        assertThat(report.problems()).extracting(Problem::summary).contains("target out of sync");
        assertThat(first.snapshot()).isEqualTo(before);
        second.faults().recover();
        assertEqual();
    }

    @Test
    void aServiceThatFailsAtBothGoesBack() {
        home.apply();
        home.define("blog", "blog:1", 8003);
        first.faults().failAfter(0);
        second.faults().failAfter(0);

        Report report = home.apply();

        assertThat(report.verdicts()).extracting(Verdict::endedWell).contains(false);
        assertThat(report.ending()).contains(Ending.ROLLED_BACK);
        assertEqual();
    }

    @Test
    void theSecondIsWrittenOnceTheFirstAnswersAgain() {
        List<String> exchanges = Collections.synchronizedList(new ArrayList<>());
        for (FakePihole pihole : List.of(first, second)) {
            String name = pihole == first ? "first " : "second ";
            pihole.restartOnHosts(true);
            pihole.outageAfterRestart(2);
            pihole.listen(exchange -> {
                String what = exchange.request().method();
                if (what.equals("PATCH") || exchange.request().path().equals("/api/config/dns")) {
                    exchanges.add(name + what);
                }
            });
        }

        assertThat(home.apply().ending()).contains(Ending.DONE);

        assertThat(exchanges.stream().filter(one -> one.endsWith("PATCH"))).hasSize(2);
        String leader = exchanges.indexOf("first PATCH") < exchanges.indexOf("second PATCH") ? "first" : "second";
        String follower = leader.equals("first") ? "second" : "first";
        List<String> between =
                exchanges.subList(exchanges.indexOf(leader + " PATCH"), exchanges.indexOf(follower + " PATCH"));
        assertThat(between).contains(leader + " GET");
        assertThat(first.restarts()).isEqualTo(1);
        assertThat(second.restarts()).isEqualTo(1);
        assertEqual();
    }

    @Test
    void oneThatMayNotBeWrittenIsLeftBehind() {
        second.readOnly(true);

        assertBehind(home.apply(), "dns-2");
        assertThat(first.hosts()).hasSize(2);
        assertThat(second.hosts()).isEmpty();
        assertThat(second.openSessions()).isZero();

        second.readOnly(false);
        assertThat(home.apply().ending()).contains(Ending.DONE);
        assertEqual();
    }

    private static void dieAtWrite(FakePihole pihole, int writes) {
        int end = pihole.writes() + writes;
        pihole.faults().ask(() -> {
            if (pihole.writes() < end) {
                return true;
            }
            pihole.faults().goDown();
            return false;
        });
    }

    private void assertEqual() {
        assertThat(second.snapshot()).isEqualTo(first.snapshot());
    }

    private static void assertBehind(Report report, String target) {
        assertThat(report.ending()).contains(Ending.PENDING);
        assertThat(report.verdicts()).allMatch(Verdict::endedWell);
        assertThat(report.problems())
                .filteredOn(problem -> problem.summary().equals("target out of sync"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.render()).contains("target " + target);
                    assertThat(problem.remedies()).containsExactly(Remedy.of(Remedy.Kind.APPLY));
                });
    }
}
