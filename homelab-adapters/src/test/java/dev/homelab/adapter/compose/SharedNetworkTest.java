// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.homelab.adapter.TestLab;
import dev.homelab.lab.contract.Samples;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.RemoteHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that containers of several projects are in. */
class SharedNetworkTest {

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
    void aMissingOneIsMadeOnceForAll() {
        assertThat(apply(catalog("films", "photos"))).hasSize(2).allMatch(Outcome::succeeded);

        assertThat(commands).containsOnlyOnce("docker network create proxy");
        assertThat(networksOf("films-server-1")).contains("films_default", "proxy");
        assertThat(networksOf("photos-server-1")).contains("photos_default", "proxy");
    }

    @Test
    void oneThatIsThereIsJoinedAsItIs() {
        lab.host.docker().makeNetwork("proxy");

        assertThat(apply(catalog("films"))).allMatch(Outcome::succeeded);

        assertThat(commands).noneMatch(command -> command.startsWith("docker network create"));
        assertThat(networksOf("films-server-1")).contains("proxy");
    }

    @Test
    void whatSharesNoneAsksForNone() {
        apply(Samples.catalog(lab.inventory(), Map.of(), service("films")));

        assertThat(commands).noneMatch(command -> command.startsWith("docker network"));
    }

    @Test
    void itOutlivesWhatIsInIt() {
        apply(catalog("films", "photos"));

        assertThat(apply(Samples.catalog(lab.inventory(), Map.of()))).allMatch(Outcome::succeeded);

        assertThat(lab.host.docker().containers()).isEmpty();
        assertThat(lab.host.docker().networks()).contains("proxy").doesNotContain("films_default");
    }

    @Test
    void goingBackLeavesIt() {
        Plan<ComposeProject> plan = plan(catalog("films"));
        apply(plan);

        apply(restored(plan));

        assertThat(lab.host.docker().containers()).isEmpty();
        assertThat(lab.host.docker().networks()).contains("proxy");
    }

    @Test
    void whenNoAddressesAreLeftTheProblemSaysWhatToDo() {
        lab.host.docker().addressPools(0);

        assertThat(apply(catalog("films")))
                .flatExtracting(Outcome::problems)
                .extracting(Problem::summary)
                .containsExactly("no networks left");
    }

    @Test
    void whenDockerRefusesTheProblemQuotesIt() {
        lab.host.faults().failAfter(0);

        assertThatExceptionOfType(TargetException.class)
                .isThrownBy(() -> prerequisites().ensure(project()))
                .satisfies(e -> assertThat(e.problems()).singleElement().satisfies(problem -> {
                    assertThat(problem.summary()).isEqualTo("network not made");
                    assertThat(problem.detail()).contains("\"films\" needs the network \"proxy\"", "refuses");
                }));
    }

    private HostPrerequisites prerequisites() {
        RemoteHost nas = lab.context().hosts().host("nas");
        return new HostPrerequisites(nas, new ComposeProblems(nas, "lab"), Map.of());
    }

    private ComposeProject project() {
        return provisioner().desired(catalog("films")).get(0).resource();
    }

    private String networksOf(String container) {
        return String.valueOf(
                lab.host.docker().containers().getOrDefault(container, Map.of()).get("networks"));
    }

    private ResolvedCatalog catalog(String... names) {
        Service[] services = new Service[names.length];
        for (int i = 0; i < names.length; i++) {
            services[i] = service(names[i], "proxy");
        }
        return Samples.catalog(lab.inventory(), Map.of(), services);
    }

    private static Service service(String name, String... networks) {
        return Dsl.service(name, "nas", service -> service.container("server", name + ":1", c -> c.networks(networks)));
    }

    private ComposeProvisioner provisioner() {
        return new ComposeProvisioner(new ComposeSettings("nas", "/opt/stacks", Optional.empty()), lab.context());
    }

    private Plan<ComposeProject> plan(ResolvedCatalog catalog) {
        try (Session<ComposeProject> session = provisioner().open()) {
            return planner.plan(provisioner().desired(catalog), session.observe());
        }
    }

    private Plan<ComposeProject> restored(Plan<ComposeProject> plan) {
        try (Session<ComposeProject> session = provisioner().open()) {
            return planner.restore(plan, Set.of(ServiceName.of("films")), session.observe());
        }
    }

    private List<Outcome<ComposeProject>> apply(ResolvedCatalog catalog) {
        return apply(plan(catalog));
    }

    private List<Outcome<ComposeProject>> apply(Plan<ComposeProject> plan) {
        try (Session<ComposeProject> session = provisioner().open()) {
            return Applied.apply(session, plan.changes());
        }
    }
}
