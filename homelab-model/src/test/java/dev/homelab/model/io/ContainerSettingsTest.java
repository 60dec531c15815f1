// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.Service;
import dev.homelab.model.container.CommandWords;
import dev.homelab.model.container.Condition;
import dev.homelab.model.container.GpuCount;
import dev.homelab.model.container.Gpus;
import dev.homelab.model.dsl.ContainerBuilder;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.value.Size;
import dev.homelab.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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
                command: serve --title "My photos" 'a\\b' c\\ d
                entrypoint: [/bin/sh, -c]
                user: 1000:1000
                files: {photos/app.json: /config/app.json}
                environment: {http.cors.allow-origin: "*", A-B: 1}
                healthcheck: {shell: "pg_isready || exit 1", startInterval: 2s}
                restart: on-failure:5
                dependsOn: {db: {condition: healthy, restart: true}, cache: {condition: started}, migration: completed}
                networkMode: container:vpn
                devices: [/dev/dri]
                gpus: {driver: nvidia, count: "1"}
                resources: {memory: 2048 MiB, cpus: 1.5}
                tmpfs: [/tmp]
                shmSize: 268435456
                readOnly: true
                privileged: false
                capAdd: [cap_net_admin]
                capDrop: [all]
                securityOpt: ["no-new-privileges:true"]
                sysctls: {net.ipv4.ip_forward: 1}
                init: true
                stopGracePeriod: 1m
                hostname: photos
                extraHosts: {nas: host-gateway}
                labels: {com.example.role: web}
                logging: {driver: local, maxSize: 10MB, maxFiles: 3}
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

    /** What Compose 5.6.1 makes of each was measured with {@code docker compose config}. */
    static Map<String, List<String>> commands() {
        return Map.of(
                "a  b 'c d' \"e f\"g h\\ i", List.of("a", "b", "c d", "e fg", "h i"),
                "tab\\tx \"in\\tq\" 'sq\\t'", List.of("tab\tx", "in\tq", "sq\\t"),
                " '' \"\" ", List.of("", ""),
                "a\nb #c", List.of("a", "b", "#c"),
                "sh -c 'a && b'", List.of("sh", "-c", "a && b"));
    }

    @ParameterizedTest
    @MethodSource("commandTexts")
    void aCommandIsSplitAsComposeSplitsIt(String text) {
        assertThat(CommandWords.split(text)).contains(commands().get(text));
        assertThat(text).matches(CommandWords.FORM);
    }

    static Set<String> commandTexts() {
        return commands().keySet();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a; b", "a > b", "a (b)", "a $(b c)", "a 'b", "a &b", "a 2>x b", "a \\", "a `b`", "a|b"
            })
    void whatComposeWouldCutOffOrRefuseIsNotSplit(String text) {
        assertThat(CommandWords.split(text)).isEmpty();
        assertThat(text).doesNotMatch(CommandWords.FORM);
    }

    @ParameterizedTest
    @CsvSource({
        "512M,512m",
        "512mb,512m",
        "0.5g,512m",
        "536870912,512m",
        "1 GiB,1g",
        "1.5g,1536m",
        "1024k,1m",
        "1000b,1000b",
        "1t,1024g",
        "2000000,2000000b",
        "0m,0m",
        "100,100",
        "1.5,1.5",
        "much,much"
    })
    void aSizeIsTheSameHoweverItIsWritten(String written, String kept) {
        assertThat(Size.of(written).value()).isEqualTo(kept);
    }

    @Test
    void whatIsSaidInShortIsPrintedInShort() {
        Service photos = Dsl.service(
                "photos",
                "nas",
                service -> service.container(
                        "server",
                        "photos:1",
                        server -> server.command("sh", "-c", "a && b")
                                .dependsOn("db", Condition.HEALTHY)
                                .dependsOn("cache", Condition.STARTED, true)
                                .resources(most -> most.memory("1024M"))
                                .capDrop("cap_chown")));

        assertThat(ServiceWriter.write(photos)).isEqualTo("""
                name: photos
                host: nas
                containers:
                  server:
                    image: photos:1
                    command: [sh, -c, a && b]
                    dependsOn:
                      db: healthy
                      cache:
                        condition: started
                        restart: true
                    resources:
                      memory: 1g
                    capDrop: [CHOWN]
                """);
    }

    private static void settings(ContainerBuilder server) {
        server.containerName("photos")
                .command("serve", "--title", "My photos", "a\\b", "c d")
                .entrypoint("/bin/sh", "-c")
                .user("1000:1000")
                .file("photos/app.json", "/config/app.json")
                .environment("http.cors.allow-origin", "*")
                .environment("A-B", "1")
                .healthcheck(check -> check.shell("pg_isready || exit 1").startInterval("2s"))
                .restart("on-failure:5")
                .dependsOn("db", Condition.HEALTHY, true)
                .dependsOn("cache", Condition.STARTED)
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
