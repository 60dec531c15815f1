// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.real.RealContract;
import dev.homelab.adapter.real.RealServers;
import dev.homelab.lab.contract.Samples;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.provision.Batch;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Planner;
import dev.homelab.provision.PollPolicy;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
                Map.of(),
                Optional.empty(),
                Set.of(),
                Optional.empty());
        return new TraefikProvisioner(
                "proxy", settings, servers.context(), new PollPolicy(Duration.ofSeconds(10), Duration.ofMillis(50)));
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

    @Test
    void aTcpRouterThatTraefikDisablesIsNotTaken() {
        Map<String, Object> written = Map.of(
                "routers",
                Map.of(
                        "films_db",
                        Map.of(
                                "rule",
                                "HostSNI(`db.home.arpa`)",
                                "entryPoints",
                                List.of("web"),
                                "service",
                                "films_db")),
                "services",
                Map.of(
                        "films_db",
                        Map.of("loadBalancer", Map.of("servers", List.of(Map.of("address", "192.0.2.30:5432"))))));
        ResolvedCatalog catalog = servers.catalog(Dsl.service("films", "nas", films -> films.traefik("tcp", written)));
        try (Session<RouteFile> session = provisioner().open()) {
            List<Outcome<RouteFile>> outcomes =
                    session.apply(new Batch<>(new Planner(catalog.inventory().homelab())
                            .plan(provisioner().desired(catalog), session.observe())
                            .changes()));

            assertThat(outcomes)
                    .singleElement()
                    .satisfies(outcome -> assertThat(outcome.problems().get(0).detail())
                            .contains("tcp router films_db: invalid rule"));
            assertThat(session.inspect(provisioner().desired(catalog)).values())
                    .allSatisfy(findings -> assertThat(findings).noneMatch(CheckResult::good));
        }
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
