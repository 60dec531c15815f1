// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.Definition;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.ServiceName;
import dev.homelab.runner.LabHome;
import dev.homelab.runner.importer.Conversion;
import dev.homelab.runner.importer.DefinitionText;
import dev.homelab.runner.importer.MovedSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What targets of the lab hold of a service, in the definition that is written of it. */
final class TargetImportTest {

    @TempDir
    Path folder;

    private LabHome home;
    private Inventory inventory;

    @BeforeEach
    void start() throws IOException {
        home = new LabHome(folder);
        Files.createDirectories(home.services);
        inventory = home.homelab().catalog().catalog().inventory();
        String at = inventory.visitUrl(Hostname.of("photos.home.arpa")).toString();
        home.lab.authentik().addByHand("photos", at);
        home.lab.authentik().addByHand("nas", at.replace("photos", "nas"));
        String proxy = inventory.proxyAddress().orElseThrow();
        home.lab.pihole().addByHand(proxy + " photos.home.arpa");
        home.lab.pihole().addByHand("192.0.2.99 printer.home.arpa");
        home.lab.pihole().addCnameByHand("pictures.home.arpa,photos.home.arpa");
        Path dashboard = home.lab.host("docker-lxc-glance").place("/opt/glance/config/glance.yml");
        Files.writeString(dashboard, Files.readString(dashboard) + """
                  - name: Media
                    columns:
                      - size: full
                        widgets:
                          - type: monitor
                            title: Pictures
                            sites:
                              - {title: Our photos, url: "%s"}
                """.formatted(at));
    }

    @AfterEach
    void stop() {
        home.close();
    }

    @Test
    void everyTargetIsAskedOnceAndTheDefinitionSaysWhatTheyHold() {
        int signIns = home.lab.pihole().signIns();

        TargetImport.Result found = imported(conversion(List.of()));

        assertThat(DefinitionText.of(found.conversions().get(0))).isEqualTo("""
                name: photos
                host: docker-media
                containers:
                  server:
                    image: photos:1
                    ports: ['8001:80']
                routes:
                  - container: server
                    port: 80
                dns:
                  - hostname: pictures.home.arpa
                    cname: photos.home.arpa
                sso:
                  kind: forward-auth
                widget:
                  page: Media
                  group: Pictures
                  title: Our photos
                """);
        assertThat(found.targets())
                .extracting(one -> one.target() + " " + one.parts().size() + " " + one.others() + " "
                        + one.lost().size())
                .containsExactly("sso 1 1 0", "proxy 0 0 0", "dns 2 1 0", "dashboard 1 1 1");
        assertThat(home.lab.pihole().signIns()).isEqualTo(signIns + 1);
        assertThat(home.lab.writes()).isZero();
    }

    @Test
    void aTargetThatIsUnreachableIsNotAskedAndTheOthersAre() {
        home.lab.pihole().disconnect();
        home.lab.authentik().loseRows(true);

        TargetImport.Result found = imported(conversion(List.of()));

        assertThat(found.targets())
                .filteredOn(one -> !one.isAsked())
                .extracting(one -> one.target() + ": " + one.problems().get(0).summary())
                .containsExactlyInAnyOrder("sso: list is incomplete", "dns: target not reachable");
        assertThat(found.conversions().get(0).definition())
                .containsKeys("title", "widget")
                .doesNotContainKeys("sso", "dns");
        assertThat(String.valueOf(found.conversions().get(0).definition().get("routes")))
                .contains("authentik"); // visitors still sign in
        home.lab.pihole().reconnect();
    }

    @Test
    void aDefinitionThatIsThereStaysAndWhatBelongsToItIsNamed() {
        home.define("photos", "photos:1", 8001);
        List<Definition> there = home.homelab().catalog().catalog().definitions();

        TargetImport.Result found = home.homelab()
                .onUnmanaged(
                        LabHome.options(),
                        targets -> TargetImport.of(List.of(), there, "media", Set.of("authentik"), targets));

        assertThat(found.conversions()).isEmpty();
        assertThat(found.targets()).anyMatch(one -> one.holdsAllOf("photos"));
    }

    @Test
    void aSecretThatAContainerHasAlreadyHasOneName() {
        MovedSecret known = new MovedSecret("PHOTOS_OAUTH", "services.server.environment.OAUTH", "horse");
        home.lab.authentik().changeProviderByHand("photos", Map.of("skip_path_regex", "^/public"));

        TargetImport.Result found = imported(conversion(List.of(known)));

        assertThat(found.conversions().get(0).secrets()).containsExactly(known);
    }

    private TargetImport.Result imported(Conversion conversion) {
        return home.homelab()
                .onUnmanaged(
                        LabHome.options(),
                        targets ->
                                TargetImport.of(List.of(conversion), List.of(), "apps", Set.of("authentik"), targets));
    }

    private static Conversion conversion(List<MovedSecret> secrets) {
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("name", "photos");
        definition.put("host", "docker-media");
        definition.put("containers", Map.of("server", ordered("image", "photos:1", "ports", List.of("8001:80"))));
        Map<String, Object> route = ordered("container", "server", "port", 80);
        route.put("middlewares", List.of("authentik"));
        definition.put("routes", List.of(route));
        return new Conversion(
                ServiceName.of("photos"),
                definition,
                Map.of(),
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                secrets,
                List.of(),
                List.of());
    }

    private static Map<String, Object> ordered(String one, Object value, String other, Object more) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(one, value);
        map.put(other, more);
        return map;
    }
}
