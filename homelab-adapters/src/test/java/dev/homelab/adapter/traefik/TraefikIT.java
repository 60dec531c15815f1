// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import dev.homelab.adapter.real.RealContract;
import dev.homelab.adapter.real.RealServers;
import dev.homelab.lab.contract.Samples;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.provision.Provisioner;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;

/** The laws, against a real Traefik behind a real SSH server. */
class TraefikIT extends RealContract<RouteFile> {
    private final String directory = RealServers.variable("TRAEFIK_DIR");

    @BeforeEach
    void clear() {
        servers.byHand("rm -f %s/*".formatted(directory));
    }

    @Override
    protected Provisioner<RouteFile> provisioner() {
        TraefikSettings settings = new TraefikSettings(
                "nas",
                directory,
                URI.create(RealServers.variable("TRAEFIK_API")),
                "web",
                Optional.empty(),
                Optional.of(URI.create("http://192.0.2.11:9000")),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Optional.empty());
        return new TraefikProvisioner(
                "proxy", settings, servers.context(), new Patience(Duration.ofSeconds(10), Duration.ofMillis(50)));
    }

    @Override
    protected ResolvedCatalog catalog() {
        return servers.catalog(service("films", 8096), service("photos", 2283));
    }

    @Override
    protected ResolvedCatalog changedCatalog() {
        return servers.catalog(service("films", 8097), service("photos", 2283));
    }

    @Override
    protected ResolvedCatalog largeCatalog() {
        return servers.catalog(IntStream.range(0, 60)
                .mapToObj(number -> service("app" + number, 9000 + number))
                .toArray(Service[]::new));
    }

    @Override
    protected void addByHand() {
        write("mine.yml");
    }

    @Override
    protected String addInTheWay() {
        write("homelab-films.yml");
        return "homelab-films.yml";
    }

    private void write(String name) {
        servers.byHand("""
                cat > %s/%s <<'YAML'
                # mine
                http:
                  routers:
                    mine: {rule: 'Host(`mine.home.arpa`)', service: mine}
                  services:
                    mine: {loadBalancer: {servers: [{url: 'http://192.0.2.30'}]}}
                YAML
                """.formatted(directory, name));
    }

    private static Service service(String name, int port) {
        return Samples.service(name, "nas", name + ":1", port, name + ".home.arpa");
    }
}
