// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Lab;
import dev.homelab.lab.Trees;
import dev.homelab.report.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services, hostnames and containers get other names, and keep what hangs on those they had. */
class RenamingTest {

    private static final String SERVICE = """
            name: photos
            host: docker-media
            containers:
              CONTAINER:
                image: photos:1
                ports: ["8001:80"]
                volumes: ["data:/data"]
                environment: {TZ: Europe/London}
                secrets: {TOKEN: env:PHOTOS_TOKEN, CLIENT_SECRET: "sso:client-secret"}
            routes:
              - {hostname: HOSTNAME, container: CONTAINER, port: 80}
              - {hostname: album.home.arpa, container: CONTAINER, port: 80}
            widget: {group: Media}
            sso: SSO
            """;
    private static final String OIDC = "{kind: oidc, redirectUris: [\"http://HOSTNAME/back\"]}";
    private static final String AT_THE_DOOR = "{kind: forward-auth, groups: [family]}";

    private LabHome home;

    @BeforeEach
    void lab(@TempDir Path folder) {
        home = new LabHome(folder);
        home.environment().put("PHOTOS_TOKEN", "a-token-of-the-lab");
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void aHostnameIsNoPartOfAClientItsSecretOrTheData() throws IOException {
        apply("server", "photos.home.arpa", OIDC);
        List<String> clients = clients();
        String secrets = secrets();

        List<String> changes = apply("server", "pictures.home.arpa", OIDC);

        assertThat(changes)
                .containsExactlyInAnyOrder(
                        "sso UPDATE photos",
                        "proxy UPDATE homelab-photos.yml",
                        "dns DELETE photos.home.arpa",
                        "dns CREATE pictures.home.arpa",
                        "dashboard UPDATE photos");
        assertThat(clients()).isEqualTo(clients).doesNotContain("");
        assertThat(secrets()).isEqualTo(secrets);
        assertThat(home.lab.host(Lab.MEDIA).docker().volumes()).containsExactly("photos_data");
    }

    @Test
    void aHostnameAtWhichTheProxyAsksKeepsItsApplication() {
        apply("server", "photos.home.arpa", AT_THE_DOOR);
        Map<String, String> applications = applications();

        List<String> changes = apply("server", "pictures.home.arpa", AT_THE_DOOR);

        assertThat(changes).contains("sso UPDATE photos").noneMatch(change -> change.startsWith("sso DELETE"));
        assertThat(applications()).isEqualTo(applications).containsOnlyKeys("photos", "photos_2");
    }

    @Test
    void aContainerIsNoPartOfAVolumeASecretOrAClient() throws IOException {
        apply("server", "photos.home.arpa", OIDC);
        List<String> clients = clients();
        String secrets = secrets();

        List<String> changes = apply("web", "photos.home.arpa", OIDC);

        assertThat(changes).containsExactly("docker-media UPDATE photos");
        assertThat(home.lab.host(Lab.MEDIA).docker().containers()).containsOnlyKeys("photos-web-1");
        assertThat(home.lab.host(Lab.MEDIA).docker().volumes()).containsExactly("photos_data");
        assertThat(secrets()).isEqualTo(secrets.replace("HOMELAB_SERVER_", "HOMELAB_WEB_"));
        assertThat(clients()).isEqualTo(clients);
    }

    @Test
    void aServiceUnderAnotherNameKeepsItsApplicationItsClientAndItsData() throws IOException {
        apply("server", "photos.home.arpa", OIDC);
        List<String> clients = clients();
        Map<String, String> applications = applications();
        home.remove("photos");
        String definition = definition("server", "photos.home.arpa", OIDC)
                .replace("name: photos\n", "name: pictures\nrenamedFrom: photos\n");

        List<String> changes = apply("pictures", definition);

        assertThat(changes)
                .contains("docker-media UPDATE photos", "sso UPDATE photos", "dns UPDATE photos.home.arpa")
                .noneMatch(change -> change.startsWith("sso DELETE") || change.startsWith("docker-media DELETE"));
        assertThat(clients()).isEqualTo(clients);
        assertThat(applications()).isEqualTo(applications);
        assertThat(Trees.of(home.lab.authentik().applications())
                        .get(0)
                        .path("meta_publisher")
                        .asText())
                .isEqualTo("homelab:lab/pictures");
        assertThat(home.lab.host(Lab.MEDIA).docker().volumes()).containsExactly("photos_data");
        assertThat(home.homelab().plan().isEmpty()).isTrue();
        home.define("wiki", "wiki:1", 8002);
        home.remove("pictures");
        assertThat(home.apply().ending()).contains(Ending.DONE);
        assertThat(home.lab.authentik().applications()).isEmpty();
    }

    /** Returns what was changed, as {@code TARGET SHAPE KEY}. */
    private List<String> apply(String container, String hostname, String sso) {
        return apply("photos", definition(container, hostname, sso));
    }

    private List<String> apply(String service, String definition) {
        home.write("media/" + service + ".yaml", definition);
        HomelabPlan plan = home.homelab().plan();
        assertThat(home.apply().ending()).contains(Ending.DONE);
        return plan.targets().stream()
                .flatMap(target -> target.plan().changes().stream()
                        .map(change -> target.target() + " " + change.shape() + " " + change.key()))
                .toList();
    }

    private static String definition(String container, String hostname, String sso) {
        String definition =
                SERVICE.replace("SSO", sso).replace("CONTAINER", container).replace("HOSTNAME", hostname);
        return sso.equals(OIDC) ? definition : definition.replace("sso:client-secret", "env:PHOTOS_TOKEN");
    }

    /** Returns what identifies each client: the key that the server gave it, its name, its id and its secret. */
    private List<String> clients() {
        return Trees.of(home.lab.authentik().providers()).stream()
                .flatMap(provider -> Stream.of("pk", "name", "client_id", "client_secret")
                        .map(key -> provider.path(key).asText()))
                .toList();
    }

    /** Returns the key that the server gave each application, by its slug. */
    private Map<String, String> applications() {
        return Trees.of(home.lab.authentik().applications()).stream()
                .collect(toMap(
                        application -> application.path("slug").asText(),
                        application -> application.path("pk").asText()));
    }

    private String secrets() throws IOException {
        return Files.readString(home.lab.host(Lab.MEDIA).place("/opt/stacks/photos/.env"));
    }
}
