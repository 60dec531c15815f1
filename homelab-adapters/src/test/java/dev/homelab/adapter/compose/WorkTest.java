// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.TestLab;
import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.host.HostSnapshot;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.container.Condition;
import dev.homelab.model.dsl.ContainerBuilder;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.CheckResult;
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
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers that are meant to end, and those that end although they are not. */
class WorkTest {

    private static final ServiceName FILMS = ServiceName.of("films");

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
    void aContainerThatEndsWellDoesNotFailTheRunAndIsNotStartedAgain() {
        lab.host.docker().images().exits("import:1", 0);
        ResolvedCatalog films = films("1", once -> once.restart("no"));

        assertThat(apply(plan(films))).hasSize(1).allMatch(Outcome::succeeded);

        assertThat(lab.host.docker().containers().get("films-import-1")).containsEntry("state", "exited");
        assertThat(plan(films).isEmpty()).isTrue();
        assertThat(inspect(films))
                .containsExactly(
                        new CheckResult("import runs or has done its work", true, "Exited (0) 3 seconds ago"),
                        new CheckResult("server runs", true, "Up 10 seconds"));
    }

    @Test
    void aServiceMayConsistOfWorkAlone() {
        lab.host.docker().images().exits("import:1", 0);
        ResolvedCatalog work = Samples.catalog(
                lab.inventory(),
                Map.of(),
                Dsl.service("films", "nas", s -> s.container("import", "import:1", c -> c.restart("no"))));

        assertThat(apply(plan(work))).allMatch(Outcome::succeeded);

        assertThat(plan(work).isEmpty()).isTrue();
    }

    @Test
    void workThatIsStillDoneIsWell() {
        ResolvedCatalog films = films("1", once -> once.restart("on-failure"));

        assertThat(apply(plan(films))).allMatch(Outcome::succeeded);

        assertThat(plan(films).isEmpty()).isTrue();
        assertThat(inspect(films)).allMatch(CheckResult::good);
    }

    @Test
    void workThatEndsBadlyIsToldAndEverythingGoesBack() {
        lab.host.docker().images().exits("import:1", 0);
        apply(plan(films("1", once -> once.restart("no"))));
        HostSnapshot before = lab.host.snapshot("/opt/stacks");
        lab.host.docker().images().exits("import:2", 3);
        Plan<ComposeProject> plan = plan(films("2", once -> once.restart("no")));

        List<Outcome<ComposeProject>> outcomes = apply(plan);
        apply(planner.restore(plan, Set.of(FILMS), observe()));

        assertThat(outcomes).singleElement().satisfies(outcome -> {
            assertThat(outcome.problems()).extracting("summary").containsExactly("container exited during start");
            assertThat(outcome.problems().get(0).detail())
                    .startsWith(
                            "\"films\" did not come up: container films-import-1 is meant to end well and ended with exit code 3");
        });
        assertThat(lab.host.snapshot("/opt/stacks")).isEqualTo(before);
    }

    @Test
    void workThatEndedBadlySinceIsDoneAgain() {
        lab.host.docker().images().exits("import:1", 3);
        ResolvedCatalog films = films("1", once -> once.restart("no"));
        assertThat(apply(plan(films))).noneMatch(Outcome::succeeded);
        lab.host.docker().images().exits("import:1", 0);

        assertThat(apply(plan(films))).hasSize(1).allMatch(Outcome::succeeded);

        assertThat(plan(films).isEmpty()).isTrue();
    }

    @Test
    void whatOthersWaitForUntilItRunsIsMeantToStay() {
        lab.host.docker().images().exits("import:1", 0);
        Service films = Dsl.service(
                "films",
                "nas",
                s -> s.container("server", "films:1", server -> server.dependsOn("import", Condition.STARTED))
                        .container("import", "import:1", once -> once.restart("no")));

        assertThat(apply(plan(Samples.catalog(lab.inventory(), Map.of(), films))))
                .singleElement()
                .satisfies(outcome ->
                        assertThat(outcome.problems().get(0).detail()).contains("container films-import-1 exited (0)"));
    }

    @Test
    void whatHasAHealthCheckIsMeantToStay() {
        lab.host.docker().images().exits("import:1", 0);

        assertThat(apply(plan(films("1", once -> once.restart("no").healthcheck(check -> check.command("true"))))))
                .noneMatch(Outcome::succeeded);
    }

    @Test
    void aContainerThatIsStartedAgainAndAgainIsNeverWell() {
        lab.host.docker().images().exits("import:1", 1);
        ResolvedCatalog films = films("1", server -> server.restart("unless-stopped"));
        assertThat(apply(plan(films))).allMatch(Outcome::succeeded);

        for (int look = 0; look < 4; look++) {
            assertThat(inspect(films).get(0))
                    .matches(finding -> !finding.good())
                    .extracting(CheckResult::found)
                    .asString()
                    .matches("(Restarting \\(1\\) Less than a second ago|Up Less than a second), restarted .*");
            assertThat(plan(films).isEmpty()).isTrue();
        }
    }

    @Test
    void aContainerThatIsHealthyForAMomentAgainAndAgainIsNeverWell() {
        lab.host.docker().images().crashes("films:1", 3);
        ResolvedCatalog films = healthy("films:1");
        assertThat(apply(plan(films))).allMatch(Outcome::succeeded);

        for (int look = 1; look < 4; look++) {
            assertThat(inspect(films))
                    .singleElement()
                    .matches(finding -> !finding.good())
                    .extracting(CheckResult::found)
                    .asString()
                    .startsWith("Up 2 seconds (healthy), restarted ");
        }
    }

    @Test
    void aContainerThatIsKilledForLackOfMemorySaysSo() {
        lab.host.docker().images().runsOutOfMemory("films:1");
        ResolvedCatalog films = healthy("films:1");
        assertThat(apply(plan(films))).allMatch(Outcome::succeeded);

        assertThat(inspect(films))
                .singleElement()
                .matches(finding -> !finding.good())
                .extracting(CheckResult::found)
                .asString()
                .contains("killed for lack of memory");
    }

    private ResolvedCatalog healthy(String image) {
        return Samples.catalog(
                lab.inventory(),
                Map.of(),
                Dsl.service(
                        "films",
                        "nas",
                        s -> s.container("server", image, c -> c.healthcheck(check -> check.command("true")))));
    }

    @Test
    void aContainerThatWasMadeFromAnotherDefinitionSpeaksForNoOther() {
        apply(plan(films("1", once -> {})));

        assertThat(inspect(films("2", once -> {})))
                .extracting(CheckResult::found)
                .containsOnly("no container was made from its definition");
    }

    private ResolvedCatalog films(String version, Consumer<ContainerBuilder> work) {
        Service films = Dsl.service(
                "films",
                "nas",
                service -> service.container("import", "import:" + version, work)
                        .container("server", "films:" + version, server -> {}));
        return Samples.catalog(lab.inventory(), Map.of(), films);
    }

    private ComposeProvisioner provisioner() {
        return new ComposeProvisioner(new ComposeSettings("nas", "/opt/stacks", Optional.empty()), lab.context());
    }

    private List<Observed<ComposeProject>> observe() {
        try (Session<ComposeProject> session = provisioner().open()) {
            return session.observe();
        }
    }

    private List<CheckResult> inspect(ResolvedCatalog catalog) {
        try (Session<ComposeProject> session = provisioner().open()) {
            return session.inspect(provisioner().desired(catalog)).getOrDefault(FILMS, List.of());
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
