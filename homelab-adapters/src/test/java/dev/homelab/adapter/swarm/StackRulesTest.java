// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.Catalog;
import dev.homelab.model.io.CatalogReader;
import dev.homelab.problem.Problem;
import dev.homelab.spi.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackRulesTest {

    @TempDir
    Path folder;

    @Test
    void whatASwarmIgnoresIsAProblemAtItsLine() throws IOException {
        List<Problem> problems = problems("", """
                name: films
                host: cluster
                containers:
                  server:
                    image: films:1
                    containerName: films
                    ports: ["192.0.2.11:80:80"]
                    privileged: true
                    devices: [/dev/dri]
                    securityOpt: ["no-new-privileges:true"]
                    dependsOn: {other: healthy}
                    compose: {pid: host}
                  other:
                    image: films:1
                    networkMode: host
                folders:
                  /srv/films: {owner: "1000:1000"}
                """);

        assertThat(problems)
                .extracting(problem -> problem.where().render().replaceFirst(".*films\\.yaml:(\\d+):.* ", "$1 "))
                .containsExactlyInAnyOrder(
                        "6 containers.server.containerName",
                        "7 containers.server.ports[0]",
                        "8 containers.server.privileged",
                        "9 containers.server.devices",
                        "10 containers.server.securityOpt",
                        "11 containers.server.dependsOn.other",
                        "12 containers.server.compose.pid",
                        "15 containers.other.networkMode",
                        "17 folders./srv/films");
        assertThat(problems)
                .extracting(Problem::summary)
                .containsOnly("not known to swarm", "address not kept by swarm");
    }

    @Test
    void whatIsTranslatedIsNoProblem() throws IOException {
        assertThat(problems("", """
                name: films
                host: cluster
                containers:
                  server:
                    image: films:1
                    ports: ["80:80"]
                    volumes: ["data:/data"]
                    restart: on-failure
                    tmpfs: ["/tmp:size=1m"]
                    shmSize: 64m
                    resources: {memory: 64m, cpus: 0.5}
                    dependsOn: {other: started}
                    compose: {deploy: {replicas: 3}, stop_signal: SIGINT}
                  other: {image: "films:1"}
                """)).isEmpty();
    }

    @Test
    void aBoundHostWouldPublishEverywhere() throws IOException {
        assertThat(problems(
                        ", bind: 127.0.0.1",
                        "name: films\nhost: cluster\ncontainers: {server: {image: \"films:1\"}}\n"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.summary()).isEqualTo("address not kept by swarm");
                    assertThat(problem.where().render())
                            .contains("inventory.yaml:6")
                            .endsWith("hosts.cluster.bind");
                });
    }

    private List<Problem> problems(String host, String definition) throws IOException {
        Path inventory = Files.writeString(folder.resolve("inventory.yaml"), """
                homelab: home
                key: env:HOMELAB_KEY
                record: /var/lib/homelab
                domain: home.arpa
                hosts:
                  cluster: {address: 192.0.2.11%s}
                targets:
                  cluster: {kind: swarm, host: cluster}
                """.formatted(host));
        Path services = Files.createDirectories(folder.resolve("services/media"));
        Files.writeString(services.resolve("films.yaml"), definition);
        Catalog catalog = new CatalogReader(Plugins.found().kinds())
                .read(folder.resolve("services"), inventory)
                .catalog()
                .orElseThrow();
        return new StackRules("cluster", catalog).problems();
    }
}
