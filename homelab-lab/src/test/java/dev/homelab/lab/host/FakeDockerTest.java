// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homelab.lab.host.shell.Output;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FakeDockerTest {

    private static final String COMPOSE =
            "docker compose --progress plain --ansi never -p app --project-directory /opt/app -f /opt/app/compose.yaml ";
    private static final String UP = COMPOSE + "up -d --wait --wait-timeout 30 --remove-orphans --quiet-pull -y";
    private static final String FILE = """
            services:
              server:
                image: media/server:1
                ports: ["8096:8096", "8097:8096/udp"]
                volumes: ["media:/media"]
                environment: {LEVEL: "${LEVEL:-info}"}
                labels: {dev.homelab.service: app}
                healthcheck: {test: [CMD, "true"]}
              db:
                image: data/db:1
                labels: ["dev.homelab.service=app"]
            volumes:
              media:
            """;

    @TempDir
    Path folder;

    private LabHost lab;

    @BeforeEach
    void start() {
        lab = new LabHost(folder);
        lab.write("/opt/app/compose.yaml", FILE);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void versionsAreTold() {
        assertThat(lab.run("docker version --format '{{.Server.APIVersion}}' && docker compose version --short")
                        .out())
                .isEqualTo("1.41\n5.6.1\n");
    }

    @Test
    void upMakesContainersNetworkAndVolume() {
        Output up = lab.run(UP);

        assertThat(up.exit()).as(up.err()).isZero();
        HostSnapshot after = lab.host.snapshot();
        assertThat(after.containers()).containsOnlyKeys("app-server-1", "app-db-1");
        assertThat(after.containers().get("app-server-1"))
                .contains(Map.entry("state", "running"), Map.entry("health", "healthy"))
                .extractingByKey("labels")
                .asString()
                .contains("com.docker.compose.project.working_dir=/opt/app", "dev.homelab.service=app");
        assertThat(after.networks()).contains("app_default");
        assertThat(after.volumes()).containsExactly("app_media");
        assertThat(after.withoutVolumes().volumes()).isEmpty();
        assertThat(lab.host.writes()).isEqualTo(1);
    }

    @Test
    void aSecondUpMakesNothingAnew() {
        lab.run(UP);
        String ids = lab.run("docker ps -a --no-trunc --format '{{.ID}}'").out();

        lab.run(UP);

        assertThat(lab.run("docker ps -a --no-trunc --format '{{.ID}}'").out())
                .isEqualTo(ids)
                .hasLineCount(2);
    }

    @Test
    void onlyTheServiceThatChangedIsMadeAnew() {
        lab.run(UP);
        String before = lab.run("docker ps -a --format '{{.Names}} {{.ID}}'").out();

        lab.write("/opt/app/.env", "LEVEL=debug\n");
        lab.run(UP);

        String after = lab.run("docker ps -a --format '{{.Names}} {{.ID}}'").out();
        assertThat(after.lines().toList().get(0))
                .isEqualTo(before.lines().toList().get(0))
                .startsWith("app-db-1");
        assertThat(after.lines().toList().get(1))
                .isNotEqualTo(before.lines().toList().get(1));
    }

    @Test
    void hashesOfTheFileAreThoseOfTheContainers() {
        lab.run(UP);

        assertThat(lab.run(
                                "docker ps --format '{{.Label \"com.docker.compose.service\"}} {{.Label \"com.docker.compose.config-hash\"}}'")
                        .out()
                        .lines())
                .containsExactlyInAnyOrderElementsOf(
                        lab.run(COMPOSE + "config --hash '*'").out().lines().toList());
    }

    @Test
    void containersAreFoundByTheirLabels() {
        lab.run(UP);
        lab.host.docker().runByHand("other", "web", "web:1", 9000);

        String format = " --format '{{.Names}}\\t{{.Image}} {{.State}} {{.Status}}'";
        assertThat(lab.run(
                                "docker ps -a --filter label=dev.homelab.service=app --filter label=com.docker.compose.service=db"
                                        + format)
                        .out())
                .isEqualTo("app-db-1\tdata/db:1 running Up 10 seconds\n");
        assertThat(lab.run("docker ps -a --no-trunc --format '{{json .}}'")
                        .out()
                        .lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(
                                new ObjectMapper().readTree(line).path("Labels").asText())
                        .contains("com.docker.compose.project="));
    }

    @Test
    void psOfComposeIsOneObjectALine() throws Exception {
        lab.run(UP);

        List<String> lines =
                lab.run(COMPOSE + "ps -a --format json").out().lines().toList();

        JsonNode server = new ObjectMapper().readTree(lines.get(1));
        assertThat(server.path("Health").asText()).isEqualTo("healthy");
        assertThat(server.path("Publishers").path(0).path("PublishedPort").asInt())
                .isEqualTo(8096);
    }

    @Test
    void aPublishedPortAnswersUnderTheAddressOfTheHost() throws Exception {
        lab.run(UP);

        HttpResponse<String> page = get(lab.ports.moved(URI.create("http://192.0.2.11:8096/web?x=1")));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<title>app</title>", "server", "media/server:1");
        assertThat(lab.ports.find("192.0.2.11", 8097)).isEmpty();
        lab.run(COMPOSE + "stop");
        assertThat(lab.ports.find("192.0.2.11", 8096)).isEmpty();
        assertThat(lab.run(COMPOSE + "start").exit()).isZero();
        assertThat(lab.ports.find("192.0.2.11", 8096)).isPresent();
    }

    @Test
    void anUnhealthyContainerFailsTheWaitAndStays() throws Exception {
        lab.host.docker().images().unhealthyImage("media/");

        Output up = lab.run(UP);

        assertThat(up.exit()).isEqualTo(1);
        assertThat(up.err()).endsWith("container app-server-1 is unhealthy\n");
        assertThat(lab.host.docker().containers().get("app-server-1"))
                .contains(Map.entry("state", "running"), Map.entry("health", "unhealthy"));
        assertThat(get(lab.ports.where("192.0.2.11", 8096)).statusCode()).isEqualTo(503);
    }

    @Test
    void aContainerThatEndsFailsTheWait() {
        lab.host.docker().images().exits("data/", 137);

        assertThat(lab.run(UP).err()).endsWith("container app-db-1 exited (137)\n");
    }

    @Test
    void anUnknownImageFailsThePullAndTheUp() {
        lab.host.docker().images().unknownImage("media/server");

        assertThat(lab.run(COMPOSE + "pull -q").exit()).isNotZero();
        assertThat(lab.run(UP).err()).contains("manifest for media/server:1 not found");
        assertThat(lab.host.docker().containers()).isEmpty();
    }

    @Test
    void aPortOfAnotherProjectCannotBeTaken() {
        lab.host.docker().runByHand("other", "web", "web:1", 8096);

        Output up = lab.run(UP);

        assertThat(up.exit()).isEqualTo(1);
        assertThat(up.err()).contains("Bind for 0.0.0.0:8096 failed: port is already allocated");
        assertThat(lab.host.docker().containers().get("app-server-1")).containsEntry("state", "created");
    }

    @Test
    void downLeavesVolumesUnlessAsked() {
        lab.run(UP);

        lab.run(COMPOSE + "down");
        assertThat(lab.host.docker().containers()).isEmpty();
        assertThat(lab.host.docker().networks()).doesNotContain("app_default");
        assertThat(lab.host.docker().volumes()).containsExactly("app_media");

        lab.run(COMPOSE + "down -v");
        assertThat(lab.host.docker().volumes()).isEmpty();
    }

    @Test
    void orphansGoOnlyWhenAsked() {
        lab.run(UP);
        lab.write("/opt/app/compose.yaml", "services: {db: {image: 'data/db:1'}}\n");

        assertThat(lab.run(COMPOSE + "up -d").err()).contains("Found orphan containers");
        assertThat(lab.host.docker().containers()).hasSize(2);
        lab.run(UP);
        assertThat(lab.host.docker().containers()).containsOnlyKeys("app-db-1");
    }

    @Test
    void createStartsNothing() {
        lab.run(COMPOSE + "create");

        assertThat(lab.host.docker().containers().values())
                .allSatisfy(container -> assertThat(container).containsEntry("state", "created"));
    }

    @Test
    void aNetworkThatOthersOwnMustBeThere() {
        lab.write("/opt/app/compose.yaml", """
                services: {db: {image: "data/db:1"}}
                networks: {default: {name: homelab, external: true}}
                """);

        assertThat(lab.run(UP).err()).contains("network homelab declared as external, but could not be found");
        assertThat(lab.run("docker network create homelab").exit()).isZero();
        assertThat(lab.run(UP).exit()).isZero();
        assertThat(lab.run("docker network create homelab").err()).contains("network with name homelab already exists");
        assertThat(lab.run("docker network ls --format '{{.Name}}'").out().lines())
                .contains("homelab");
        assertThat(lab.run(COMPOSE + "down").exit()).isZero();
        assertThat(lab.host.docker().networks()).contains("homelab");
    }

    @Test
    void networksTellTheirDriversAndAddresses() {
        lab.run(UP);
        lab.host.docker().addressPools(1);

        assertThat(lab.run("docker network ls --format '{{.Driver}} {{.Name}}'")
                        .out()
                        .lines())
                .containsExactlyInAnyOrder("bridge app_default", "bridge bridge", "host host", "null none");
        assertThat(lab.run("docker network inspect --format '{{range .IPAM.Config}}{{.Subnet}} {{end}}' bridge host")
                        .out())
                .isEqualTo("10.0.0.0/24 \n\n");
        assertThat(lab.run("docker info --format '{{json .DefaultAddressPools}}'")
                        .out())
                .isEqualTo("[{\"Base\":\"10.0.0.0/24\",\"Size\":24},{\"Base\":\"10.0.1.0/24\",\"Size\":24}]\n");
    }

    @Test
    void aContainerThatWasTakenOffANetworkComesBackWhenItIsMadeAnew() {
        lab.run(UP);
        lab.host.docker().disconnectByHand("app-db-1", "app_default");

        lab.run(UP);
        assertThat(lab.host.docker().containers().get("app-db-1")).containsEntry("networks", "[]");
        lab.run(UP + " --force-recreate");
        assertThat(lab.host.docker().containers().get("app-db-1")).containsEntry("networks", "[app_default]");
    }

    @Test
    void addressPoolsEnd() {
        lab.host.docker().addressPools(0);

        assertThat(lab.run(UP).err()).contains("all predefined address pools have been fully subnetted");
    }

    @Test
    void anOldComposeDoesNotKnowWhatLaterOnesKnow() {
        lab.host.docker().composeVersion("2.17.3");

        assertThat(lab.run("docker compose version --short").out()).isEqualTo("2.17.3\n");
        assertThat(lab.run("docker compose --progress plain -p app ps").err()).startsWith("unknown flag: --progress");
        lab.host.docker().composeVersion("2.19.1");
        assertThat(lab.run("docker compose --progress plain -p app ps").err()).doesNotContain("unknown flag");
    }

    @Test
    void refusedCommandsChangeNothing() {
        lab.run(UP);
        HostSnapshot before = lab.host.snapshot("/opt");
        lab.host.faults().failAfter(0);

        assertThat(lab.run(COMPOSE + "down").exit()).isEqualTo(1);
        assertThat(lab.run(COMPOSE + "ps -a --format json").exit()).isZero();
        assertThat(lab.host.snapshot("/opt")).isEqualTo(before);
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
