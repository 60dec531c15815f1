// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.Golden;
import dev.homelab.adapter.HostileTexts;
import dev.homelab.adapter.support.file.YamlDocument;
import dev.homelab.lab.file.YamlTree;
import dev.homelab.lab.host.compose.ComposeReader;
import dev.homelab.model.Service;
import dev.homelab.model.container.Condition;
import dev.homelab.model.container.Network;
import dev.homelab.model.dsl.ContainerBuilder;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Owner;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComposeFileTest {

    private static final Map<String, EncryptedSecret> SECRETS =
            Map.of("HOMELAB_SERVER_DB_PASSWORD", new EncryptedSecret("c2VhbGVk"));

    private static final SharedNetworkMode NETWORKS =
            new SharedNetworkMode(ComposeFileTest::service, lender -> "0123456789abcdef");

    @Test
    void everyPartOfAServiceIsInTheFile() {
        Golden.assertGolden(
                "compose.yaml", file(Optional.of("127.0.0.1")).document(SECRETS).text());
    }

    @Test
    void everySettingOfAContainerIsInTheFile() {
        Golden.assertGolden(
                "compose-settings.yaml",
                file(settings(), NETWORKS, Optional.empty()).document(Map.of()).text());
    }

    @Test
    void whatUsesTheNetworkOfAnotherServiceFollowsItsRevision() {
        SharedNetworkMode other = new SharedNetworkMode(ComposeFileTest::service, lender -> "fedcba9876543210");

        assertThat(file(settings(), NETWORKS, Optional.empty()).revision(Map.of()))
                .isNotEqualTo(file(settings(), other, Optional.empty()).revision(Map.of()));
    }

    @Test
    void theRevisionFollowsTextAndSecrets() {
        String text = file(Optional.empty()).document(SECRETS).text();

        assertThat(file(Optional.empty()).document(SECRETS).text()).isEqualTo(text);
        assertThat(file(Optional.of("127.0.0.1")).document(SECRETS).text()).doesNotContain(revision(text));
        assertThat(file(Optional.empty())
                        .document(Map.of("HOMELAB_SERVER_DB_PASSWORD", new EncryptedSecret("b3RoZXI=")))
                        .text())
                .doesNotContain(revision(text));
    }

    @Test
    void composeReadsEveryTextAsItIs() {
        HostileTexts.of(13, 5_000).forEach(text -> {
            Service service = Dsl.service(
                    "photos",
                    "nas",
                    photos -> photos.container(
                            "server",
                            "a:1",
                            server -> server.label("a", text)
                                    .environment("A", text)
                                    .command(text, text)));

            YamlDocument document = file(service, NETWORKS, Optional.empty()).document(Map.of());
            String written = document.text();

            ComposeReader reader = new ComposeReader("photos", Path.of("/none"), Path::of);
            assertThat(reader.readText(written).services().get(0).labels())
                    .as(written)
                    .containsEntry("a", text);
            assertThat(YamlTree.read(written)
                            .at("/services/server/environment/A")
                            .asText())
                    .isEqualTo(text.replace("$", "$$"));
            assertThat(document.root().at("/services/server"))
                    .isEqualTo(YamlTree.read(written).at("/services/server"));
        });
    }

    @Test
    void namesOfSecretsNeverMeet() {
        Service service = Dsl.service(
                "photos",
                "nas",
                photos -> photos.container("a-b", "a:1", container -> container.secret("C", "env:X"))
                        .container("a.b", "a:1", container -> container.secret("C", "env:X")));

        assertThat(new SecretNames(service).texts(service)).hasSize(2);
    }

    private static String revision(String text) {
        return ComposeOutline.of(YamlDocument.of(text))
                .services()
                .values()
                .iterator()
                .next()
                .revision();
    }

    private static ComposeFile file(Optional<String> bind) {
        Service photos = Dsl.service(
                "photos",
                "nas",
                service -> service.container("server", "photos/server:1.2", ComposeFileTest::everything)
                        .container(
                                "db",
                                "postgres:17",
                                database -> database.volume("db:/var/lib/postgresql")
                                        .healthcheck(check -> check.command("pg_isready", "-U", "postgres"))));
        return file(photos, NETWORKS, bind);
    }

    private static ComposeFile file(Service service, SharedNetworkMode networks, Optional<String> bind) {
        return new ComposeFile(
                new Owner("home", ServiceName.of("photos")),
                service,
                new Surroundings(bind, "/opt/stacks/" + service.projectName(), networks),
                path -> Map.of("", "text of " + path));
    }

    private static Service vpn() {
        return Dsl.service("vpn", "nas", vpn -> vpn.project("tunnel").container("server", "vpn:1"));
    }

    private static Service settings() {
        return Dsl.service(
                "photos",
                "nas",
                service -> service.project("pictures")
                        .container("server", "photos/server:1.2", ComposeFileTest::settings)
                        .container("learning", "photos/learning:1.2", ComposeFileTest::confined)
                        .container("seeder", "seeder:1", seeder -> seeder.networkMode("service:vpn"))
                        .container(
                                "tool",
                                "tool:1",
                                tool -> tool.networkMode("container:learning")
                                        .dependsOn("server", Condition.STARTED, true)
                                        .restart("on-failure:5")
                                        .environment("http.cors.allow-origin", "$*")
                                        .environment("A-B$", "1")
                                        .healthcheck(check -> check.shell("test \"$(id -u)\" = 0 || exit 1")
                                                .startInterval("2s")))
                        .container("recorder", "recorder:1", ComposeFileTest::joined)
                        .network(
                                "backend",
                                inner -> inner.internal(true)
                                        .subnet("172.30.0.0/24")
                                        .gateway("172.30.0.1"))
                        .network(
                                "lan",
                                lan -> lan.driver(Network.Driver.MACVLAN)
                                        .parent("eth0")
                                        .subnet("192.0.2.0/24")
                                        .ipRange("192.0.2.192/27")
                                        .subnetV6("fd00:30::/64")
                                        .option("macvlan_mode", "$mode"))
                        .network("default", own -> own.option("com.docker.network.bridge.name", "br-photos"))
                        .volume(
                                "share",
                                share -> share.driver("local")
                                        .option("o", "addr=192.0.2.9,password=5$")
                                        .label("com.example.price", "5$"))
                        .container(
                                "page", "page:1", page -> page.networks("proxy").healthcheck(check -> check.disable()))
                        .container(
                                "migration",
                                "photos/server:1.2",
                                once -> once.restart("no").networkMode("none"))
                        .volume(
                                "library",
                                library -> library.name("old_library").external(true))
                        .volume("cache", cache -> cache.name("old_cache"))
                        .folder(
                                "/srv/photos",
                                folder -> folder.owner("1000:1000").mode("0750"))
                        .folder("/srv/music", folder -> {}));
    }

    private static void settings(ContainerBuilder server) {
        server.containerName("photos")
                .entrypoint("/bin/sh", "-c")
                .user("1000:1000")
                .volume("library:/library")
                .volume("cache:/cache")
                .file("photos/app.json", "/config/app.json")
                .restart("on-failure")
                .dependsOn("learning", Condition.HEALTHY)
                .dependsOn("migration", Condition.COMPLETED)
                .device("/dev/dri")
                .gpus(gpus -> gpus.driver("nvidia").count("1"))
                .resources(most -> most.memory("2g").cpus(1.5))
                .tmpfs("/tmp:size=64m")
                .shmSize("256m")
                .privileged(false)
                .init(true)
                .stopGracePeriod("1m")
                .networks("proxy", "metrics")
                .hostname("photos")
                .extraHost("nas.home.arpa", "host-gateway")
                .label("com.example.price", "5$")
                .logging(logging -> logging.driver("json-file").maxSize("10m").maxFiles(3))
                .compose("ulimits", Map.of("nofile", 65535))
                .compose("stop_signal", "SIGINT");
    }

    private static void joined(ContainerBuilder recorder) {
        recorder.network("backend", joined -> joined.alias("rec").address("172.30.0.7"))
                .network("lan", joined -> joined.addressV6("fd00:30::7"))
                .network("outside", joined -> {})
                .projectNetwork(false)
                .volume("share:/share:nocopy,z")
                .volume("library:/app:subpath=app/$HOME,ro,nocopy,Z")
                .volume("/srv/films:/films:ro,rslave")
                .volume("/cache")
                .port("8000-8010:8000-8010")
                .port("8080/udp")
                .port("[::1]:8081:8081");
    }

    private static void confined(ContainerBuilder learning) {
        learning.readOnly(true)
                .privileged(true)
                .capDrop("all")
                .capAdd("NET_ADMIN")
                .securityOpt("no-new-privileges:true")
                .sysctl("net.ipv4.ip_forward", "1")
                .gpus(gpus -> gpus.id("0").id("2"))
                .healthcheck(check -> check.interval("5s"))
                .logging(logging -> logging.maxSize("10m"));
    }

    private static void everything(ContainerBuilder server) {
        server.command("--level", "$HOME", "-1")
                .port("2283:2283")
                .port("192.0.2.11:53:53/udp")
                .volume("library:/library")
                .volume("/srv/photos:/photos:ro")
                .environment("TZ", "Europe/London")
                .environment("PRICE", "5$ and ${MORE}")
                .environment("ENABLED", "yes")
                .environment("COUNT", "010")
                .environment("DAY", "2026-11-23")
                .environment("EMPTY", "")
                .environment("NOTE", "a: b # c")
                .environment("LINES", "one\ntwo\n")
                .secret("DB_PASSWORD", "env:DB_PASSWORD")
                .healthcheck(check -> check.http("/ping")
                        .port(2283)
                        .interval("10s")
                        .timeout("3s")
                        .retries(5)
                        .startPeriod("1m"));
    }

    private static Optional<Service> service(String name) {
        return name.equals("vpn") ? Optional.of(vpn()) : Optional.empty();
    }
}
