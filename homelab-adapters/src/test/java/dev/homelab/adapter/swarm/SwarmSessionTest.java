// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.adapter.TestLab;
import dev.homelab.adapter.swarm.SwarmSettings.Placement;
import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.host.swarm.FakeSwarm;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.ContainerBuilder;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.Binding;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwarmSessionTest {

    private static final String HOMELAB = "home";

    @TempDir
    Path folder;

    private TestLab lab;
    private FakeSwarm swarm;

    @BeforeEach
    void start() {
        lab = new TestLab(folder, HOMELAB);
        swarm = lab.host.docker().swarm().init().labelNode("homelab.host", "nas");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void anUpdateWhoseTaskFailsIsRolledBackByTheEngineAndSaysWhy() {
        ResolvedCatalog before = of(films("films:1", container -> {}));
        apply(before);
        Map<String, String> deployed = swarm.describe();
        swarm.fails("films:2", 7, "cannot open the database");

        Problem problem = failure(of(films("films:2", container -> {})));

        assertThat(problem.summary()).isEqualTo("update rolled back by swarm");
        assertThat(problem.render()).contains("task: non-zero exit (7)").contains("cannot open the database");
        assertThat(swarm.describe()).isEqualTo(deployed);
        assertThat(plan(before).isEmpty()).isTrue();
    }

    @Test
    void anUpdateThatTheEnginePausedIsAFailure() {
        apply(of(films("films:1", SwarmSessionTest::pausing)));
        swarm.fails("films:2", 137, "");

        Problem problem = failure(of(films("films:2", SwarmSessionTest::pausing)));

        assertThat(problem.summary()).isEqualTo("update paused by swarm");
        assertThat(problem.render()).contains("unhealthy container");
    }

    private static void pausing(ContainerBuilder container) {
        container.compose("deploy", Map.of("update_config", Map.of("failure_action", "pause")));
    }

    @Test
    void aFirstDeploymentThatDoesNotComeUpSaysWhyAndIsRemovedByARollback() {
        swarm.unknownImage("films:1");

        Problem problem = failure(of(films("films:1", container -> {})));

        assertThat(problem.summary()).isEqualTo("service not up in swarm");
        assertThat(problem.render()).contains("No such image: films:1");
        assertThat(plan(of()).changes()).hasSize(1);
        apply(of());
        assertThat(swarm.describe()).isEmpty();
    }

    @Test
    void aServiceThatWasScaledByHandIsADifference() {
        ResolvedCatalog wanted = of(films("films:1", container -> {}));
        apply(wanted);
        swarm.scaleByHand("films_server", 3);

        Plan<Stack> plan = plan(wanted);

        assertThat(plan.changes()).hasSize(1);
        assertThat(plan.changes().get(0).before().orElseThrow().resource().deviations())
                .containsExactly("service films_server is not as it was deployed");
        apply(wanted);
        assertThat(plan(wanted).isEmpty()).isTrue();
    }

    @Test
    void scalingInTheDefinitionReplacesNoTask() {
        apply(of(films("films:1", container -> {})));
        swarm.settleAfter(3);

        apply(of(films("films:1", container -> container.compose("deploy", Map.of("replicas", 3)))));

        assertThat(swarm.describe().get("service films_server")).contains("\"Replicas\":3");
    }

    @Test
    void aSecretIsASwarmSecretNamedByItsContentAndTheOldOneGoes() {
        apply(of(withSecret(), "first"));
        Set<String> before = secrets();

        apply(of(withSecret(), "second"));

        assertThat(secrets()).hasSize(1).doesNotContainAnyElementsOf(before);
        assertThat(swarm.describe()).containsValue("second");
        assertThat(swarm.describe().get("service films_server"))
                .contains("TOKEN")
                .contains("/run/token")
                .contains("\"second\"");
        assertThat(plan(of(withSecret(), "second")).isEmpty()).isTrue();
    }

    private static Service withSecret() {
        return films(
                "films:1",
                server -> server.secretFile("/run/token", "env:TOKEN").secret("TOKEN", "env:TOKEN"));
    }

    private Set<String> secrets() {
        Set<String> found = new TreeSet<>(swarm.describe().keySet());
        found.removeIf(name -> !name.startsWith("secret "));
        return found;
    }

    @Test
    void aPausedServiceHasNoTask() {
        Service paused =
                Dsl.service("films", "nas", service -> service.paused(true).container("server", "films:1"));

        apply(of(paused));

        assertThat(swarm.describe().get("service films_server")).contains("\"Replicas\":0");
        assertThat(inspect(of(paused))).allMatch(CheckResult::good);
    }

    @Test
    void aStackThatWasDeployedByHandCannotBeAdopted() {
        swarm.deployByHand("films", "person/app:1");

        Plan<Stack> plan = plan(of(films("films:1", container -> {})));

        assertThat(plan.conflicts()).hasSize(1);
        assertThat(observe().get(0).resource().unadoptable().orElseThrow()).contains("docker stack rm films");
    }

    @Test
    void anEngineThatIsNoManagerIsNamed(@TempDir Path other) {
        TestLab plain = new TestLab(other, HOMELAB);
        try (Session<Stack> session = new SwarmProvisioner(settings(Placement.HOST), plain.context()).open()) {
            assertThatThrownBy(session::observe)
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining("host not a swarm manager");
        } finally {
            plain.close();
        }
    }

    @Test
    void aNodeWithoutTheLabelIsNamedBeforeAnythingIsDeployed() {
        lab.host.docker().swarm().labelNode("homelab.host", "other");
        List<Desired<Stack>> desired = provisioner(Placement.HOST).desired(of(films("films:1", container -> {})));
        try (Session<Stack> session = provisioner(Placement.HOST).open()) {
            session.observe();

            assertThat(session.preflight(desired))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.summary()).isEqualTo("node label missing"));
        }
    }

    @Test
    void aNetworkOfOneHostIsNamedBeforeAnythingIsDeployed() {
        lab.host.docker().makeNetwork("shared");
        List<Desired<Stack>> desired =
                provisioner(Placement.HOST).desired(of(films("films:1", container -> container.networks("shared"))));
        try (Session<Stack> session = provisioner(Placement.HOST).open()) {
            session.observe();

            assertThat(session.preflight(desired))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.summary()).isEqualTo("network not usable in swarm"));
        }
    }

    @Test
    void theOrderOfUpdatesFollowsFromPortsAndData() {
        assertThat(order(Placement.HOST, container -> {})).isEqualTo("start-first");
        assertThat(order(Placement.HOST, container -> container.port("80:80"))).isEqualTo("stop-first");
        assertThat(order(Placement.DATA, container -> container.port("80:80"))).isEqualTo("start-first");
        assertThat(order(Placement.DATA, container -> container.port("80:80").volume("data:/data")))
                .isEqualTo("stop-first");
    }

    @Test
    void onlyWhatKeepsDataStaysOnItsNodeIfTheInventorySaysSo() {
        assertThat(text(Placement.DATA, container -> container.port("80:80")))
                .contains("ingress")
                .doesNotContain("node.labels");
        assertThat(text(Placement.DATA, container -> container.port("80:80").volume("data:/data")))
                .contains("mode: host")
                .contains("node.labels.homelab.host == nas");
        assertThat(text(Placement.HOST, container -> container.port("80:80")))
                .contains("mode: host")
                .contains("node.labels.homelab.host == nas");
    }

    @Test
    void whatAStackIgnoresInItsShortFormIsTranslated() {
        String text = text(
                Placement.HOST,
                container -> container
                        .tmpfs("/tmp:size=2m")
                        .shmSize("64m")
                        .restart("on-failure:3")
                        .resources(most -> most.memory("64m").cpus(0.5)));

        assertThat(text)
                .contains("type: tmpfs")
                .contains("size: 2097152")
                .contains("target: /dev/shm")
                .contains("condition: on-failure")
                .contains("max_attempts: 3")
                .contains("memory: \"67108864b\"")
                .doesNotContain("mem_limit")
                .doesNotContain("dev.homelab");
    }

    private String order(Placement placement, Consumer<ContainerBuilder> more) {
        Stack stack = provisioner(placement)
                .desired(of(films("films:1", more)))
                .get(0)
                .resource();
        String order = stack.text()
                .root()
                .at("/services/server/deploy/update_config/order")
                .asText();
        assertThat(stack.summary()).isEqualTo("films:1, updates " + order);
        return order;
    }

    private String text(Placement placement, Consumer<ContainerBuilder> more) {
        return provisioner(placement)
                .desired(of(films("films:1", more)))
                .get(0)
                .resource()
                .text()
                .text();
    }

    private static Service films(String image, Consumer<ContainerBuilder> more) {
        return Dsl.service("films", "nas", service -> service.container("server", image, more));
    }

    private static SwarmSettings settings(Placement placement) {
        return new SwarmSettings("nas", Optional.of(placement), Optional.of(30));
    }

    private SwarmProvisioner provisioner(Placement placement) {
        return new SwarmProvisioner(settings(placement), lab.context());
    }

    private ResolvedCatalog of(Service... services) {
        return Samples.catalog(lab.inventory(), Map.of(), services);
    }

    private ResolvedCatalog of(Service service, String secret) {
        SecretRef reference = SecretRef.of("env:TOKEN");
        EncryptedSecret sealed =
                lab.context().sealing().seal(Binding.of(HOMELAB, ServiceName.of("films"), reference), secret);
        return Samples.catalog(lab.inventory(), Map.of(reference, sealed), service);
    }

    private List<Observed<Stack>> observe() {
        try (Session<Stack> session = provisioner(Placement.HOST).open()) {
            return session.observe();
        }
    }

    private Plan<Stack> plan(ResolvedCatalog catalog) {
        return new Planner(HOMELAB).plan(provisioner(Placement.HOST).desired(catalog), observe());
    }

    private List<Outcome<Stack>> outcomes(ResolvedCatalog catalog) {
        Plan<Stack> plan = plan(catalog);
        try (Session<Stack> session = provisioner(Placement.HOST).open()) {
            return session.apply(new Batch<>(plan.changes()));
        }
    }

    private void apply(ResolvedCatalog catalog) {
        assertThat(outcomes(catalog)).allMatch(Outcome::succeeded);
    }

    private Problem failure(ResolvedCatalog catalog) {
        return outcomes(catalog).get(0).problems().get(0);
    }

    private List<CheckResult> inspect(ResolvedCatalog catalog) {
        try (Session<Stack> session = provisioner(Placement.HOST).open()) {
            session.observe();
            return session.inspect(provisioner(Placement.HOST).desired(catalog)).values().stream()
                    .flatMap(List::stream)
                    .toList();
        }
    }
}
