// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.TestLab;
import dev.homelab.lab.contract.Samples;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.container.Network;
import dev.homelab.model.dsl.ContainerBuilder;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import dev.homelab.spi.CommandResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the inventory says of shared networks, what a service says of its own, and who is in them how. */
class NetworkSettingsTest {

    private static final Network EXTERNAL = network(Optional.empty(), Optional.empty(), Optional.of(true));

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
    void aMissingNetworkIsMadeAsTheInventorySays() {
        lab.with("lan", network(Optional.of("eth0"), Optional.of("192.0.2.0/24"), Optional.empty()));

        assertThat(apply(films(c -> c.network("lan", n -> n.address("192.0.2.7").alias("movies"))
                        .projectNetwork(false))))
                .allMatch(Outcome::succeeded);

        assertThat(commands)
                .containsOnlyOnce(
                        "docker network create --driver macvlan --opt parent=eth0 --subnet 192.0.2.0/24 --opt macvlan_mode=bridge lan");
        assertThat(lab.host.docker().containers().get("films-server-1")).containsEntry("networks", "[lan]");
        assertThat(lab.host.docker().networks()).doesNotContain("films_default");
        assertThat(preflight(films(c -> c.networks("lan")))).isEmpty();
    }

    @Test
    void aNetworkWithOtherSettingsIsAProblemAndStaysAsItIs() {
        lab.with("lan", network(Optional.of("eth0"), Optional.of("192.0.2.0/24"), Optional.empty()));
        byHand("docker", "network", "create", "--internal", "--subnet", "172.30.0.0/24", "lan");

        assertThat(preflight(films(c -> c.networks("lan")))).singleElement().satisfies(problem -> {
            assertThat(problem.summary()).isEqualTo("network has other settings");
            assertThat(problem.detail())
                    .contains(
                            "driver \"macvlan\" (there: \"bridge\")",
                            "internal \"false\" (there: \"true\")",
                            "parent \"eth0\" (there: none)",
                            "subnet \"192.0.2.0/24\" (there: \"172.30.0.0/24\")");
            assertThat(problem.fix()).contains("docker network rm lan");
        });
        assertThat(commands).noneMatch(command -> command.contains("network rm"));
    }

    @Test
    void aNetworkThatNoServiceHereJoinsIsNotAskedFor() {
        lab.with("lan", network(Optional.of("eth0"), Optional.of("192.0.2.0/24"), Optional.empty()));

        assertThat(preflight(films(c -> c.networks("proxy")))).isEmpty();

        assertThat(commands).noneMatch(command -> command.contains("network inspect"));
    }

    @Test
    void anExternalNetworkMustBeThereAndIsNeverMade() {
        lab.with("theirs", EXTERNAL);

        assertThat(preflight(films(c -> c.networks("theirs"))))
                .extracting(Problem::summary)
                .containsExactly("external network not on host");
        assertThat(apply(films(c -> c.networks("theirs"))))
                .flatExtracting(Outcome::problems)
                .extracting(Problem::summary)
                .containsExactly("external network not on host");

        byHand("docker", "network", "create", "--internal", "theirs");
        assertThat(preflight(films(c -> c.networks("theirs")))).isEmpty();
        assertThat(apply(films(c -> c.networks("theirs")))).allMatch(Outcome::succeeded);
    }

    @Test
    void whatDockerRefusesNamesItsReason() {
        lab.with("lan", network(Optional.of("eth9"), Optional.of("192.0.2.0/24"), Optional.empty()));
        byHand("docker", "network", "create", "--subnet", "172.30.0.0/16", "other");

        assertThat(apply(films(c -> c.networks("lan"))))
                .flatExtracting(Outcome::problems)
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.summary()).isEqualTo("network not made");
                    assertThat(problem.detail()).contains("invalid subinterface vlan name eth9");
                });
    }

    @Test
    void aSubnetThatIsTakenIsAProblemOfItsOwn() {
        lab.with("inner", network(Optional.empty(), Optional.of("172.30.1.0/24"), Optional.empty()));
        byHand("docker", "network", "create", "--subnet", "172.30.0.0/16", "other");

        assertThat(apply(films(c -> c.networks("inner"))))
                .flatExtracting(Outcome::problems)
                .extracting(Problem::summary)
                .containsExactly("subnet taken on host");
    }

    @Test
    void anAddressThatIsTakenIsAProblemOfItsOwn() {
        lab.with("inner", network(Optional.empty(), Optional.of("172.30.1.0/24"), Optional.empty()));
        ResolvedCatalog both = Samples.catalog(
                lab.inventory(),
                Map.of(),
                service("films", c -> c.network("inner", n -> n.address("172.30.1.7"))),
                service("photos", c -> c.network("inner", n -> n.address("172.30.1.7"))));

        assertThat(apply(both))
                .flatExtracting(Outcome::problems)
                .extracting(Problem::summary)
                .containsExactly("address taken in network");
    }

    @Test
    void aNetworkOfAServiceIsRecreatedByComposeUnlessOthersAreInIt() {
        apply(own("172.30.1.0/24"));
        assertThat(lab.host.docker().networks()).contains("films_backend").doesNotContain("films_default");

        assertThat(apply(own("172.30.2.0/24"))).allMatch(Outcome::succeeded);
        assertThat(byHand("docker", "network", "inspect", "--format", "{{json .}}", "films_backend"))
                .contains("172.30.2.0/24");

        lab.write("/opt/stacks/guest/compose.yaml", """
                services: {guest: {image: 'guest:1', networks: [films]}}
                networks: {films: {name: films_backend, external: true}}
                """);
        byHand("docker", "compose", "-f", "/opt/stacks/guest/compose.yaml", "up", "-d");
        assertThat(apply(own("172.30.3.0/24")))
                .flatExtracting(Outcome::problems)
                .extracting(Problem::summary)
                .containsExactly("network still in use");
    }

    @Test
    void networksWithSubnetsTakeNothingFromThePoolsOfTheEngine() {
        lab.with("inner", network(Optional.empty(), Optional.of("172.30.1.0/24"), Optional.empty()));
        lab.host.docker().addressPools(0);

        ResolvedCatalog alone = films(c -> c.networks("inner").projectNetwork(false));
        assertThat(preflight(alone)).isEmpty();
        assertThat(apply(alone)).allMatch(Outcome::succeeded);
        assertThat(preflight(own("172.30.2.0/24"))).isEmpty();
        assertThat(preflight(films(c -> c.networks("inner"))))
                .extracting(Problem::summary)
                .containsExactly("no networks left");
    }

    private static Network network(Optional<String> parent, Optional<String> subnet, Optional<Boolean> external) {
        return new Network(
                parent.map(none -> Network.Driver.MACVLAN),
                parent,
                subnet,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                parent.isPresent() ? Map.of("macvlan_mode", "bridge") : Map.of(),
                external);
    }

    private ResolvedCatalog own(String subnet) {
        return Samples.catalog(
                lab.inventory(),
                Map.of(),
                Dsl.service(
                        "films",
                        "nas",
                        films -> films.network("backend", n -> n.internal(true).subnet(subnet))
                                .container(
                                        "server",
                                        "films:1",
                                        c -> c.networks("backend").projectNetwork(false))));
    }

    private ResolvedCatalog films(Consumer<ContainerBuilder> more) {
        return Samples.catalog(lab.inventory(), Map.of(), service("films", more));
    }

    private static Service service(String name, Consumer<ContainerBuilder> more) {
        return Dsl.service(name, "nas", service -> service.container("server", name + ":1", more));
    }

    private String byHand(String... argv) {
        CommandResult result = lab.context().hosts().host("nas").run(List.of(argv), Duration.ofMinutes(1));
        assertThat(result.succeeded()).as(result.errors()).isTrue();
        return result.output();
    }

    private List<Problem> preflight(ResolvedCatalog catalog) {
        return with(session -> {
            session.observe();
            return session.preflight(provisioner().desired(catalog));
        });
    }

    private List<Outcome<ComposeProject>> apply(ResolvedCatalog catalog) {
        return with(session -> Applied.apply(
                session,
                planner.plan(provisioner().desired(catalog), session.observe()).changes()));
    }

    private <T> T with(Function<Session<ComposeProject>, T> work) {
        try (Session<ComposeProject> session = provisioner().open()) {
            return work.apply(session);
        }
    }

    private ComposeProvisioner provisioner() {
        return new ComposeProvisioner(new ComposeSettings("nas", "/opt/stacks", Optional.empty()), lab.context());
    }
}
