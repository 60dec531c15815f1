// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.real.RealServers;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.container.Network;
import dev.homelab.model.dsl.ContainerBuilder;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.dsl.ServiceBuilder;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Networks, volumes and ports with settings, with a real Docker engine and Compose. */
@EnabledIfEnvironmentVariable(
        named = RealServers.NEEDED,
        matches = "/.*",
        disabledReason = "the real servers are not up: it/servers up DIR, and export what DIR/servers.env says")
class NetworksAndVolumesIT {

    private static final String CLEAR =
            "docker ps -aq | xargs -r docker rm -f; docker network prune -f; docker volume rm -f films_data; rm -rf %1$s; mkdir %1$s";

    private final RealServers servers = new RealServers("home", Map.of("inner", inner("172.30.77.0/24")));
    private final String root = RealServers.variable("STACKS_DIR");
    private final Planner planner = new Planner("home");

    @BeforeEach
    void clear() {
        servers.byHand(CLEAR.formatted(root));
    }

    @AfterEach
    void stop() {
        servers.byHand(CLEAR.formatted(root));
        servers.close();
    }

    @Test
    void aContainerIsOnASharedInternalNetworkAloneWithItsAliasAndAddress() {
        ResolvedCatalog catalog =
                films(c -> c.network("inner", n -> n.alias("movies").address("172.30.77.9"))
                        .projectNetwork(false));

        assertThat(apply(catalog)).hasSize(1).allMatch(Outcome::succeeded);

        assertThat(servers.byHand("docker network ls --format '{{.Name}}'").lines())
                .contains("inner")
                .doesNotContain("films_default");
        assertThat(servers.byHand("docker network inspect -f '{{.Internal}} {{(index .IPAM.Config 0).Subnet}}' inner"))
                .isEqualTo("true 172.30.77.0/24\n");
        assertThat(
                        servers.byHand(
                                "docker inspect -f '{{range $name, $it := .NetworkSettings.Networks}}{{$name}} {{$it.IPAddress}}{{end}}' films-server-1"))
                .isEqualTo("inner 172.30.77.9\n");
        assertThat(
                        servers.byHand(
                                "docker run --rm --network inner --entrypoint wget homelab-test/web:1 -q -O - http://movies:8080/health"))
                .isNotBlank();
        assertThat(problems(catalog)).isEmpty();
        assertThat(plan(catalog).isEmpty()).isTrue();
    }

    @Test
    void aNetworkThatWasMadeOtherwiseIsLeftAsItIs() {
        servers.byHand("docker network create --subnet 172.30.78.0/24 inner");

        assertThat(problems(films(c -> c.networks("inner")))).singleElement().satisfies(problem -> {
            assertThat(problem.summary()).isEqualTo("network has other settings");
            assertThat(problem.detail())
                    .contains(
                            "internal \"true\" (there: \"false\")",
                            "subnet \"172.30.77.0/24\" (there: \"172.30.78.0/24\")");
        });
    }

    @Test
    void whatTheEngineRefusesIsAProblemByItsCause() {
        servers.byHand("""
                docker network create --internal --subnet 172.30.77.0/24 inner
                docker run -d --name guest --network inner --ip 172.30.77.9 homelab-test/web:1
                """);
        assertThat(apply(films(c -> c.network("inner", n -> n.address("172.30.77.9")))))
                .flatExtracting(Outcome::problems)
                .extracting(Problem::summary)
                .containsExactly("address taken in network");

        servers.byHand(CLEAR.formatted(root) + "; docker network create --subnet 172.30.0.0/16 other");
        assertThat(apply(films(c -> c.networks("inner"))))
                .flatExtracting(Outcome::problems)
                .extracting(Problem::summary)
                .containsExactly("subnet taken on host");
    }

    @Test
    void aNetworkOfAServiceIsRecreatedWithItsContainersUnlessOthersAreInIt() {
        assertThat(apply(own("172.30.79.0/24"))).allMatch(Outcome::succeeded);
        assertThat(apply(own("172.30.80.0/24"))).allMatch(Outcome::succeeded);
        assertThat(servers.byHand("docker network inspect -f '{{(index .IPAM.Config 0).Subnet}}' films_backend"))
                .isEqualTo("172.30.80.0/24\n");
        assertThat(plan(own("172.30.80.0/24")).isEmpty()).isTrue();

        servers.byHand("docker run -d --name guest --network films_backend homelab-test/web:1");
        assertThat(apply(own("172.30.81.0/24")))
                .flatExtracting(Outcome::problems)
                .extracting(Problem::summary)
                .containsExactly("network still in use");
    }

    @Test
    void volumesMountsAndPortsAreAsTheDefinitionSays() {
        servers.byHand("mkdir -p %1$s.data && echo of-the-host > %1$s.data/film".formatted(root));
        ResolvedCatalog catalog = bound(
                root + ".data",
                c -> c.volume("data:/copy:ro,nocopy,z")
                        .volume(root + ".data:/films:ro,Z")
                        .volume(root + ".data/film:/film")
                        .volume("/cache")
                        .port("18171-18173:8080-8082")
                        .port("8080")
                        .port("[::1]:18175:8080")
                        .port("18180-18190:8083"));

        assertThat(problems(catalog)).isEmpty();
        assertThat(apply(catalog)).allMatch(Outcome::succeeded);

        assertThat(servers.byHand("docker exec films-server-1 cat /data/film")).isEqualTo("of-the-host\n");
        assertThat(servers.byHand(
                                "docker inspect -f '{{range .Mounts}}{{.Destination}} {{.Type}} {{.RW}}\n{{end}}' films-server-1")
                        .lines())
                .contains(
                        "/data volume true",
                        "/copy volume false",
                        "/films bind false",
                        "/film bind true",
                        "/cache volume true");
        assertThat(servers.byHand("docker port films-server-1").lines())
                .contains(
                        "8080/tcp -> 127.0.0.1:18171",
                        "8081/tcp -> 127.0.0.1:18172",
                        "8082/tcp -> 127.0.0.1:18173",
                        "8080/tcp -> [::1]:18175")
                .anyMatch(line -> line.matches("8080/tcp -> 127\\.0\\.0\\.1:(3|4|5|6)\\d{4}"))
                .anyMatch(line -> line.matches("8083/tcp -> 127\\.0\\.0\\.1:181[89]\\d"));
        servers.byHand("docker restart -t 0 films-server-1");
        assertThat(plan(catalog).isEmpty()).isTrue();
        assertThat(problems(bound(root + ".other", c -> {})))
                .extracting(Problem::summary)
                .containsExactly("volume has other options");

        servers.byHand(CLEAR.formatted(root) + "; rm -rf %s.data".formatted(root));
        assertThat(apply(bound(root + ".data", c -> {})))
                .flatExtracting(Outcome::problems)
                .extracting(Problem::summary)
                .containsExactly("volume cannot be mounted");
    }

    @Test
    void aFolderWithinAVolumeIsMountedOrRefusedButNeverTheWholeVolume() {
        ResolvedCatalog catalog = films(c -> c.volume("data:/data:subpath=sub"));
        String api = servers.byHand("docker version --format '{{.Server.APIVersion}}'");

        if (ApiVersion.isAtLeast(ApiVersion.WITH_SUBPATH, api)) {
            servers.byHand("docker run --rm -v films_data:/data --entrypoint mkdir homelab-test/web:1 /data/sub");
            assertThat(problems(catalog)).isEmpty();
            assertThat(apply(catalog)).allMatch(Outcome::succeeded);
        } else {
            assertThat(problems(catalog)).extracting(Problem::summary).containsExactly("engine too old for subpath");
        }
    }

    private static Network inner(String subnet) {
        return new Network(
                Optional.empty(),
                Optional.empty(),
                Optional.of(subnet),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(true),
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }

    private ResolvedCatalog own(String subnet) {
        return service(films -> films.network("backend", n -> n.subnet(subnet))
                .container(
                        "server",
                        "homelab-test/web:1",
                        c -> c.stopGracePeriod("1s").networks("backend")));
    }

    private ResolvedCatalog bound(String folder, Consumer<ContainerBuilder> more) {
        return service(films -> films.container("server", "homelab-test/web:1", c -> {
                    c.stopGracePeriod("1s").volume("data:/data");
                    more.accept(c);
                })
                .volume(
                        "data",
                        data -> data.option("type", "none").option("o", "bind").option("device", folder)));
    }

    private ResolvedCatalog films(Consumer<ContainerBuilder> more) {
        return service(films -> films.container("server", "homelab-test/web:1", c -> {
            c.stopGracePeriod("1s");
            more.accept(c);
        }));
    }

    private ResolvedCatalog service(Consumer<ServiceBuilder> more) {
        return servers.catalog(Dsl.service("films", "nas", more));
    }

    private List<Problem> problems(ResolvedCatalog catalog) {
        try (Session<ComposeProject> session = provisioner().open()) {
            session.observe();
            return session.preflight(provisioner().desired(catalog));
        }
    }

    private Plan<ComposeProject> plan(ResolvedCatalog catalog) {
        try (Session<ComposeProject> session = provisioner().open()) {
            return planner.plan(provisioner().desired(catalog), session.observe());
        }
    }

    private List<Outcome<ComposeProject>> apply(ResolvedCatalog catalog) {
        try (Session<ComposeProject> session = provisioner().open()) {
            Plan<ComposeProject> plan = planner.plan(provisioner().desired(catalog), session.observe());
            return Applied.apply(session, plan.changes());
        }
    }

    private ComposeProvisioner provisioner() {
        return new ComposeProvisioner(new ComposeSettings("nas", root, Optional.empty()), servers.context());
    }
}
