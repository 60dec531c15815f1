// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.homelab.lab.Lab;
import dev.homelab.provision.CheckResult;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.report.Verdict;
import dev.homelab.runner.record.PastRun;
import dev.homelab.runner.render.HistoryText;
import dev.homelab.runner.render.Json;
import dev.homelab.runner.render.JunitXml;
import dev.homelab.runner.render.ReportText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What targets themselves say of services, beside what is seen from outside. */
class WellTest {

    private LabHome home;

    @BeforeEach
    void aPageAndAWorker(@TempDir Path folder) {
        home = new LabHome(folder);
        home.define("wiki", "wiki:1", 8002);
        worker("worker:1");
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void everyContainerAndEveryRouterIsAsked() {
        Report applied = home.apply();
        Report verified = home.verify();

        for (Report report : List.of(applied, verified)) {
            assertThat(report.ending()).contains(Ending.DONE);
            assertThat(findings(report, "worker"))
                    .containsExactly(new CheckResult("server runs", true, "Up 10 seconds"));
            assertThat(findings(report, "wiki"))
                    .extracting(CheckResult::expectation, CheckResult::good)
                    .startsWith(tuple("server runs", true), tuple("router wiki is in force", true));
        }
    }

    @Test
    void aContainerThatIsStartedAgainAndAgainGoesBackAlthoughComposeIsContent() {
        home.apply();
        SortedMap<String, String> before = home.lab.snapshot();
        home.lab.host(Lab.MEDIA).docker().images().exits("worker:2", 1);
        worker("worker:2");

        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.ROLLED_BACK);
        assertThat(findings(report, "worker")).singleElement().satisfies(finding -> {
            assertThat(finding.good()).isFalse();
            assertThat(finding.found())
                    .matches("for \\d+ s: (Restarting \\(1\\)|Up Less than a second).*, restarted \\d+ times.*");
        });
        assertThat(home.lab.snapshot()).isEqualTo(before);
    }

    @Test
    void whatARollbackRemovesIsReadBeforeAndKept() {
        home.apply();
        home.lab.host(Lab.MEDIA).docker().images().crashes("worker:2", 3);
        home.lab.host(Lab.MEDIA).docker().images().says("worker:2", "no such table: users");
        worker("worker:2");

        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.ROLLED_BACK);
        assertThat(String.join("\n", ReportText.verdicts(report)))
                .contains("worker-server-1: Up 2 seconds, restarted ", "no such table: users");
        PastRun past = home.homelab().history().stream()
                .filter(run -> run.run().equals(report.run()))
                .findFirst()
                .orElseThrow();
        assertThat(String.join("\n", HistoryText.lines(past, home.homelab().changes(past))))
                .contains(
                        "definition changed",
                        "image: worker:1 -> worker:2",
                        "[rolled back]",
                        "container keeps restarting: \"worker\" came up and is not healthy",
                        "worker-server-1: Up 2 seconds, restarted ",
                        "no such table: users",
                        "Fix: correct what its last log lines say");
        assertThat(Json.of(past, home.homelab().changes(past)))
                .contains("worker:2", "no such table: users", "\"causes\"", "\"differences\"");
        assertThat(JunitXml.of(report))
                .contains("type=\"container keeps restarting\"", "no such table: users", "restarted");
        assertThat(Json.of(report)).contains("\"restarts\" : ", "no such table: users");
    }

    @Test
    void aHostThatIsAwayForAMomentIsAskedAgain() {
        home.apply();
        worker("worker:2");
        AtomicInteger away = new AtomicInteger();
        home.lab.host(Lab.MEDIA).docker().answering(argv -> {
            boolean isVerifying = argv.contains("ps") && away.get() > 0 && away.getAndDecrement() > 0;
            if (argv.contains("up")) {
                away.set(6);
            }
            return isVerifying
                    ? Optional.of("Cannot connect to the Docker daemon at unix:///var/run/docker.sock.")
                    : Optional.empty();
        });

        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.DONE);
        assertThat(away).hasValue(0);
    }

    @Test
    void whatIsWellAgainAfterAFailureIsSaidOnce() {
        assertThat(home.apply().remarks()).isEmpty();
        home.lab.host(Lab.MEDIA).docker().images().exits("worker:2", 1);
        worker("worker:2");
        String failed = home.apply().run();

        worker("worker:3");
        assertThat(home.apply().remarks())
                .containsExactly("Verified again: run %s before this one had failed.".formatted(failed));
        worker("worker:4");
        assertThat(home.apply().remarks()).isEmpty();
    }

    @Test
    void aLookAtALargeHomelabAsksEachHostOnce() {
        home.apply();
        int commands = home.lab.host(Lab.MEDIA).commandLines();
        home.homelab().plan();
        int toPlan = home.lab.host(Lab.MEDIA).commandLines() - commands;

        home.verify();

        assertThat(home.lab.host(Lab.MEDIA).commandLines() - commands - toPlan).isEqualTo(toPlan + 1);
    }

    @Test
    void whatIsNotAppliedYetIsToldAtOnceWithWhatIsThere() {
        home.apply();
        worker("worker:2");

        Report report = home.verify();

        assertThat(findings(report, "worker"))
                .containsExactly(
                        new CheckResult("nothing is left to do at docker-media", false, "planning again finds changes"),
                        new CheckResult("server runs", false, "no container was made from its definition"));
    }

    private void worker(String image) {
        home.write("media/worker.yaml", """
                name: worker
                host: docker-media
                containers: {server: {image: "%s"}}
                """.formatted(image));
    }

    private static List<CheckResult> findings(Report report, String service) {
        return report.verdicts().stream()
                .filter(verdict -> verdict.service().value().equals(service))
                .map(Verdict::findings)
                .findFirst()
                .orElseThrow();
    }
}
