// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.TestLab;
import dev.homelab.lab.contract.Samples;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the host has room for the networks that are wanted, and whether containers are in theirs. */
class NetworkRoomTest {

    @TempDir
    Path folder;

    private final Planner planner = new Planner("home");
    private final List<String> commands = new ArrayList<>();
    private TestLab lab;

    @BeforeEach
    void start() {
        lab = new TestLab(folder, "home");
        lab.host.listen(command -> commands.add(String.join(" ", command.argv())));
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void moreNetworksThanFitAreToldBeforeAnythingIsWritten() {
        lab.host.docker().addressPools(3);
        lab.host.docker().makeNetwork("byhand");

        assertThat(preflight("films", "photos", "wiki")).singleElement().satisfies(problem -> {
            assertThat(problem.summary()).isEqualTo("no networks left");
            assertThat(problem.detail())
                    .startsWith("4 more networks are needed, such as \"films_default\", and Docker has addresses for 2"
                            + " more of 4 in all.");
            assertThat(problem.fix()).contains("default-address-pools");
        });
        assertThat(lab.host.writes()).isZero();
    }

    @Test
    void asManyAsFitAreMade() {
        lab.host.docker().addressPools(3);

        assertThat(preflight("films", "photos")).isEmpty();
        assertThat(apply("films", "photos")).hasSize(2).allMatch(Outcome::succeeded);

        assertThat(preflight("films", "photos")).isEmpty();
        assertThat(preflight("films", "photos", "wiki")).hasSize(1);
    }

    @Test
    void whatGoesMakesRoomForWhatComes() {
        lab.host.docker().addressPools(2);
        apply("films");

        assertThat(preflight("photos")).isEmpty();
        assertThat(apply("photos")).hasSize(2).allMatch(Outcome::succeeded);
    }

    @Test
    void nothingIsAskedWhenAllAreThere() {
        apply("films");
        commands.clear();

        assertThat(preflight("films")).isEmpty();

        assertThat(commands)
                .noneMatch(command -> command.startsWith("docker network") || command.startsWith("docker info"));
    }

    @Test
    void aContainerThatWasTakenOffANetworkIsADifferenceAndComesBack() {
        for (String network : List.of("films_default", "proxy")) {
            apply("films", "photos");
            lab.host.docker().disconnectByHand("films-server-1", network);

            Plan<ComposeProject> plan = plan("films", "photos");
            assertThat(plan.changes())
                    .singleElement()
                    .satisfies(change -> assertThat(
                                    change.before().orElseThrow().resource().running())
                            .isEqualTo(Running.OTHERWISE));
            assertThat(apply("films", "photos")).singleElement().matches(Outcome::succeeded);

            assertThat(lab.host
                            .docker()
                            .containers()
                            .getOrDefault("films-server-1", Map.of())
                            .get("networks"))
                    .contains("films_default", "proxy");
            assertThat(plan("films", "photos").isEmpty()).isTrue();
        }
    }

    private List<Problem> preflight(String... names) {
        try (Session<ComposeProject> session = provisioner().open()) {
            session.observe();
            return session.preflight(provisioner().desired(catalog(names)));
        }
    }

    private Plan<ComposeProject> plan(String... names) {
        try (Session<ComposeProject> session = provisioner().open()) {
            return planner.plan(provisioner().desired(catalog(names)), session.observe());
        }
    }

    private List<Outcome<ComposeProject>> apply(String... names) {
        try (Session<ComposeProject> session = provisioner().open()) {
            return Applied.apply(session, plan(names).changes());
        }
    }

    private ResolvedCatalog catalog(String... names) {
        Service[] services = Stream.of(names)
                .map(name -> Dsl.service(
                        name, "nas", service -> service.container("server", name + ":1", c -> c.networks("proxy"))))
                .toArray(Service[]::new);
        return Samples.catalog(lab.inventory(), Map.of(), services);
    }

    private ComposeProvisioner provisioner() {
        return new ComposeProvisioner(new ComposeSettings("nas", "/opt/stacks", Optional.empty()), lab.context());
    }
}
