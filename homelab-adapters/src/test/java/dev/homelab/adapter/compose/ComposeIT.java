// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.compose.network.HostNetworks;
import dev.homelab.adapter.real.RealContract;
import dev.homelab.adapter.real.RealServers;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The laws, against a real Docker engine and Compose behind a real SSH server. */
class ComposeIT extends RealContract<ComposeProject> {
    private final String root = RealServers.variable("STACKS_DIR");

    @BeforeEach
    void clear() {
        servers.byHand("docker ps -aq | xargs -r docker rm -f; docker network prune -f; rm -rf %1$s; mkdir %1$s"
                .formatted(root));
    }

    /** At one write the engine is busy for eight seconds; "proofs/contract-real whole" tries each. */
    @Override
    protected int stride() {
        return System.getenv("WHOLE_LAWS") == null ? 5 : 1;
    }

    @Override
    protected Provisioner<ComposeProject> provisioner() {
        return new ComposeProvisioner(new ComposeSettings("nas", root, Optional.empty()), servers.context());
    }

    @Override
    protected ResolvedCatalog catalog() {
        return servers.catalog(service("films", "1"), service("photos", "1"));
    }

    @Override
    protected ResolvedCatalog changedCatalog() {
        return servers.catalog(service("films", "2"), service("photos", "1"));
    }

    @Override
    protected ResolvedCatalog largeCatalog() {
        return servers.catalog(IntStream.range(0, 12)
                .mapToObj(number -> service("app" + number, "1"))
                .toArray(Service[]::new));
    }

    @Override
    protected void addByHand() {
        servers.byHand("""
                mkdir %1$s/wiki
                printf 'services:\\n  app: {image: person/app:1}\\n' > %1$s/wiki/compose.yaml
                echo A=1 > %1$s/wiki/.env
                docker run -d --name blog-app-1 --label com.docker.compose.project=blog homelab-test/web:1
                """.formatted(root));
    }

    @Override
    protected String addInTheWay() {
        servers.byHand("""
                mkdir %1$s/films
                printf 'services:\\n  app: {image: homelab-test/web:1}\\n' > %1$s/films/compose.yaml
                docker compose -p films -f %1$s/films/compose.yaml up -d
                """.formatted(root));
        return "films";
    }

    @Test
    void aContainerThatWasTakenOffANetworkIsADifferenceAndComesBack() {
        apply(plan());
        for (String network : List.of("films_default", "shared")) {
            servers.byHand("docker network disconnect %s films-server-1".formatted(network));

            Plan<ComposeProject> plan = plan();
            assertThat(plan.changes()).hasSize(1);
            assertThat(apply(plan)).allMatch(Outcome::succeeded);

            assertThat(servers.byHand("docker ps -a --format '{{.Names}} {{.Networks}}'"))
                    .containsAnyOf("films-server-1 films_default,shared", "films-server-1 shared,films_default");
            assertThat(plan().isEmpty()).isTrue();
        }
    }

    @Test
    void whatWasChangedByHandIsToldAndRepaired() {
        apply(plan());
        assertThat(plan().isEmpty()).isTrue();
        servers.byHand("docker restart -t 0 films-server-1 photos-server-1");
        assertThat(plan().isEmpty()).isTrue();

        assertRepaired(
                "docker update --memory 64m --memory-swap 64m films-server-1",
                "server memory limit changed from none to 64 MiB");
        assertRepaired("docker update --cpus 0.5 films-server-1", "server CPU limit changed from none to 0.5");
        assertRepaired(
                "docker update --restart always films-server-1",
                "server restart policy changed from unless-stopped to always");
        assertRepaired(
                "docker rename films-server-1 movies", "server was renamed from \"films-server-1\" to \"movies\"");
        assertRepaired(override("image: homelab-test/web:2"), "server runs image sha256:");
        assertRepaired(override("environment: {LOG_LEVEL: debug}"), "server environment differs: LOG_LEVEL");
        assertRepaired(override("healthcheck: {disable: true}"), "server health check is disabled");
        assertRepaired(override("ports: ['127.0.0.1::8080']"), "server port 8080/tcp changed from none to 127.0.0.1:");
        assertRepaired(
                override("volumes: ['/tmp:/data']"), "server mount /data changed from volume films_data to bind /tmp");
        assertRepaired(override("ulimits: {nofile: 1024}"), "server ulimits changed from none to ");
    }

    @Test
    void aVolumeThatWasMadeAgainIsTold() {
        apply(plan());
        servers.byHand(
                "docker rm -f films-server-1; docker volume rm films_data; sleep 1; docker compose -p films --project-directory %1$s/films -f %1$s/films/compose.yaml up -d"
                        .formatted(root));

        Plan<ComposeProject> plan = plan();
        assertThat(plan.changes())
                .singleElement()
                .satisfies(change -> assertThat(
                                change.before().orElseThrow().resource().losses())
                        .singleElement()
                        .asString()
                        .contains("volume films_data", "been recreated empty"));
        String started = servers.byHand("docker inspect --format '{{.Id}} {{.State.StartedAt}}' films-server-1");
        assertThat(apply(plan)).allMatch(Outcome::succeeded);
        assertThat(servers.byHand("docker inspect --format '{{.Id}} {{.State.StartedAt}}' films-server-1"))
                .isEqualTo(started);
        assertThat(plan().isEmpty()).isTrue();

        servers.byHand("docker rm -f films-server-1; docker volume rm films_data");
        assertThat(plan().changes().get(0).before().orElseThrow().resource().losses())
                .containsExactly("volume films_data was removed: its data is gone");
        assertThat(apply(plan())).allMatch(Outcome::succeeded);
        assertThat(plan().isEmpty()).isTrue();
    }

    private String override(String line) {
        return """
                cd %1$s/films
                printf '%%s\\n' "services: {server: {%2$s}}" > compose.override.yaml
                docker compose -p films up -d
                """.formatted(root, line);
    }

    /** An override file is still there when it is repaired, and goes only then. */
    private void assertRepaired(String byHand, String deviation) {
        servers.byHand(byHand);
        Plan<ComposeProject> plan = plan();
        assertThat(plan.changes())
                .describedAs(byHand)
                .singleElement()
                .satisfies(change -> assertThat(
                                change.before().orElseThrow().resource().deviations())
                        .anyMatch(said -> said.startsWith(deviation)));
        assertThat(apply(plan)).allMatch(Outcome::succeeded);
        assertThat(plan().isEmpty()).describedAs(byHand).isTrue();
        assertThat(servers.byHand(
                        "docker ps --format '{{.Names}} {{.Image}}' --filter label=com.docker.compose.project=films"))
                .isEqualTo("films-server-1 homelab-test/web:1\n");
        servers.byHand("rm -f %s/films/compose.override.yaml".formatted(root));
    }

    @Test
    void aVolumeWithOtherOptionsIsForeseenAndNeverCreatedAgain() {
        addInTheWay();
        servers.byHand("""
                cat > %1$s/films/compose.yaml <<EOF
                services: {server: {image: 'homelab-test/web:1', volumes: ['data:/data']}}
                volumes: {data: {labels: {backup: nightly}}}
                EOF
                docker volume rm -f films_data
                docker compose -p films -f %1$s/films/compose.yaml up -d --remove-orphans
                """.formatted(root));
        String made = "docker volume inspect --format '{{.CreatedAt}}{{json .Labels}}' films_data";
        String before = servers.byHand(made);
        assertThat(before).contains("nightly");

        try (Session<ComposeProject> session = provisioner().open()) {
            List<Observed<ComposeProject>> seen = session.observe();
            assertThat(session.preflight(provisioner().desired(catalog())))
                    .extracting(Problem::summary)
                    .containsExactly("volume has other options");
            Plan<ComposeProject> plan =
                    new Planner(HOMELAB).plan(provisioner().desired(catalog()), seen, Set.of("films"));
            assertThat(Applied.apply(session, plan.changes())).allMatch(Outcome::succeeded);
        }

        assertThat(servers.byHand(made)).isEqualTo(before);
        servers.byHand("docker rm -f films-server-1; docker volume rm films_data");
    }

    @Test
    void aComposeFileOfAnotherNameIsAdoptedAndGivenBack() {
        servers.byHand("""
                mkdir %1$s/films
                cd %1$s/films
                printf 'services:\\n  app: {image: homelab-test/web:1}\\n' > docker-compose.yml
                docker compose up -d
                """.formatted(root));
        Planner planner = new Planner(HOMELAB);
        List<Observed<ComposeProject>> before;
        Plan<ComposeProject> plan;
        try (Session<ComposeProject> session = provisioner().open()) {
            before = session.observe();
            plan = planner.plan(provisioner().desired(servers.catalog(service("films", "2"))), before, Set.of("films"));
        }
        assertThat(plan.conflicts()).isEmpty();

        assertThat(apply(plan)).hasSize(1).allMatch(Outcome::succeeded);
        assertThat(servers.byHand("ls %s/films".formatted(root))).isEqualTo("compose.yaml\n");
        try (Session<ComposeProject> session = provisioner().open()) {
            Plan<ComposeProject> back =
                    planner.restore(plan, Set.of(plan.changes().get(0).service()), session.observe());
            assertThat(Applied.apply(session, back.changes())).hasSize(1).allMatch(Outcome::succeeded);
            assertThat(session.observe()).isEqualTo(before);
        }
        assertThat(servers.byHand("ls %s/films".formatted(root))).isEqualTo("docker-compose.yml\n");
    }

    @Test
    void aProjectWhoseOverrideFileIsGoneIsRefusedInThePlan() {
        servers.byHand("""
                mkdir %1$s/films
                cd %1$s/films
                printf 'services:\\n  app: {image: homelab-test/web:1}\\n' > docker-compose.yml
                printf 'services:\\n  app: {environment: {A: b}}\\n' > docker-compose.override.yml
                docker compose up -d
                """.formatted(root));
        assertThat(refusals()).isEmpty();

        servers.byHand("mv %1$s/films/docker-compose.override.yml %1$s/films/other.yml".formatted(root));

        assertThat(refusals()).singleElement().asString().contains("docker-compose.override.yml");
    }

    /** Returns why the project cannot be adopted. */
    private List<String> refusals() {
        try (Session<ComposeProject> session = provisioner().open()) {
            List<Observed<ComposeProject>> seen = session.observe();
            Plan<ComposeProject> plan = new Planner(HOMELAB)
                    .plan(provisioner().desired(servers.catalog(service("films", "2"))), seen, Set.of("films"));
            return Stream.concat(
                            plan.conflicts().stream()
                                    .map(conflict -> conflict.existing()
                                            .resource()
                                            .unadoptable()
                                            .orElseThrow()),
                            session.preflightChanges(plan.changes()).stream().map(Problem::render))
                    .toList();
        }
    }

    @Test
    void aProjectWhoseFileComposeRefusesIsRolledBack() {
        Service refused = Dsl.service(
                "films",
                "nas",
                service -> service.container("server", "homelab-test/web:1", s -> s.compose("pids_limit", "many")));
        Planner planner = new Planner(HOMELAB);
        Plan<ComposeProject> plan;
        try (Session<ComposeProject> session = provisioner().open()) {
            plan = planner.plan(provisioner().desired(servers.catalog(refused)), session.observe());
        }

        assertThat(apply(plan))
                .singleElement()
                .satisfies(outcome ->
                        assertThat(outcome.problems().get(0).detail()).contains("pids_limit"));
        try (Session<ComposeProject> session = provisioner().open()) {
            Plan<ComposeProject> back = planner.restore(plan, Set.of(refused.name()), session.observe());
            assertThat(Applied.apply(session, back.changes())).hasSize(1).allMatch(Outcome::succeeded);
        }

        assertThat(servers.byHand("ls " + root)).isEmpty();
    }

    @Test
    void theEngineTellsHowManyNetworksItHasRoomFor() {
        assertThat(servers.byHand("docker info --format '{{json .DefaultAddressPools}}'"))
                .contains("{\"Base\":\"172.24.0.0/13\",\"Size\":26}");
        assertThat(new HostNetworks(servers.context().hosts().host("nas")).shortage(Set.of("new"), Set.of()))
                .satisfies(shortage -> {
                    assertThat(shortage.all()).isEqualTo(8192);
                    assertThat(shortage.isThere()).isFalse();
                });
    }

    private Plan<ComposeProject> plan() {
        try (Session<ComposeProject> session = provisioner().open()) {
            return new Planner(HOMELAB).plan(provisioner().desired(catalog()), session.observe());
        }
    }

    private List<Outcome<ComposeProject>> apply(Plan<ComposeProject> plan) {
        try (Session<ComposeProject> session = provisioner().open()) {
            return Applied.apply(session, plan.changes());
        }
    }

    private static Service service(String name, String version) {
        return Dsl.service(
                name,
                "nas",
                service -> service.container(
                        "server",
                        "homelab-test/web:" + version,
                        server ->
                                server.stopGracePeriod("1s").networks("shared").volume("data:/data")));
    }
}
