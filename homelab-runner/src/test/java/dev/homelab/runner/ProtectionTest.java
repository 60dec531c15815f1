// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Lab;
import dev.homelab.problem.Problem;
import dev.homelab.report.Ending;
import dev.homelab.report.Phase;
import dev.homelab.report.Report;
import dev.homelab.runner.guard.Consent;
import dev.homelab.runner.guard.Scope;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code protect} keeps from being deleted, on the lab. */
class ProtectionTest {

    private static final String PROTECT = "protect: true";
    private static final String RECORD = "docker-core-utils";
    private static final Scope ALL = Scope.everything();

    private LabHome home;

    @BeforeEach
    void aProtectedServiceAndAnother(@TempDir Path folder) {
        home = new LabHome(folder);
        home.define("photos", "photos:1", 8001, PROTECT).define("wiki", "wiki:1", 8002);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void aProtectedServiceIsNotDeletedWhateverSomebodySays() {
        home.apply();
        home.remove("photos");
        int writes = home.lab.writes();
        RunRequest deleting = LabHome.request().with(Consent.none().deleting(4));

        Report report = home.apply(deleting);

        assertThat(report.ending()).contains(Ending.REFUSED);
        assertThat(report.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.render())
                        .contains("service is protected", "\"photos\"", "docker-media/photos", "dns/photos.home.arpa"));
        assertThat(home.homelab().refusal(home.homelab().plan(deleting))).isEqualTo(report.problems());
        assertThat(home.lab.writes()).isEqualTo(writes);
    }

    @Test
    void itGoesOnceItsDefinitionWasAppliedWithoutProtection() {
        home.apply();
        home.define("photos", "photos:1", 8001);
        assertThat(home.apply().ending()).contains(Ending.DONE);
        home.remove("photos");

        assertThat(home.apply().ending()).contains(Ending.DONE);

        assertThat(home.lab.snapshot().toString()).doesNotContain("photos");
    }

    @Test
    void aRunThatHasNothingToChangeIsToldOfProtection() {
        home.apply();
        home.define("wiki", "wiki:1", 8002, PROTECT);
        assertThat(home.apply().planned()).isZero();
        home.remove("wiki");

        assertRefused(home.apply());
    }

    @Test
    void partsOfAProtectedServiceMayGo() {
        home.define("photos", "photos:1", 8001, PROTECT, "dns: [{hostname: album.home.arpa}]");
        home.apply();
        home.define("photos", "photos:1", 8001, PROTECT);

        assertThat(home.apply().ending()).contains(Ending.DONE);

        assertThat(home.lab.pihole().hosts()).noneMatch(line -> line.contains("album.home.arpa"));
    }

    @Test
    void whatGoesOnUnderAnotherNameIsNotDeleted() {
        home.apply();
        home.remove("photos");
        home.define("pictures", "photos:1", 8001, PROTECT, "renamedFrom: photos");

        assertThat(home.apply().ending()).contains(Ending.DONE);

        home.remove("pictures");
        assertRefused(home.apply());
    }

    @Test
    void whatRunsLeaveOutIsStillProtectedAfterThem() {
        home.apply();
        home.remove("photos");
        home.define("wiki", "wiki:2", 8002);

        assertThat(apply(ALL.only("wiki")).ending()).contains(Ending.DONE);
        Scope nothingOfPhotos =
                ALL.without("docker-media").without("proxy").without("dns").without("dashboard");
        assertThat(apply(nothingOfPhotos).ending()).contains(Ending.DONE);

        assertRefused(home.apply());
    }

    @Test
    void whatWasAppliedInPartIsProtected() {
        assertThat(apply(ALL.at("docker-media")).ending()).contains(Ending.DONE);
        home.remove("photos");

        assertRefused(home.apply());
    }

    @Test
    void whatARunMadeThatCouldNotRecordItIsProtected() {
        home.apply(report -> {
            if (report.phase() == Phase.VERIFYING) {
                home.lab.host(RECORD).faults().goDown();
            }
        });
        home.lab.host(RECORD).faults().recover();
        assertThat(home.lab.host(Lab.MEDIA).docker().containers()).containsKey("photos-server-1");
        home.remove("photos");

        Homelab homelab = home.homelab();

        assertThat(homelab.refusal(homelab.plan())) // that run still holds the lock
                .extracting(Problem::summary)
                .containsExactly("service is protected");
    }

    private static void assertRefused(Report report) {
        assertThat(report.ending()).contains(Ending.REFUSED);
        assertThat(report.problems()).extracting(Problem::summary).containsExactly("service is protected");
    }

    private Report apply(Scope scope) {
        return home.apply(LabHome.request().with(scope));
    }
}
