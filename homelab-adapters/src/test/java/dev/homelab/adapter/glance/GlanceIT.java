// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import dev.homelab.adapter.glance.page.Tile;
import dev.homelab.adapter.real.RealContract;
import dev.homelab.adapter.real.RealServers;
import dev.homelab.adapter.support.http.Delay;
import dev.homelab.lab.contract.Samples;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.provision.Provisioner;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;

/** The laws, against a real Glance behind a real SSH server. */
class GlanceIT extends RealContract<Tile> {
    private final String directory = RealServers.variable("GLANCE_DIR");

    @BeforeEach
    void clear() {
        servers.byHand(
                "rm -f %1$s/homelab-family.yml; printf -- '- type: html\\n  source: <p>No services yet.</p>\\n' > %1$s/homelab-home.yml"
                        .formatted(directory));
    }

    @Override
    protected Provisioner<Tile> provisioner() {
        return new GlanceProvisioner(
                "dashboard",
                new GlanceSettings(
                        "nas",
                        directory,
                        Optional.empty(),
                        Optional.of("%s --config %s/glance.yml config:validate"
                                .formatted(RealServers.variable("GLANCE_PROGRAM"), directory))),
                servers.context(),
                Delay.real());
    }

    @Override
    protected ResolvedCatalog catalog() {
        return servers.catalog(service("films", "Home", 8096), service("photos", "Family", 2283));
    }

    @Override
    protected ResolvedCatalog changedCatalog() {
        return servers.catalog(service("films", "Home", 8097), service("photos", "Family", 2283));
    }

    @Override
    protected ResolvedCatalog largeCatalog() {
        return servers.catalog(IntStream.range(0, 60)
                .mapToObj(number -> service("app" + number, number % 2 == 0 ? "Home" : "Family", 9000 + number))
                .toArray(Service[]::new));
    }

    @Override
    protected void addByHand() {
        servers.byHand("""
                cat > %s/homelab-home.yml <<'YAML'
                # Managed by homelab for contract/dashboard. Do not edit: the next run writes it again.
                - type: monitor
                  title: Media
                  sites:
                    - title: By hand
                      url: http://192.0.2.30
                      timeout: 5s
                - type: clock
                  hour-format: 24h
                YAML
                """.formatted(directory));
    }

    @Override
    protected String addInTheWay() {
        servers.byHand("""
                cat > %s/homelab-home.yml <<'YAML'
                # Managed by homelab for contract/dashboard. Do not edit: the next run writes it again.
                - type: monitor
                  title: Media
                  sites:
                    - title: Films of another homelab
                      url: http://192.0.2.77
                      homelab: cabin/films
                YAML
                """.formatted(directory));
        return "films";
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
