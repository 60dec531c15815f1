// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.TestLab;
import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.host.HostSnapshot;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project whose file Compose refuses can be rolled back and removed like any other. */
class RefusedFileTest {

    private static final String COMPOSE = "/opt/stacks/films/compose.yaml";
    private static final Set<ServiceName> FILMS = Set.of(ServiceName.of("films"));

    @TempDir
    Path folder;

    private final Planner planner = new Planner("home");
    private TestLab lab;

    @BeforeEach
    void start() {
        lab = new TestLab(folder, "home");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void aNewProjectIsRolledBack() {
        Plan<ComposeProject> plan = plan(refused());

        assertThat(apply(plan))
                .singleElement()
                .satisfies(outcome ->
                        assertThat(outcome.problems().get(0).detail()).contains("pids_limit", "\"many\""));
        assertThat(apply(planner.restore(plan, FILMS, observe()))).allMatch(Outcome::succeeded);

        assertThat(lab.host.place("/opt/stacks/films")).doesNotExist();
    }

    @Test
    void anUpdateIsRolledBack() {
        apply(plan(films("films:1")));
        HostSnapshot before = lab.host.snapshot("/opt/stacks");
        Plan<ComposeProject> plan = plan(refused());

        assertThat(apply(plan)).noneMatch(Outcome::succeeded);
        assertThat(apply(planner.restore(plan, FILMS, observe()))).allMatch(Outcome::succeeded);

        assertThat(lab.host.snapshot("/opt/stacks")).isEqualTo(before);
    }

    @Test
    void aProjectWhoseFileWasBrokenByHandIsRemoved() {
        apply(plan(films("films:1")));
        lab.write(COMPOSE, lab.read(COMPOSE).replace("image: films:1", "image: [broken"));

        assertThat(apply(plan(nothing()))).singleElement().matches(Outcome::succeeded);

        assertThat(lab.host.docker().containers()).isEmpty();
        assertThat(lab.host.docker().networks()).doesNotContain("films_default");
        assertThat(lab.host.docker().volumes()).contains("films_data");
        assertThat(lab.host.place("/opt/stacks/films")).doesNotExist();
    }

    @Test
    void whatAnEarlierRunLeftBehindWithoutContainersIsGivenBackWhenAServiceFails() {
        assertThat(apply(plan(refused()))).noneMatch(Outcome::succeeded);
        Plan<ComposeProject> plan = plan(films("films:2"));
        lab.host.docker().images().unhealthyImage("films:2");
        assertThat(apply(plan)).noneMatch(Outcome::succeeded);

        assertThat(apply(planner.restore(plan, FILMS, observe()))).allMatch(Outcome::succeeded);

        assertThat(lab.host.docker().containers()).isEmpty();
        assertThat(observe()).isEqualTo(plan.before());
    }

    @Test
    void aFileBrokenByHandComesBackWithTheContainersThatRanAllTheTime() {
        apply(plan(films("films:1")));
        lab.write(COMPOSE, lab.read(COMPOSE) + "nonsense: 1\n");
        String broken = lab.read(COMPOSE);
        Plan<ComposeProject> plan = plan(films("films:2"));
        assertThat(plan.changes()).extracting(Change::shape).containsExactly(Change.Shape.UPDATE);
        lab.host.docker().images().unknownImage("films:2");
        assertThat(apply(plan)).noneMatch(Outcome::succeeded);

        assertThat(apply(planner.restore(plan, FILMS, observe()))).allMatch(Outcome::succeeded);

        assertThat(lab.read(COMPOSE)).isEqualTo(broken);
        assertThat(lab.host.docker().containers().toString()).contains("films:1", "running");
    }

    private ResolvedCatalog refused() {
        return films("films:1", Map.of("pids_limit", "many"));
    }

    private ResolvedCatalog films(String image) {
        return films(image, Map.of());
    }

    private ResolvedCatalog films(String image, Map<String, Object> compose) {
        return Samples.catalog(
                lab.inventory(),
                Map.of(),
                Dsl.service(
                        "films",
                        "nas",
                        service -> service.container("server", image, server -> {
                            server.volume("data:/data").healthcheck(check -> check.command("true"));
                            compose.forEach(server::compose);
                        })));
    }

    private ResolvedCatalog nothing() {
        return Samples.catalog(lab.inventory(), Map.of());
    }

    private ComposeProvisioner provisioner() {
        return new ComposeProvisioner(new ComposeSettings("nas", "/opt/stacks", Optional.empty()), lab.context());
    }

    private List<Observed<ComposeProject>> observe() {
        try (Session<ComposeProject> session = provisioner().open()) {
            return session.observe();
        }
    }

    private Plan<ComposeProject> plan(ResolvedCatalog catalog) {
        return planner.plan(provisioner().desired(catalog), observe());
    }

    private List<Outcome<ComposeProject>> apply(Plan<ComposeProject> plan) {
        try (Session<ComposeProject> session = provisioner().open()) {
            return Applied.apply(session, plan.changes());
        }
    }
}
