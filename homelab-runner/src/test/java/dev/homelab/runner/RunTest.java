// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.homelab.lab.Lab;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Change;
import dev.homelab.provision.CheckResult;
import dev.homelab.report.Ending;
import dev.homelab.report.Phase;
import dev.homelab.report.Report;
import dev.homelab.report.Verdict;
import dev.homelab.runner.record.LockedException;
import dev.homelab.runner.render.Json;
import dev.homelab.runner.render.PlanText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunTest {

    private static final String SSO = "sso: {kind: forward-auth, groups: [family]}";

    private LabHome home;

    @BeforeEach
    void twoServices(@TempDir Path folder) {
        home = new LabHome(folder);
        home.define("photos", "photos:1", 8001, SSO).define("wiki", "wiki:1", 8002);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void everyTargetHoldsWhatAServiceAsksFor() {
        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.DONE);
        assertThat(report.verdicts()).extracting(Verdict::status).containsOnly(Verdict.Status.GOOD);
        assertThat(home.lab.host(Lab.MEDIA).docker().containers()).containsKeys("photos-server-1", "wiki-server-1");
        assertThat(home.lab.pihole().hosts())
                .anyMatch(line -> line.startsWith("127.0.0.1 photos.home.arpa # homelab:lab:photos"));
        assertThat(home.lab.authentik().applications()).hasSize(1);
        assertThat(home.lab.traefik().routers()).containsEntry("wiki@file", "enabled");
    }

    @Test
    void applyingAgainWritesNothing() {
        home.apply();
        int writes = home.lab.writes();

        Report again = home.apply();

        assertThat(again.ending()).contains(Ending.DONE);
        assertThat(again.planned()).isZero();
        assertThat(home.lab.writes()).isEqualTo(writes);
    }

    @Test
    void aVersionThatDoesNotComeUpGoesBack() {
        home.apply();
        SortedMap<String, String> before = home.lab.snapshot();
        home.lab.host(Lab.MEDIA).docker().images().unhealthyImage("wiki:2");
        home.define("wiki", "wiki:2", 8002).define("photos", "photos:2", 8001, SSO);

        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.ROLLED_BACK);
        assertThat(status(report, "wiki")).isEqualTo(Verdict.Status.ROLLED_BACK);
        assertThat(status(report, "photos")).isEqualTo(Verdict.Status.GOOD);
        home.define("wiki", "wiki:1", 8002).define("photos", "photos:1", 8001, SSO);
        assertThat(home.apply().ending()).contains(Ending.DONE);
        assertThat(home.lab.snapshot()).isEqualTo(before);
    }

    @Test
    void aNewServiceThatDoesNotVerifyIsTakenAwayEverywhere() {
        home.apply();
        SortedMap<String, String> before = home.lab.snapshot();
        home.define("blog", "blog:1", 8003, "verify: [{path: /, contains: a text that is not there}]");

        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.ROLLED_BACK);
        assertThat(status(report, "blog")).isEqualTo(Verdict.Status.ROLLED_BACK);
        assertThat(home.lab.snapshot()).isEqualTo(before);
    }

    @Test
    void aRenamedServiceKeepsItsDataAndNothingOfTheOldNameIsLeft() {
        home.apply();
        var volumes = home.lab.host(Lab.MEDIA).docker().volumes();
        home.remove("photos");
        home.define("pictures", "photos:1", 8001, SSO, "renamedFrom: photos");

        HomelabPlan plan = home.homelab().plan();
        Report report = home.apply();

        assertThat(PlanText.lines(plan))
                .contains("  photos  (renamed: to pictures)", "  pictures  (renamed: from photos)");
        assertThat(report.ending()).contains(Ending.DONE);
        assertThat(home.lab.host(Lab.MEDIA).docker().volumes()).isEqualTo(volumes);
        assertThat(home.lab.host(Lab.MEDIA).docker().containers()).containsOnlyKeys("photos-server-1", "wiki-server-1");
        assertThat(home.lab.traefik().routers()).containsKey("pictures@file").doesNotContainKey("photos@file");
        assertThat(home.homelab().plan().isEmpty()).isTrue();
    }

    @Test
    void anAliasIsOursFromOneRunToTheNext() {
        home.define("photos", "photos:1", 8001, "dns: [{hostname: album.home.arpa, cname: photos.home.arpa}]");
        assertThat(home.apply().ending()).contains(Ending.DONE);
        assertThat(home.lab.pihole().cnames()).containsExactly("album.home.arpa,photos.home.arpa");
        assertThat(home.homelab().plan().isEmpty()).isTrue();
        home.lab.pihole().addCnameByHand("tv.home.arpa,nas.example.org");
        home.remove("photos");

        assertThat(home.apply().ending()).contains(Ending.DONE);

        assertThat(home.lab.pihole().cnames()).containsExactly("tv.home.arpa,nas.example.org");
        assertThat(home.lab.host("docker-core-utils").place("/var/lib/homelab/ledger.json"))
                .content()
                .doesNotContain("album");
    }

    @Test
    void aRemovedDefinitionTakesEverythingDownAndKeepsTheData() {
        home.apply();
        home.remove("photos");
        HomelabPlan plan = home.homelab().plan();

        Report report = home.apply();

        assertThat(PlanText.lines(plan))
                .contains("        kept: volume photos_data (delete manually: docker volume rm photos_data)");
        assertThat(Json.of(plan, List.of()))
                .contains("\"name\" : \"volume photos_data\"", "\"removal\" : \"docker volume rm photos_data\"");

        assertThat(report.ending()).contains(Ending.DONE);
        assertThat(status(report, "photos")).isEqualTo(Verdict.Status.REMOVED);
        assertThat(home.lab.snapshot().toString()).doesNotContain("photos");
        assertThat(home.lab.host(Lab.MEDIA).docker().volumes()).contains("photos_data");
    }

    @Test
    void anEmptyCatalogNeverTakesAnythingDown() {
        home.apply();
        int writes = home.lab.writes();
        home.remove("photos");
        home.remove("wiki");

        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.REFUSED);
        assertThat(report.problems()).extracting(Problem::summary).containsExactly("catalog is empty");
        assertThat(home.lab.writes()).isEqualTo(writes);
    }

    @Test
    void aFileThatDoesNotReadStopsEverything() {
        home.write("media/broken.yaml", "name: [\n");
        int requests = home.lab.requests();

        assertThatThrownBy(home::apply).isInstanceOf(InvalidDefinitionsException.class);
        assertThat(home.lab.requests()).isEqualTo(requests);
    }

    @Test
    void aTargetThatCannotBeUsedStopsTheRunBeforeAnythingIsWritten() {
        home.lab.traefik().faults().goDown();
        home.lab.pihole().hideRecords(true);

        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.FAILED);
        assertThat(report.problems()).hasSize(2);
        assertThat(home.lab.writes()).isZero();
    }

    @Test
    void somethingInTheWayIsAConflictAndIsNotTouched() {
        home.lab.pihole().addByHand("192.0.2.99 wiki.home.arpa # mine");

        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.REFUSED);
        assertThat(report.problems())
                .extracting(Problem::summary)
                .containsExactly("already exists, not managed by homelab");
        assertThat(home.lab.pihole().hosts()).containsExactly("192.0.2.99 wiki.home.arpa # mine");
        assertThat(home.lab.writes()).isZero();
    }

    @Test
    void aTargetThatFailsHalfWayMakesItsServicesGoBack() {
        home.lab.pihole().faults().failAfter(0);

        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.ROLLED_BACK);
        assertThat(home.lab.host(Lab.MEDIA).docker().containers()).isEmpty();
        assertThat(home.lab.authentik().applications()).isEmpty();
        assertThat(home.lab.traefik().routers()).doesNotContainKey("wiki@file");
    }

    @Test
    void whatCannotGoBackIsSaid() {
        home.lab.pihole().faults().failAfter(0);

        Report report = home.apply(soFar -> {
            if (soFar.phase() == Phase.ROLLING_BACK) {
                home.lab.host(Lab.MEDIA).faults().failAfter(0);
            }
        });

        assertThat(report.ending()).contains(Ending.INCOMPLETE);
        assertThat(status(report, "wiki")).isEqualTo(Verdict.Status.INCOMPLETE);
    }

    @Test
    void aTargetThatIsAwayKeepsNoOtherFromGoingBack() {
        home.lab.pihole().faults().failAfter(0);

        Report report = home.apply(soFar -> {
            if (soFar.phase() == Phase.ROLLING_BACK) {
                home.lab.pihole().faults().goDown();
            }
        });

        assertThat(report.ending()).contains(Ending.INCOMPLETE);
        assertThat(report.problems())
                .extracting(Problem::summary)
                .contains("target not reachable", "rollback not verified");
        assertThat(home.lab.host(Lab.MEDIA).docker().containers()).isEmpty();
        assertThat(home.lab.authentik().applications()).isEmpty();
        assertThat(home.lab.traefik().routers()).doesNotContainKey("wiki@file");
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"APPLYING", "VERIFYING", "ROLLING_BACK"})
    void aRunThatLosesItsRecordHalfWaySaysWhatItKnows(Phase when) {
        home.lab.host(Lab.MEDIA).docker().images().unhealthyImage("wiki:1");

        Report report = home.apply(soFar -> {
            if (soFar.phase() == when
                    && (when != Phase.APPLYING || !soFar.steps().isEmpty())) {
                home.lab.host("docker-core-utils").faults().goDown();
            }
        });

        assertThat(report.ending()).contains(Ending.ROLLED_BACK);
        assertThat(status(report, "wiki")).isEqualTo(Verdict.Status.ROLLED_BACK);
        assertThat(home.lab.host(Lab.MEDIA).docker().containers()).doesNotContainKey("wiki-server-1");
    }

    @Test
    void aTargetThatCannotBeReadAgainIsNotSaidToHaveChanges() {
        Report report = home.apply(soFar -> {
            if (soFar.phase() == Phase.VERIFYING) {
                home.lab.pihole().faults().goDown();
            }
        });

        assertThat(report.verdicts())
                .flatExtracting(Verdict::findings)
                .filteredOn(finding -> finding.expectation().startsWith("nothing is left to do"))
                .extracting(CheckResult::found)
                .containsOnly("planning again failed: cannot be read");
    }

    @Test
    void aDeletionThatFailsHalfWayIsUndoneEverywhere() {
        home.apply();
        SortedMap<String, String> before = home.lab.snapshot();
        home.remove("wiki");
        home.lab.host(Lab.MEDIA).faults().failAfter(0);

        Report report = home.apply(soFar -> {
            if (soFar.phase() == Phase.ROLLING_BACK) {
                home.lab.host(Lab.MEDIA).faults().recover();
            }
        });

        assertThat(report.ending()).contains(Ending.ROLLED_BACK);
        assertThat(home.lab.snapshot()).isEqualTo(before);
    }

    @Test
    void aServiceThatAnswersNonsenseGoesBackLikeAnyOther() {
        home.define("blog", "blog:1", 8003, "verify: [{path: '/a|b'}]");

        assertThat(home.apply().ending()).contains(Ending.ROLLED_BACK);
        assertThat(home.lab.host(Lab.MEDIA).docker().containers()).doesNotContainKey("blog-server-1");
    }

    @Test
    void aRecordThatCannotBeWrittenStopsTheRunBeforeAnythingElse() {
        home.lab.host("docker-core-utils").faults().goDown();

        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.FAILED);
        assertThat(report.problems()).isNotEmpty();
        assertThat(home.lab.writes()).isZero();
    }

    @Test
    void aSecretThatIsMissingIsInTheReport() {
        home.environment().remove("PIHOLE_PASSWORD");

        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.FAILED);
        assertThat(report.problems()).extracting(Problem::summary).containsExactly("secret not found");
    }

    @Test
    void aSecondRunIsRefusedWhileOneIsUnderWay() {
        Report[] second = new Report[1];

        home.apply(report -> {
            if (report.steps().size() == 1) {
                second[0] = home.apply();
            }
        });

        assertThat(second[0].ending()).contains(Ending.REFUSED);
        assertThat(second[0].problems())
                .extracting(Problem::detail)
                .first()
                .asString()
                .contains("holds the lock");
    }

    @Test
    void aPlanThatIsToBeAloneWaitsForTheRunThatIsUnderWay() {
        List<Throwable> thrown = new ArrayList<>();

        home.apply(report -> {
            if (report.steps().size() == 1 && thrown.isEmpty()) {
                thrown.add(catchThrowable(
                        () -> home.homelab().drift(LabHome.options().waitingForLock(Duration.ofMillis(1)))));
            }
        });

        assertThat(thrown).singleElement().isInstanceOf(LockedException.class);
        assertThat(home.homelab()
                        .drift(LabHome.options().waitingForLock(Duration.ofMillis(1)))
                        .isEmpty())
                .isTrue();
        assertThat(home.homelab().apply().ending()).contains(Ending.DONE);
    }

    @Test
    void theLockIsFreeAfterARun() {
        home.apply();

        assertThat(home.lab.host("docker-core-utils").place("/var/lib/homelab"))
                .isDirectoryNotContaining(file -> file.getFileName().toString().contains("lock"));
    }

    @Test
    void aChatThatIsAwayChangesNothing() {
        home.lab.discord().faults().goDown();

        assertThat(home.apply().ending()).contains(Ending.DONE);
    }

    @Test
    void theChatIsToldInOneMessage() {
        home.apply();

        assertThat(home.lab.discord().messages()).hasSize(1);
    }

    @Test
    void whatAPersonStoppedIsStartedAgain() {
        home.apply();
        home.lab.host(Lab.MEDIA).docker().stopByHand("wiki-server-1");

        HomelabPlan plan = home.homelab().plan();

        assertThat(plan.count(Change.Shape.UPDATE)).isEqualTo(1);
        assertThat(home.apply().ending()).contains(Ending.DONE);
        assertThat(home.homelab().plan().isEmpty()).isTrue();
    }

    @Test
    void oneConnectionPerHostAndOneSignInServeAWholeRun() {
        home.apply();

        assertThat(home.lab.host(Lab.MEDIA).connections()).isEqualTo(1);
        assertThat(home.lab.pihole().signIns()).isEqualTo(1);
        assertThat(home.lab.pihole().openSessions()).isZero();
    }

    @Test
    void verifyFindsWhatDoesNotAnswer() {
        home.apply();
        home.lab.host(Lab.MEDIA).docker().stopByHand("wiki-server-1");

        Report report = home.verify();

        assertThat(report.ending()).contains(Ending.FAILED);
        assertThat(status(report, "wiki")).isEqualTo(Verdict.Status.FAILED);
        assertThat(status(report, "photos")).isEqualTo(Verdict.Status.GOOD);
    }

    @Test
    void verifyFindsWhatIsStillThereAndWhatIsInTheWay() {
        home.apply();
        home.remove("photos");
        home.define("blog", "blog:1", 8003);
        home.lab.pihole().addByHand("192.0.2.99 blog.home.arpa # mine");

        Report report = home.verify();

        assertThat(report.ending()).contains(Ending.FAILED);
        assertThat(status(report, "photos")).isEqualTo(Verdict.Status.FAILED);
        assertThat(status(report, "blog")).isEqualTo(Verdict.Status.FAILED);
        assertThat(status(report, "wiki")).isEqualTo(Verdict.Status.GOOD);
    }

    private static Verdict.Status status(Report report, String service) {
        List<Verdict> found = report.verdicts().stream()
                .filter(verdict -> verdict.service().value().equals(service))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0).status();
    }
}
