// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Lab;
import dev.homelab.lab.host.FakeDocker;
import dev.homelab.provision.Change;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.runner.reason.Cause;
import dev.homelab.runner.reason.Cause.Kind;
import dev.homelab.runner.record.PastRun;
import dev.homelab.runner.render.PlanText;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tags that mean another image by now, on the lab. */
class RefreshImagesTest {

    private LabHome home;

    @BeforeEach
    void applied(@TempDir Path folder) {
        home = new LabHome(folder);
        home.define("photos", "photos:1", 8001).define("wiki", "wiki:1", 8002);
        assertThat(home.apply().ending()).contains(Ending.DONE);
        docker().store().moveTag("wiki:1");
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void aMovedTagIsNoticedOnlyByAPlanThatAsks() {
        assertThat(home.homelab().plan().isEmpty()).isTrue();

        HomelabPlan plan = home.homelab().plan(LabHome.request().refreshingImages());

        assertThat(changes(plan)).singleElement().satisfies(change -> {
            assertThat(change.key()).isEqualTo("wiki");
            assertThat(plan.causes().of(Lab.MEDIA, change)).containsExactly(new Cause(Kind.IMAGE, "wiki:1"));
            assertThat(plan.isDrift(Lab.MEDIA, change)).isFalse();
        });
        assertThat(PlanText.lines(plan))
                .contains("  wiki  (image moved: wiki:1)")
                .noneMatch(line -> line.contains("sha256"));
    }

    @Test
    void exactlyTheServiceWhoseTagMovedIsMadeAnew() {
        String photos = container("photos");
        String wiki = container("wiki");

        assertThat(home.apply(LabHome.request().refreshingImages()).ending()).contains(Ending.DONE);

        assertThat(container("photos")).isEqualTo(photos);
        assertThat(container("wiki")).isNotEqualTo(wiki);
        assertThat(home.homelab().plan(LabHome.request().refreshingImages()).isEmpty())
                .isTrue();
    }

    @Test
    void aBrokenImageGoesBackToTheOneThatRan() {
        String wiki = container("wiki");
        docker().images().unhealthyImage("wiki:1#2");

        assertThat(home.apply(LabHome.request().refreshingImages()).ending()).contains(Ending.ROLLED_BACK);

        assertThat(container("wiki")).isEqualTo(wiki);
        assertThat(home.homelab().plan().isEmpty()).isTrue();
    }

    @Test
    void aSavedPlanRefreshesWhatItSaid() {
        HomelabPlan shown = home.homelab().plan(LabHome.request().refreshingImages());
        String wiki = container("wiki");

        assertThat(home.homelab().apply(shown).ending()).contains(Ending.DONE);

        assertThat(container("wiki")).isNotEqualTo(wiki);
    }

    @Test
    void aRefreshThatIsUndoneLaterBringsTheVeryImageBack() {
        String wiki = container("wiki");
        home.apply(LabHome.request().refreshingImages());
        docker().pruneImages();
        List<PastRun> runs = home.homelab().history();

        Report report =
                home.apply(RunRequest.rollback(runs.get(runs.size() - 1).run()).with(LabHome.options()));

        assertThat(report.ending()).contains(Ending.DONE);
        assertThat(container("wiki")).isEqualTo(wiki);
    }

    private FakeDocker docker() {
        return home.lab.host(Lab.MEDIA).docker();
    }

    private String container(String service) {
        return String.valueOf(docker().containers().get(service + "-server-1"));
    }

    private static List<Change<?>> changes(HomelabPlan plan) {
        return plan.targets().stream()
                .<Change<?>>flatMap(target -> target.plan().changes().stream())
                .toList();
    }
}
