// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.real.RealServers;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.dsl.ContainerBuilder;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Containers that end, with a real Docker engine and Compose. */
@EnabledIfEnvironmentVariable(
        named = RealServers.NEEDED,
        matches = "/.*",
        disabledReason = "the real servers are not up: it/servers up DIR, and export what DIR/servers.env says")
class WorkIT {

    private static final ServiceName FILMS = ServiceName.of("films");
    private static final String IMAGE = "homelab-test/web:";

    private final RealServers servers = new RealServers("home");
    private final String root = RealServers.variable("STACKS_DIR");
    private final Planner planner = new Planner("home");

    @BeforeEach
    void clear() {
        servers.byHand("docker ps -aq | xargs -r docker rm -f; docker network prune -f; rm -rf %1$s; mkdir %1$s"
                .formatted(root));
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    @Test
    void workThatEndsWellIsWrittenOnceAndGoesBackWithItsService() {
        ResolvedCatalog first = films("1", once -> once.restart("no").entrypoint("sh", "-c", "exit 0"));
        try (Session<ComposeProject> session = provisioner().open()) {
            assertThat(apply(session, first)).hasSize(1).allMatch(Outcome::succeeded);
            assertThat(plan(session, first).isEmpty()).isTrue();
            assertThat(until(session, first, true))
                    .extracting(CheckResult::good)
                    .containsExactly(true, true);

            ResolvedCatalog bad =
                    films("2", once -> once.restart("no").entrypoint("sh", "-c", "echo I cannot; exit 3"));
            Plan<ComposeProject> plan = plan(session, bad);
            assertThat(Applied.apply(session, plan.changes())).singleElement().satisfies(outcome -> {
                Problem problem = outcome.problems().get(0);
                assertThat(problem.detail())
                        .contains("container films-import-1 is meant to end well and ended with exit code 3");
                assertThat(problem.evidence().toString()).contains("I cannot");
            });
            Plan<ComposeProject> back = planner.restore(plan, Set.of(FILMS), session.observe());
            assertThat(Applied.apply(session, back.changes())).allMatch(Outcome::succeeded);
            assertThat(plan(session, first).isEmpty()).isTrue();
        }
    }

    @Test
    void aContainerThatIsStartedAgainAndAgainIsNeverWell() {
        ResolvedCatalog films = films("1", loop -> loop.entrypoint("sh", "-c", "sleep 0.3; exit 4"));
        try (Session<ComposeProject> session = provisioner().open()) {
            assertThat(apply(session, films)).allMatch(Outcome::succeeded);

            assertThat(until(session, films, false))
                    .extracting(CheckResult::good)
                    .containsExactly(false, true);
            assertThat(plan(session, films).isEmpty()).isTrue();
        }
    }

    /** Looks for about eight seconds, or until all is as it is hoped. */
    private List<CheckResult> until(Session<ComposeProject> session, ResolvedCatalog catalog, boolean isHopedFor) {
        return IntStream.range(0, 80)
                .mapToObj(look -> {
                    servers.byHand("sleep 0.1");
                    return session.inspect(provisioner().desired(catalog)).getOrDefault(FILMS, List.of());
                })
                .filter(seen -> isHopedFor && seen.stream().allMatch(CheckResult::good))
                .findFirst()
                .orElseGet(() -> session.inspect(provisioner().desired(catalog)).getOrDefault(FILMS, List.of()));
    }

    private ResolvedCatalog films(String version, Consumer<ContainerBuilder> work) {
        return servers.catalog(Dsl.service(
                "films",
                "nas",
                service -> service.container("import", IMAGE + version, work)
                        .container("server", IMAGE + version, server -> server.stopGracePeriod("1s"))));
    }

    private ComposeProvisioner provisioner() {
        return new ComposeProvisioner(new ComposeSettings("nas", root, Optional.empty()), servers.context());
    }

    private Plan<ComposeProject> plan(Session<ComposeProject> session, ResolvedCatalog catalog) {
        return planner.plan(provisioner().desired(catalog), session.observe());
    }

    private List<Outcome<ComposeProject>> apply(Session<ComposeProject> session, ResolvedCatalog catalog) {
        return Applied.apply(session, plan(session, catalog).changes());
    }
}
