// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.lab.Lab;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Remedy;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.runner.guard.Consent;
import dev.homelab.runner.guard.Scope;
import dev.homelab.runner.guard.UnknownNameException;
import dev.homelab.runner.render.PlanText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is limited, on the lab. */
class ScopeTest {

    private static final Scope ALL = Scope.everything();

    private LabHome home;

    @BeforeEach
    void twoServices(@TempDir Path folder) {
        home = new LabHome(folder);
        home.define("photos", "photos:1", 8001).define("wiki", "wiki:1", 8002);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void onlyWhatIsNamedIsAppliedAndTheRestIsCounted() {
        RunRequest limited = LabHome.request().with(ALL.only("wiki"));

        assertThat(PlanText.lines(home.homelab().plan(limited)))
                .startsWith("Only for wiki.")
                .contains("Skipped: 4 changes, for photos.")
                .doesNotContain("  photos  (new)");
        assertThat(home.apply(limited).ending()).contains(Ending.DONE);

        assertThat(home.lab.host(Lab.MEDIA).docker().containers()).containsOnlyKeys("wiki-server-1");
        assertThat(home.lab.snapshot().toString()).doesNotContain("photos");
        assertThat(PlanText.lines(home.homelab().plan(limited))).contains("Nothing to do within these limits.");
        assertThat(home.apply().ending()).contains(Ending.DONE);
        assertThat(home.homelab().plan().isEmpty()).isTrue();
    }

    @Test
    void nothingOutsideIsEverDeleted() {
        home.apply();
        home.remove("photos");
        home.define("wiki", "wiki:2", 8002);

        assertThat(apply(ALL.only("wiki")).ending()).contains(Ending.DONE);

        assertThat(home.lab.host(Lab.MEDIA).docker().containers()).containsKeys("photos-server-1", "wiki-server-1");
        assertThat(home.lab.traefik().routers()).containsEntry("photos@file", "enabled");
        assertThat(apply(ALL.only("photos")).ending()).contains(Ending.DONE);
        assertThat(home.lab.host(Lab.MEDIA).docker().containers()).containsOnlyKeys("wiki-server-1");
    }

    @Test
    void onlyOneTargetIsChanged() {
        assertThat(apply(ALL.at("docker-media")).ending()).contains(Ending.DONE);

        assertThat(home.lab.host(Lab.MEDIA).docker().containers()).containsKeys("photos-server-1", "wiki-server-1");
        assertThat(home.lab.pihole().hosts()).isEmpty();
        assertThat(home.lab.traefik().routers()).doesNotContainKey("wiki@file");
    }

    @Test
    void whatIsInTheWayOutsideKeepsNothingFromBeingDone() {
        home.lab.pihole().addByHand("192.0.2.99 photos.home.arpa # mine");

        assertThat(apply(ALL.only("wiki")).ending()).contains(Ending.DONE);
        assertThat(apply(ALL.only("photos")).ending()).contains(Ending.REFUSED);
    }

    @Test
    void aTargetThatIsAwayCanBeLeftOut() {
        home.lab.glance().faults().goDown();

        Report report = apply(ALL.without("dashboard"));

        assertThat(report.ending()).contains(Ending.DONE);
        assertThat(home.lab.traefik().routers()).containsEntry("wiki@file", "enabled");
        assertThat(home.homelab()
                        .plan(LabHome.request().with(ALL.without("dashboard")))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aTargetThatIsAwayIsToldWithTheWayAroundIt() {
        home.lab.traefik().faults().goDown();
        home.lab.host(Lab.MEDIA).faults().goDown();

        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.FAILED);
        assertThat(report.problems())
                .flatExtracting(Problem::remedies)
                .containsExactlyInAnyOrder(
                        Remedy.of(Remedy.Kind.SKIP_TARGET, "docker-media"),
                        Remedy.of(Remedy.Kind.SKIP_TARGET, "proxy"));
    }

    @Test
    void whatCanBePutRightAtATargetIsNoReasonToLeaveItOut() throws IOException {
        Files.delete(home.lab.host("docker-lxc-glance").place("/opt/glance/config/glance.yml"));

        assertThat(home.apply().problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.remedies()).noneMatch(remedy -> remedy.kind() == Remedy.Kind.SKIP_TARGET));
    }

    @Test
    void whatWasAppliedInPartStillKnowsItsCauses() {
        home.apply();
        home.define("wiki", "wiki:2", 8002).define("photos", "photos:2", 8001);

        apply(ALL.only("wiki"));

        assertThat(home.homelab().plan().hasDrift()).isFalse();
        assertThat(PlanText.lines(home.homelab().plan())).contains("  photos  (definition changed)");
    }

    @Test
    void aNameThatThereIsNotIsRefusedWithTheNearest() {
        assertThat(refusal(ALL.only("wikki"))).contains("service not known", "write \"wiki\"");
        assertThat(refusal(ALL.at("docker-medai"))).contains("target not known", "write \"docker-media\"");
        assertThat(refusal(ALL.without("dashbord"))).contains("target not known", "write \"dashboard\"");
        assertThat(home.lab.writes()).isZero();
        assertThatThrownBy(() -> home.homelab()
                        .plan(LabHome.request().with(Consent.none().accepting("wiki:more-peple"))))
                .isInstanceOf(UnknownNameException.class)
                .hasMessageContaining("write \"more-people\"");
    }

    private String refusal(Scope scope) {
        Report report = apply(scope);
        assertThat(report.ending()).contains(Ending.REFUSED);
        return report.problems().stream().map(Problem::render).toList().toString();
    }

    private Report apply(Scope scope) {
        return home.apply(LabHome.request().with(scope));
    }
}
