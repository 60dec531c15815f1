// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import dev.homelab.adapter.TestLab;
import dev.homelab.adapter.glance.page.Tile;
import dev.homelab.adapter.support.http.Delay;
import dev.homelab.lab.contract.ProvisionerContract;
import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.glance.GlanceCommand;
import dev.homelab.lab.http.Faults;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.provision.Provisioner;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class GlanceProvisionerTest extends ProvisionerContract<Tile> {

    private static final String PROGRAM = "/usr/local/bin/glance";

    @TempDir
    Path folder;

    private TestLab lab;

    @BeforeEach
    void start() {
        lab = new TestLab(folder, HOMELAB);
        lab.write("/opt/glance/glance.yml", """
                pages:
                  - name: Home
                    columns: [{size: full, widgets: [{type: clock}]}]
                  - name: Both
                    columns:
                      - size: full
                        widgets:
                          - $include: homelab-home.yml
                          - $include: homelab-family.yml
                """);
        lab.host.install(PROGRAM, new GlanceCommand(lab.host::place, Map.of("ROUTER", "http://192.0.2.1")));
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Override
    protected Provisioner<Tile> provisioner() {
        return new GlanceProvisioner(
                "dashboard",
                new GlanceSettings(
                        "nas",
                        "/opt/glance",
                        Optional.empty(),
                        Optional.of(PROGRAM + " --config /opt/glance/glance.yml config:validate")),
                lab.context(),
                Delay.real());
    }

    @Override
    protected ResolvedCatalog catalog() {
        return of(service("films", "Home", 8096), service("photos", "Family", 2283), several("shop", "a"));
    }

    @Override
    protected ResolvedCatalog changedCatalog() {
        return of(service("films", "Home", 8097), service("photos", "Family", 2283), several("shop", "a"));
    }

    @Override
    protected ResolvedCatalog emptyCatalog() {
        return of();
    }

    @Override
    protected void addByHand() {
        lab.write("/opt/glance/homelab-home.yml", """
                # Managed by homelab for contract/dashboard. Do not edit: the next run writes it again.
                - type: monitor
                  title: Media
                  sites:
                    - title: By hand
                      url: ${ROUTER}
                      timeout: 5s
                - type: clock
                  hour-format: 24h
                """);
    }

    @Override
    protected String addInTheWay() {
        lab.write("/opt/glance/homelab-home.yml", """
                # Managed by homelab for contract/dashboard. Do not edit: the next run writes it again.
                - type: monitor
                  title: Media
                  sites:
                    - title: Films of another homelab
                      url: http://192.0.2.77
                      homelab: cabin/films
                """);
        return "films";
    }

    @Override
    protected boolean delayTruth() {
        return false;
    }

    @Override
    protected ResolvedCatalog largeCatalog() {
        return of(IntStream.range(0, 60)
                .mapToObj(number -> service("app" + number, number % 2 == 0 ? "Home" : "Family", 9000 + number))
                .toArray(Service[]::new));
    }

    @Override
    protected Faults faults() {
        return lab.host.faults();
    }

    @Override
    protected int writes() {
        return lab.host.writes();
    }

    private ResolvedCatalog of(Service... services) {
        return Samples.catalog(lab.inventory(), Map.of(), services);
    }

    private static Service several(String name, String api) {
        return Samples.service(
                name,
                "nas",
                name + ":1",
                9200,
                name + ".home.arpa",
                more -> more.widget(widget -> widget.page("Home").group("Media"))
                        .widget(widget -> widget.page("Family").title("Admin").path("/admin"))
                        .widget(widget -> widget.page("Home")
                                .glance("type", "custom-api")
                                .glance("url", "http://192.0.2.9/" + api)));
    }

    private static Service service(String name, String page, int port) {
        return Samples.service(
                name,
                "nas",
                name + ":1",
                port,
                name + ".home.arpa",
                more -> more.widget(widget ->
                        widget.page(page).group("Media").bookmark(name.equals("photos") || name.endsWith("3"))));
    }
}
