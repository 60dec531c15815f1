// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.lab.Lab;
import dev.homelab.problem.Problem;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.runner.guard.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan that was looked at is what is done, or nothing is; on the lab. */
class SavedPlanTest {

    private LabHome home;
    private Path file;

    @BeforeEach
    void twoServices(@TempDir Path folder) {
        home = new LabHome(folder);
        file = folder.resolve("plan.json");
        home.define("photos", "photos:1", 8001).write("media/wiki.yaml", """
                name: wiki
                host: docker-media
                containers: {server: {image: "wiki:1", secrets: {TOKEN: env:WIKI_TOKEN}}}
                """);
        home.environment().put("WIKI_TOKEN", "first-value");
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void whatWasSavedIsDone() throws IOException {
        save(Scope.everything());

        assertThat(follow().ending()).contains(Ending.DONE);

        assertThat(home.homelab().plan().isEmpty()).isTrue();
        assertThat(Files.readString(file)).contains("\"wiki docker-media ").doesNotContain("first-value", "wiki:1");
    }

    @Test
    void aSecretThatIsAlsoTheNameOfAResourceIsNotInItAndItIsDoneStill() throws IOException {
        home.environment().put("WIKI_TOKEN", "photos.home.arpa");
        save(Scope.everything());

        assertThat(Files.readString(file)).doesNotContain("photos.home.arpa");
        assertThat(follow().ending()).contains(Ending.DONE);
    }

    @Test
    void itsLimitsAreThoseItWasMadeWith() {
        save(Scope.everything().only("wiki"));
        home.define("photos", "photos:2", 8001);

        assertThat(follow().ending()).contains(Ending.DONE);

        assertThat(home.lab.host(Lab.MEDIA).docker().containers()).containsOnlyKeys("wiki-server-1");
    }

    @Test
    void aDefinitionThatChangedSinceMakesItStale() {
        save(Scope.everything());
        home.define("photos", "photos:2", 8001);

        assertStale("for photos is not");
    }

    @Test
    void aSecretThatChangedSinceMakesItStale() {
        save(Scope.everything());
        home.environment().put("WIKI_TOKEN", "second-value");

        assertStale("for wiki is not");
    }

    @Test
    void aTargetThatChangedSinceMakesItStale() {
        home.apply();
        home.define("photos", "photos:2", 8001);
        save(Scope.everything());
        home.lab.host(Lab.MEDIA).docker().stopByHand("wiki-server-1");
        home.lab.host(Lab.MEDIA).docker().stopByHand("photos-server-1");

        assertStale("for photos, wiki is not");
    }

    @Test
    void aFileThatIsNoPlanIsSaid() throws IOException {
        Files.writeString(file, "{}");

        assertThatThrownBy(() -> SavedPlan.read(file))
                .isInstanceOf(SavedPlan.PlanFileException.class)
                .hasMessageContaining("saved plan not usable");
    }

    private void assertStale(String detail) {
        int writes = home.lab.writes();

        Report report = follow();

        assertThat(report.ending()).contains(Ending.REFUSED);
        assertThat(report.problems()).extracting(Problem::summary).containsExactly("plan is stale");
        assertThat(report.problems().get(0).detail()).contains(detail);
        assertThat(home.lab.writes()).isEqualTo(writes);
    }

    private void save(Scope scope) {
        SavedPlan.of(home.homelab().plan(LabHome.request().with(scope))).write(file);
    }

    private Report follow() {
        return home.homelab().apply(SavedPlan.read(file), LabHome.options());
    }
}
