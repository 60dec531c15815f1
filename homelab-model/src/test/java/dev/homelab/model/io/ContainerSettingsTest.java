// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.Service;
import dev.homelab.model.container.Condition;
import dev.homelab.model.container.GpuCount;
import dev.homelab.model.container.Gpus;
import dev.homelab.model.container.Restart;
import dev.homelab.model.dsl.ContainerBuilder;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.nodes.Node;

/** YAML and Java say the same of a container, whatever it is. */
class ContainerSettingsTest {

    private static final String YAML = """
            name: photos
            host: nas
            project: pictures
            containers:
              server:
                image: photos:1
                containerName: photos
                entrypoint: [/bin/sh, -c]
                user: 1000:1000
                files: {photos/app.json: /config/app.json}
                restart: no
                dependsOn: {db: healthy, migration: completed}
                networkMode: container:vpn
                devices: [/dev/dri]
                gpus: {driver: nvidia, count: "1"}
                resources: {memory: 2g, cpus: 1.5}
                tmpfs: [/tmp]
                shmSize: 256m
                readOnly: true
                privileged: false
                capAdd: [NET_ADMIN]
                capDrop: [ALL]
                securityOpt: ["no-new-privileges:true"]
                sysctls: {net.ipv4.ip_forward: 1}
                init: true
                stopGracePeriod: 1m
                hostname: photos
                extraHosts: {nas: host-gateway}
                labels: {com.example.role: web}
                logging: {driver: local, maxSize: 10m, maxFiles: 3}
                compose:
                  ulimits: {nofile: 65535}
                  cpu_count: 0.5
                  tty: true
                  dns: [192.0.2.53, "1"]
            volumes:
              library: {name: old, external: true}
            folders:
              /srv/photos: {owner: 1000:1000, mode: "0750"}
            """;

    @Test
    void everySettingOfAContainerIsReadAsItsVerbSaysIt() {
        FileProblems findings = new FileProblems("photos.yaml");
        Node root = YamlFile.parse(YAML, findings).orElseThrow();

        Service read = new Binder(findings, Map.of()).bind(root, Service.class, "");

        assertThat(findings.problems()).isEmpty();
        assertThat(read)
                .isEqualTo(Dsl.service(
                        "photos",
                        "nas",
                        photos -> photos.project("pictures")
                                .container("server", "photos:1", ContainerSettingsTest::settings)
                                .volume(
                                        "library",
                                        library -> library.name("old").external(true))
                                .folder(
                                        "/srv/photos",
                                        folder -> folder.owner("1000:1000").mode("0750"))));
    }

    @ParameterizedTest
    @CsvSource({"2,2", "'\"2\"',2", "2.0,2", "all,all"})
    void aCountOfProcessorsStandsWithQuotesOrWithout(String written, String count) {
        FileProblems findings = new FileProblems("photos.yaml");
        Node root = YamlFile.parse("count: " + written + "\n", findings).orElseThrow();

        Gpus read = new Binder(findings, Map.of()).bind(root, Gpus.class, "gpus");

        assertThat(findings.problems()).isEmpty();
        assertThat(read).isEqualTo(new Gpus(Optional.empty(), Optional.of(GpuCount.of(count)), List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "true", "99999999999"})
    void whatIsNoWholeNumberIsNoCount(String written) {
        FileProblems findings = new FileProblems("photos.yaml");
        Node root = YamlFile.parse("count: " + written + "\n", findings).orElseThrow();

        new Binder(findings, Map.of()).bind(root, Gpus.class, "gpus");

        assertThat(findings.problems()).extracting(Problem::summary).containsExactly("wrong type");
    }

    private static void settings(ContainerBuilder server) {
        server.containerName("photos")
                .entrypoint("/bin/sh", "-c")
                .user("1000:1000")
                .file("photos/app.json", "/config/app.json")
                .restart(Restart.NO)
                .dependsOn("db", Condition.HEALTHY)
                .dependsOn("migration", Condition.COMPLETED)
                .networkMode("container:vpn")
                .device("/dev/dri")
                .gpus(gpus -> gpus.driver("nvidia").count("1"))
                .resources(most -> most.memory("2g").cpus(1.5))
                .tmpfs("/tmp")
                .shmSize("256m")
                .readOnly(true)
                .privileged(false)
                .capAdd("NET_ADMIN")
                .capDrop("ALL")
                .securityOpt("no-new-privileges:true")
                .sysctl("net.ipv4.ip_forward", "1")
                .init(true)
                .stopGracePeriod("1m")
                .hostname("photos")
                .extraHost("nas", "host-gateway")
                .label("com.example.role", "web")
                .logging(logging -> logging.driver("local").maxSize("10m").maxFiles(3))
                .compose("ulimits", Map.of("nofile", 65535))
                .compose("cpu_count", 0.5)
                .compose("tty", true)
                .compose("dns", List.of("192.0.2.53", "1"));
    }
}
