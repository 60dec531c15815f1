// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.homelab.lab.pihole.FakePihole;
import dev.homelab.problem.Problem;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.PollPolicy;
import dev.homelab.provision.TargetException;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.report.Verdict;
import dev.homelab.runner.render.ReportText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of names in whole runs against a Pi-hole that behaves as real ones do; on the lab. */
class NamesTest {

    private LabHome home;
    private FakePihole pihole;

    @BeforeEach
    void twoServices(@TempDir Path folder) {
        home = new LabHome(folder);
        pihole = home.lab.pihole();
        home.define("photos", "photos:1", 8001).define("wiki", "wiki:1", 8002);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void aDnsServerThatDoesNotAnswerTheRunnerIsToldOnceBeforeAnythingIsWritten() {
        home.lab.dns().silence(true);

        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.FAILED);
        assertThat(report.problems())
                .singleElement()
                .satisfies(problem -> assertThat(ReportText.problems(List.of(problem)))
                        .contains(
                                "DNS server does not answer",
                                "127.0.0.1:" + home.lab.dns().port(),
                                "--without dns"));
        assertThat(home.lab.writes()).isZero();
        TargetException planned =
                catchThrowableOfType(TargetException.class, () -> home.homelab().plan());
        assertThat(planned.problems()).hasSize(1);
    }

    @Test
    void planDriftAndVerifyNeedNoRightToWrite() {
        assertThat(home.apply().ending()).contains(Ending.DONE);
        pihole.readOnly(true);

        assertThat(home.homelab().plan().hasDrift()).isFalse();
        assertThat(home.verify().ending()).contains(Ending.DONE);
        home.define("blog", "blog:1", 8003);
        assertThat(home.homelab().plan().isEmpty()).isFalse();
    }

    @Test
    void anApplyWithoutTheRightToWriteEndsBeforeAnythingIsWritten() {
        pihole.readOnly(true);

        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.FAILED);
        assertThat(report.problems()).extracting(Problem::summary).containsExactly("configuration is read-only");
        assertThat(home.lab.writes()).isZero();
    }

    @Test
    void anApplyWithNothingToDoNeedsNoRightToWrite() {
        home.apply();
        pihole.readOnly(true);

        assertThat(home.apply().ending()).contains(Ending.DONE);
    }

    @Test
    void anAddressThatLeaksInFromTheUpstreamServerIsNotVerified() {
        home.apply();
        home.lab.dns().upstream("photos.home.arpa", "2001:db8::54");

        Report report = home.homelab()
                .verify(RunOptions.usual().with(new PollPolicy(Duration.ofMillis(1), Duration.ofMillis(1))));

        assertThat(report.verdicts())
                .filteredOn(verdict -> verdict.service().value().equals("photos"))
                .flatExtracting(Verdict::findings)
                .filteredOn(finding -> !finding.good())
                .extracting(CheckResult::found)
                .singleElement()
                .asString()
                .contains("comes from elsewhere");
    }

    @Test
    void aPiholeThatRestartsWithEveryWriteAndForgetsItsSessionsIsWrittenAllTheSame() {
        pihole.restartOnHosts(true);
        pihole.forgetSessionsAtRestart(true);
        pihole.outageAfterRestart(2);
        assertThat(home.apply().ending()).contains(Ending.DONE);
        int restarts = pihole.restarts();
        home.remove("wiki");
        home.define("blog", "blog:1", 8003);

        assertThat(home.apply().ending()).contains(Ending.DONE);

        assertThat(pihole.hosts()).hasSize(2).noneMatch(line -> line.contains("wiki"));
        assertThat(pihole.restarts()).isEqualTo(restarts + 1);
        assertThat(pihole.openSessions()).isZero();
    }

    @Test
    void aNameThatOnlyGoesIsNotServedAnyMoreWhenTheRunEnds() {
        home.define("photos", "photos:1", 8001, "dns: [{hostname: album.home.arpa, cname: photos.home.arpa}]");
        home.apply();
        int restarts = pihole.restarts();
        home.define("photos", "photos:1", 8001);

        assertThat(home.apply().ending()).contains(Ending.DONE);

        assertThat(pihole.cnames()).isEmpty();
        assertThat(pihole.restarts()).isEqualTo(restarts + 1);
    }

    @Test
    void whatCannotBeAdoptedIsNotOffered() {
        pihole.addByHand("192.0.2.99 wiki.home.arpa nas.home.arpa");

        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.REFUSED);
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.fix()).contains("cannot be adopted", "answers for other names");
            assertThat(problem.remedies()).isEmpty();
        });
        assertThat(home.homelab().refusal(home.homelab().plan())).hasSize(1);
    }

    @Test
    void aLineByHandThatPiholeRefusesIsToldByThePlan() {
        pihole.addByHand("# my servers");

        TargetException refused =
                catchThrowableOfType(TargetException.class, () -> home.homelab().plan());

        assertThat(refused.problems()).extracting(Problem::summary).isEqualTo(List.of("invalid line in Pi-hole"));
        assertThat(home.lab.writes()).isZero();
    }
}
