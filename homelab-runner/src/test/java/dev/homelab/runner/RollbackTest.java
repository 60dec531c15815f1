// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.homelab.lab.Lab;
import dev.homelab.model.value.ServiceName;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.report.Verdict;
import dev.homelab.runner.guard.Scope;
import dev.homelab.runner.record.PastRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run changed comes back when somebody asks for it later; on the lab. */
class RollbackTest {

    private LabHome home;

    @BeforeEach
    void twoServices(@TempDir Path folder) {
        home = new LabHome(folder);
        home.define("photos", "photos:1", 8001).define("wiki", "wiki:1", 8002);
        home.apply();
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void everyRunIsInTheHistory() {
        home.define("photos", "photos:2", 8001);
        home.apply();

        List<PastRun> runs = home.homelab().history();

        assertThat(runs).hasSize(2).allMatch(run -> run.ending().equals(Optional.of(Ending.DONE)));
        assertThat(runs.get(1).services()).containsExactly(ServiceName.of("photos"));
    }

    @Test
    void whatTheLastRunChangedComesBack() {
        Map<String, String> before = home.lab.snapshot();
        home.define("photos", "photos:2", 8001).define("music", "music:1", 8003);
        home.remove("wiki");
        home.apply(Agreed.to(home));

        Report report = undo(last(), Scope.everything());

        assertThat(report.ending()).contains(Ending.DONE);
        assertThat(report.verdicts())
                .extracting(verdict -> verdict.service().value(), Verdict::status)
                .containsExactly(
                        tuple("music", Verdict.Status.REMOVED),
                        tuple("photos", Verdict.Status.GOOD),
                        tuple("wiki", Verdict.Status.GOOD));
        assertThat(home.lab.snapshot()).isEqualTo(before);
    }

    @Test
    void definitionsAreNotDriftAfterwards() {
        home.define("photos", "photos:2", 8001);
        home.apply();
        undo(last(), Scope.everything());

        HomelabPlan plan = home.homelab().plan();

        assertThat(plan.isEmpty()).isFalse();
        assertThat(plan.hasDrift()).isFalse();
    }

    @Test
    void itCanBeLimitedToOneService() {
        home.define("photos", "photos:2", 8001).define("wiki", "wiki:2", 8002);
        home.apply();

        undo(last(), Scope.everything().only("wiki"));

        assertThat(image("photos")).isEqualTo("photos:2");
        assertThat(image("wiki")).isEqualTo("wiki:1");
    }

    @Test
    void goingBackToBeforeAnOldRunUndoesThoseAfterIt() {
        home.define("photos", "photos:2", 8001);
        home.apply();
        String second = last();
        home.define("photos", "photos:3", 8001).define("wiki", "wiki:3", 8002);
        home.apply();

        assertThat(undo(second, Scope.everything()).ending()).contains(Ending.DONE);

        assertThat(image("photos")).isEqualTo("photos:1");
        assertThat(image("wiki")).isEqualTo("wiki:1");
    }

    @Test
    void goingBackCanBeUndone() {
        home.define("photos", "photos:2", 8001);
        home.apply();
        undo(last(), Scope.everything());

        undo(last(), Scope.everything());

        assertThat(image("photos")).isEqualTo("photos:2");
        assertThat(home.homelab().plan().isEmpty()).isTrue();
    }

    @Test
    void aSecretThatNobodyElseRemembersComesBack() {
        defineNotes();
        home.environment().put("NOTES_TOKEN", "first-value");
        home.apply();
        Map<String, String> before = home.lab.snapshot();
        home.environment().put("NOTES_TOKEN", "second-value");
        home.apply();
        home.environment().remove("NOTES_TOKEN");

        assertThat(undo(last(), Scope.everything()).ending()).contains(Ending.DONE);

        assertThat(home.lab.snapshot()).isEqualTo(before);
    }

    @Test
    void whatIsAppliedIsKnownAfterARollbackAlthoughNoSecretIsResolved() {
        defineNotes();
        home.environment().put("NOTES_TOKEN", "first-value");
        home.apply();
        home.environment().put("NOTES_TOKEN", "second-value");
        home.apply();

        undo(last(), Scope.everything());

        HomelabPlan plan = home.homelab().plan();
        assertThat(plan.isEmpty()).isFalse();
        assertThat(plan.hasDrift()).isFalse();
    }

    @Test
    void whatSomebodyPutInThePlaceSinceStays() {
        home.remove("wiki");
        home.apply();
        home.lab.pihole().addByHand("192.0.2.9 wiki.home.arpa");

        undo(last(), Scope.everything());

        assertThat(home.lab.pihole().hosts()).contains("192.0.2.9 wiki.home.arpa");
    }

    @Test
    void aRunThatNobodyKnowsIsRefused() {
        int writes = home.lab.writes();

        Report report = undo("20200101-000000-000", Scope.everything());

        assertThat(report.ending()).contains(Ending.REFUSED);
        assertThat(report.problems().get(0).summary()).isEqualTo("run not known");
        assertThat(home.lab.writes()).isEqualTo(writes);
    }

    @Test
    void aServiceThatDoesNotComeBackStaysAsItIs() {
        home.define("photos", "photos:2", 8001);
        home.apply();
        home.lab.host(Lab.MEDIA).docker().images().unhealthyImage("photos:1");

        Report report = undo(last(), Scope.everything());

        assertThat(report.ending()).contains(Ending.ROLLED_BACK);
        assertThat(image("photos")).isEqualTo("photos:2");
    }

    private void defineNotes() {
        home.write("media/notes.yaml", """
                name: notes
                host: docker-media
                containers: {server: {image: "notes:1", secrets: {TOKEN: env:NOTES_TOKEN}}}
                """);
    }

    private String image(String service) {
        Map<String, String> container =
                home.lab.host(Lab.MEDIA).docker().containers().getOrDefault(service + "-server-1", Map.of());
        return container.getOrDefault("image", "none");
    }

    private String last() {
        List<PastRun> runs = home.homelab().history();
        return runs.get(runs.size() - 1).run();
    }

    private Report undo(String run, Scope scope) {
        return home.apply(RunRequest.rollback(run).with(scope).with(LabHome.options()));
    }
}
