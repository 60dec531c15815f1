// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.Homes;
import dev.homelab.model.Definition;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.problem.Positions;
import dev.homelab.provision.Existing;
import dev.homelab.provision.Existing.Part;
import dev.homelab.provision.Existing.Removal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tiles in files of people, as the definitions of services say them. */
final class ExistingTilesTest {

    private static final Inventory HOME = Homes.inventory("home");
    private static final Service PHOTOS = service("photos", false);
    private static final String MAIN = """
            pages:
              - name: Media Room
                columns:
                  - size: full
                    widgets:
                      - type: monitor
                        title: Pictures
                        sites:
                          - title: Photos
                            url: https://photos.home.arpa/
                            icon: si:immich
                            same-tab: true
                      - type: group
                        widgets:
                          - type: monitor
                            sites:
                              - {title: Printer, url: "https://printer.home.arpa"}
                              - {title: Wiki, url: "https://wiki.home.arpa/start", check-url: "https://wiki.home.arpa/health"}
                      - $include: links.yml
            """;
    private static final String LINKS = """
            - type: bookmarks
              groups:
                - title: Links
                  links:
                    - title: Direct
                      url: http://192.0.2.20:8080
                    - title: ${NAME}
                      url: https://photos.home.arpa
            - $include: links.yml
            """;

    @Test
    void aTileIsSaidByWhatIsNotUsual() {
        Existing found = existing(Map.of("glance.yml", MAIN, "links.yml", ""), PHOTOS);

        assertThat(found.parts()).hasSize(1);
        Part part = found.parts().get(0);
        assertThat(part.keys().toString())
                .isEqualTo("{title=Photos, widget=[{page=Media Room, group=Pictures, icon=si:immich}]}");
        assertThat(part.notCarried()).containsOnlyKeys("same-tab");
        assertThat(found.others()).isEqualTo(2);
    }

    @Test
    void aWidgetOfWhichNothingIsLeftIsRemovedAsAWhole() {
        assertThat(existing(Map.of("glance.yml", MAIN), PHOTOS).removals())
                .containsExactly(new Removal("/opt/glance/glance.yml", List.of("6-12"), "tiles: Photos"));
        assertThat(existing(Map.of("glance.yml", MAIN), service("wiki", false)).removals())
                .containsExactly(new Removal("/opt/glance/glance.yml", List.of("18"), "tiles: Wiki"));
    }

    @Test
    void aTileMayLeadBelowThePageAndAskElsewhere() {
        assertThat(existing(Map.of("glance.yml", MAIN), service("wiki", false)).parts())
                .extracting(part -> part.keys().toString())
                .containsExactly(
                        "{title=Wiki, widget=[{page=Media Room, group=Monitor, path=/start, checkPath=/health}]}");
    }

    @Test
    void behindASignInGlanceAsksTheContainer() {
        String text = MAIN.replace("same-tab: true", "check-url: http://192.0.2.20:8080/ping");

        assertThat(existing(Map.of("glance.yml", text), service("photos", true)).parts())
                .extracting(part -> part.keys().toString() + part.notCarried())
                .containsExactly(
                        "{title=Photos, widget=[{page=Media Room, group=Pictures, icon=si:immich, checkPath=/ping}]}{}");
        assertThat(existing(Map.of("glance.yml", MAIN), service("photos", true)).parts())
                .extracting(part -> part.notCarried().get("check-url"))
                .containsExactly("Glance asks https://photos.home.arpa/, and is to ask http://192.0.2.20:8080/.");
    }

    @Test
    void includedFilesBelongToThePageAndWhatCannotBeSaidIsNamed() {
        Existing found = existing(Map.of("glance.yml", MAIN, "links.yml", LINKS), PHOTOS);

        assertThat(found.parts())
                .extracting(part -> part.resource() + ": " + part.notCarried().get(part.resource()))
                .contains(
                        "Media Room/Links/Direct: It leads to http://192.0.2.20:8080, and the service has no route there.",
                        "Media Room/Links/${NAME}: It names a variable of Glance, which no definition knows.");
    }

    private static Existing existing(Map<String, String> texts, Service... services) {
        List<Definition> definitions = Arrays.stream(services)
                .map(service -> new Definition(service, "media", Positions.of("test")))
                .toList();
        return new ExistingTiles(texts, "/opt/glance").existing(definitions, HOME);
    }

    private static Service service(String name, boolean isGuarded) {
        return Dsl.service(name, "box", service -> {
            service.container("server", "nginx:1.29", c -> c.port("8080:8080"))
                    .route("server", 8080, route -> route.hostname(name + ".home.arpa"));
            if (isGuarded) {
                service.sso(SsoApp.Kind.FORWARD_AUTH);
            }
        });
    }
}
