// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Lab;
import dev.homelab.lab.host.FakeDocker;
import dev.homelab.provision.Risk;
import dev.homelab.report.Ending;
import dev.homelab.runner.ServiceStatus.Health;
import dev.homelab.runner.render.PlanText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that is paused: there, and not running. */
class PausedTest {

    private static final String PAUSED = "paused: true";

    private LabHome home;

    @BeforeEach
    void applied(@TempDir Path folder) {
        home = new LabHome(folder);
        home.define("wiki", "wiki:1", 8002).define("photos", "photos:1", 8001);
        assertThat(home.apply().ending()).contains(Ending.DONE);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void itsContainersAreStoppedAndWhatLeadsThereIsRemovedButNothingElse() {
        String before = container();
        home.define("wiki", "wiki:1", 8002, PAUSED);

        HomelabPlan plan = home.homelab().plan(LabHome.request());
        assertThat(PlanText.lines(plan))
                .anyMatch(line -> line.contains("paused"))
                .anyMatch(line -> line.contains(Risk.DOWNTIME.word()));
        assertThat(plan.count()).isEqualTo(3); // the containers, the route and the tile

        assertThat(home.apply().ending()).contains(Ending.DONE);

        assertThat(docker().containers().get("wiki-server-1")).containsEntry("state", "exited");
        assertThat(container()).isEqualTo(before);
        assertThat(docker().volumes()).contains("wiki_data");
        assertThat(home.homelab().plan().isEmpty()).isTrue();
        assertThat(home.verify().ending()).contains(Ending.DONE);
        assertThat(home.homelab().status(LabHome.options()).services())
                .extracting(ServiceStatus::health)
                .containsExactly(Health.HEALTHY, Health.PAUSED);
    }

    @Test
    void theSameContainersAreStartedOnceItIsNotPausedAnyMore() {
        String before = container();
        home.define("wiki", "wiki:1", 8002, PAUSED);
        home.apply();
        home.define("wiki", "wiki:1", 8002);

        assertThat(home.apply().ending()).contains(Ending.DONE);

        assertThat(container()).isEqualTo(before);
        assertThat(home.homelab().plan().isEmpty()).isTrue();
        assertThat(home.homelab().status(LabHome.options()).services())
                .extracting(ServiceStatus::health)
                .containsOnly(Health.HEALTHY);
    }

    @Test
    void oneThatIsStartedByHandIsDriftAndIsStoppedAgain() {
        home.define("wiki", "wiki:1", 8002, PAUSED);
        home.apply();
        docker().run(List.of("docker", "compose", "-p", "wiki", "start"));

        assertThat(home.verify().ending()).isNotEqualTo(Optional.of(Ending.DONE));
        assertThat(home.homelab().plan().count()).isEqualTo(1);
        assertThat(home.apply().ending()).contains(Ending.DONE);

        assertThat(docker().containers().get("wiki-server-1")).containsEntry("state", "exited");
    }

    @Test
    void whatWasNeverStartedIsNotCreatedEither() {
        home.define("blog", "blog:1", 8003, PAUSED);
        docker().images().unknownImage("blog:1");

        assertThat(home.apply().ending()).contains(Ending.DONE);

        assertThat(docker().containers()).doesNotContainKey("blog-server-1");
        assertThat(home.homelab().plan().isEmpty()).isTrue();
    }

    @Test
    void aFailedResumptionIsRolledBackToPaused() {
        home.define("wiki", "wiki:1", 8002, PAUSED);
        home.apply();
        docker().images().unhealthyImage("wiki:2");
        home.define("wiki", "wiki:2", 8002);

        assertThat(home.apply().ending()).contains(Ending.ROLLED_BACK);

        assertThat(requireNonNull(docker().containers().get("wiki-server-1")).get("state"))
                .isNotEqualTo("running");
        assertThat(docker().containers().get("wiki-server-1")).containsEntry("image", "wiki:1");
        home.define("wiki", "wiki:1", 8002, PAUSED);
        assertThat(home.homelab().plan().isEmpty()).isTrue();
    }

    @Test
    void pausingIsRolledBackByStartingIt() {
        home.define("wiki", "wiki:1", 8002, PAUSED);
        home.apply();
        String run = home.homelab()
                .history()
                .get(home.homelab().history().size() - 1)
                .run();

        assertThat(home.homelab()
                        .apply(RunRequest.rollback(run).with(LabHome.options()))
                        .ending())
                .contains(Ending.DONE);

        assertThat(docker().containers().get("wiki-server-1")).containsEntry("state", "running");
    }

    private String container() {
        return requireNonNull(
                requireNonNull(docker().containers().get("wiki-server-1")).get("labels"));
    }

    private FakeDocker docker() {
        return home.lab.host(Lab.MEDIA).docker();
    }
}
