// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.TestLab;
import dev.homelab.adapter.compose.engine.Inspection;
import dev.homelab.lab.contract.Samples;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers that use the network, a namespace or the volumes of another one, which Docker ties to that one's id. */
class RelationTest {

    private static final ServiceName VPN = ServiceName.of("vpn");
    private static final ServiceName APP = ServiceName.of("app");

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
    void aRollbackOfTheOneBringsTheOtherBackIntoItsNetwork() {
        apply(plan(catalog("vpn:1")));
        lab.host.docker().images().unhealthyImage("vpn:2");
        Plan<ComposeProject> plan = plan(catalog("vpn:2"));

        assertThat(apply(only(plan, VPN))).noneMatch(Outcome::succeeded);
        apply(planner.restore(only(plan, VPN), Set.of(VPN), observe()));

        assertThat(network("app-server-1")).isEqualTo("container:" + id("vpn-server-1"));
        assertThat(plan(catalog("vpn:1")).isEmpty()).isTrue();
    }

    @Test
    void anUpdateOfTheOneAloneBringsTheOtherAlong() {
        apply(plan(catalog("vpn:1")));

        assertThat(apply(only(plan(catalog("vpn:2")), VPN))).hasSize(1).allMatch(Outcome::succeeded);

        assertThat(network("app-server-1")).isEqualTo("container:" + id("vpn-server-1"));
        assertThat(findings(catalog("vpn:1"), APP)).allMatch(CheckResult::good);
    }

    @Test
    void whatLosesItsNetworkByHandIsFoundAndMended() {
        apply(plan(catalog("vpn:1")));
        docker("rm", "-f", "vpn-server-1");
        up("vpn");

        Plan<ComposeProject> plan = plan(catalog("vpn:1"));

        assertThat(deviations(plan)).containsExactly("server uses the network of a container that is gone");
        assertThat(findings(catalog("vpn:1"), APP))
                .containsExactly(new CheckResult("server runs", false, "uses the network of a container that is gone"));
        assertThat(apply(plan)).hasSize(1).allMatch(Outcome::succeeded);
        assertThat(network("app-server-1")).isEqualTo("container:" + id("vpn-server-1"));
        assertThat(plan(catalog("vpn:1")).isEmpty()).isTrue();
    }

    @Test
    void aRestartOfTheOneLeavesTheOtherInANetworkThatIsNoMore() {
        apply(plan(catalog("vpn:1")));
        docker("restart", "vpn-server-1");

        Plan<ComposeProject> plan = plan(catalog("vpn:1"));

        assertThat(deviations(plan))
                .containsExactly("server uses the network that \"vpn-server-1\" had before its last start");
        assertThat(apply(plan)).hasSize(1).allMatch(Outcome::succeeded);
        assertThat(plan(catalog("vpn:1")).isEmpty()).isTrue();
    }

    @Test
    void oneThatIsStoppedIsStartedAndTheOtherFollows() {
        apply(plan(catalog("vpn:1")));
        docker("stop", "vpn-server-1");

        Plan<ComposeProject> plan = plan(catalog("vpn:1"));

        assertThat(deviations(plan))
                .contains("server uses the network of \"vpn-server-1\", which is not running", "server is exited");
        assertThat(apply(plan)).hasSize(2).allMatch(Outcome::succeeded);
        assertThat(plan(catalog("vpn:1")).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"network_mode", "pid", "ipc", "volumes_from"})
    void whateverIsUsedOfAnotherIsLostWithIt(String key) {
        apply(plan(raw(key, "container:vpn-server-1", "vpn:1")));
        assertThat(plan(raw(key, "container:vpn-server-1", "vpn:1")).isEmpty()).isTrue();
        docker("stop", "app-server-1");
        docker("start", "app-server-1");
        assertThat(plan(raw(key, "container:vpn-server-1", "vpn:1")).isEmpty()).isTrue();

        assertThat(apply(only(plan(raw(key, "container:vpn-server-1", "vpn:2")), VPN)))
                .allMatch(Outcome::succeeded);

        assertThat(plan(raw(key, "container:vpn-server-1", "vpn:2")).isEmpty()).isTrue();
        lab.host.docker().containers();
    }

    @ParameterizedTest
    @ValueSource(strings = {"network_mode", "pid", "ipc", "volumes_from"})
    void siblingsOfOneFileAreSeenLikewise(String key) {
        String value = key.equals("volumes_from") ? "vpn" : "service:vpn";
        apply(plan(siblings(key, value)));
        assertThat(plan(siblings(key, value)).isEmpty()).isTrue();
        docker("rm", "-f", "pair-vpn-1");
        docker(
                "compose",
                "-p",
                "pair",
                "--project-directory",
                "/opt/stacks/pair",
                "-f",
                "/opt/stacks/pair/compose.yaml",
                "up",
                "-d",
                "--no-deps",
                "vpn");

        Plan<ComposeProject> plan = plan(siblings(key, value));

        assertThat(deviations(plan))
                .anyMatch(text -> text.startsWith("app uses the ") && text.endsWith("of a container that is gone"));
        assertThat(apply(plan)).hasSize(1).allMatch(Outcome::succeeded);
        assertThat(plan(siblings(key, value)).isEmpty()).isTrue();
    }

    @Test
    void volumesWithoutANameAreLostWithTheContainerTheyWereMadeFor() {
        HostContainer lender = container(
                "vpn-server-1",
                "1f",
                "{'Id':'1f','Mounts':[{'Name':'%s','Destination':'/data'}]}".formatted("a".repeat(64)));
        String user =
                "{'Id':'2f','HostConfig':{'VolumesFrom':['vpn-server-1:ro']},'Mounts':[{'Name':'%s','Destination':'/data'}]}";
        HostContainer same = container("app-server-1", "2f", user.formatted("a".repeat(64)));
        HostContainer other = container("app-server-1", "2f", user.formatted("b".repeat(64)));

        assertThat(new HostContainers(List.of(lender, same), "home", "/opt/stacks", Map.of(), creations())
                        .stranded("app"))
                .isEmpty();
        assertThat(new HostContainers(List.of(lender, other), "home", "/opt/stacks", Map.of(), creations())
                        .stranded("app"))
                .containsExactly("server");
    }

    private static HostContainer container(String name, String id, String json) {
        String project = name.substring(0, name.indexOf('-'));
        String line = String.join(
                "\t",
                name,
                "running",
                "Up 2 minutes",
                "",
                project,
                "server",
                "/opt/stacks/" + project,
                "home/" + project,
                "",
                "",
                "x",
                id);
        return HostContainer.parse(line)
                .get(0)
                .with(Inspection.parse(json.replace('\'', '"'), "", (trait, value) -> value)
                        .containers());
    }

    @Test
    void aDependentThatDoesNotComeUpAgainFailsTheOneThatWasChanged() {
        apply(plan(catalog("vpn:1")));
        lab.host.docker().images().unhealthyImage("app:1");

        assertThat(apply(only(plan(catalog("vpn:2")), VPN))).singleElement().satisfies(outcome -> {
            assertThat(outcome.problems()).extracting("summary").containsExactly("dependent service did not come up");
            assertThat(outcome.problems().get(0).detail()).contains("\"app\"", "\"vpn\"", "app-server-1 is unhealthy");
        });
    }

    @Test
    void aHostWithoutRelationsIsAskedNoMoreForThem() {
        ResolvedCatalog plain = Samples.catalog(
                lab.inventory(), Map.of(), Dsl.service("vpn", "nas", s -> s.container("server", "vpn:1")));
        Plan<ComposeProject> plan = plan(plain);
        List<String> commands = new ArrayList<>();
        lab.host.listen(command -> commands.add(String.join(" ", command.argv().subList(0, 2))));

        apply(plan);

        assertThat(commands)
                .filteredOn("docker container"::equals)
                .hasSize(1); // to write down what was made; before, there is none
    }

    private ResolvedCatalog catalog(String vpn) {
        return Samples.catalog(
                lab.inventory(),
                Map.of(),
                Dsl.service(
                        "vpn",
                        "nas",
                        s -> s.container(
                                "server", vpn, c -> c.port("8096:8096").healthcheck(check -> check.command("true")))),
                Dsl.service(
                        "app",
                        "nas",
                        s -> s.container(
                                "server",
                                "app:1",
                                c -> c.networkMode("service:vpn").healthcheck(check -> check.command("true")))));
    }

    private ResolvedCatalog raw(String key, String value, String vpn) {
        Service lender = Dsl.service("vpn", "nas", s -> s.container("server", vpn));
        Service user = Dsl.service(
                "app",
                "nas",
                s -> s.dependsOn("vpn")
                        .container(
                                "server",
                                "app:1",
                                c -> c.compose(key, key.equals("volumes_from") ? List.of(value) : value)));
        return Samples.catalog(lab.inventory(), Map.of(), lender, user);
    }

    private ResolvedCatalog siblings(String key, String value) {
        return Samples.catalog(
                lab.inventory(),
                Map.of(),
                Dsl.service(
                        "pair",
                        "nas",
                        s -> s.container("vpn", "vpn:1")
                                .container(
                                        "app",
                                        "app:1",
                                        c -> c.compose(key, key.equals("volumes_from") ? List.of(value) : value))));
    }

    private void up(String project) {
        docker(
                "compose",
                "-p",
                project,
                "--project-directory",
                "/opt/stacks/" + project,
                "-f",
                "/opt/stacks/" + project + "/compose.yaml",
                "up",
                "-d");
    }

    private void docker(String... words) {
        List<String> argv = new ArrayList<>(List.of("docker"));
        argv.addAll(List.of(words));
        assertThat(lab.host.docker().run(argv).succeeded()).isTrue();
    }

    private String network(String container) {
        String shown = shown(container);
        int at = shown.indexOf("\"NetworkMode\":\"") + "\"NetworkMode\":\"".length();
        return shown.substring(at, shown.indexOf('"', at));
    }

    private String id(String container) {
        String shown = shown(container);
        int at = shown.indexOf("\"Id\":\"") + "\"Id\":\"".length();
        return shown.substring(at, shown.indexOf('"', at));
    }

    private String shown(String container) {
        return lab.host
                .docker()
                .run(List.of("docker", "container", "inspect", "--format", "{{json .}}", container))
                .out();
    }

    private Plan<ComposeProject> only(Plan<ComposeProject> plan, ServiceName service) {
        return planner.narrow(plan, service::equals);
    }

    private Creations creations() {
        return new Creations(lab.context().key().signing("home"));
    }

    private static List<String> deviations(Plan<ComposeProject> plan) {
        return plan.changes().stream()
                .flatMap(change -> change.before().stream())
                .flatMap(before -> before.resource().deviations().stream())
                .toList();
    }

    private ComposeProvisioner provisioner() {
        return new ComposeProvisioner(new ComposeSettings("nas", "/opt/stacks", Optional.empty()), lab.context());
    }

    private List<Observed<ComposeProject>> observe() {
        try (Session<ComposeProject> session = provisioner().open()) {
            return session.observe();
        }
    }

    private List<CheckResult> findings(ResolvedCatalog catalog, ServiceName service) {
        try (Session<ComposeProject> session = provisioner().open()) {
            return session.inspect(provisioner().desired(catalog)).getOrDefault(service, List.of());
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
