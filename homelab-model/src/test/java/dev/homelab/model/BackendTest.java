// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.dsl.ContainerBuilder;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.inventory.Host;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.ProxySettings;
import dev.homelab.model.inventory.RecordFolder;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.rule.CatalogValidator;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.SecretRef;
import dev.homelab.problem.Positions;
import dev.homelab.problem.Problem;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Where the proxy asks for a container, and what a definition needs for that. */
class BackendTest {

    @Test
    void aContainerThatSharesOnlyANetworkWithTheProxyNeedsNoPublishedPort() {
        Service films = films(c -> c.networks("proxy").projectNetwork(false));

        assertThat(backend(films)).contains(URI.create("http://films-server-1:8096"));
        assertThat(problems(films)).isEmpty();
    }

    @Test
    void itIsReachedByItsNameHoweverItIsInThatNetwork() {
        Service films = films(c -> c.network("proxy", n -> n.alias("movies")).containerName("jellyfin"));

        assertThat(backend(films)).contains(URI.create("http://jellyfin:8096"));
        assertThat(problems(films)).isEmpty();
    }

    @Test
    void aNetworkOfTheServiceItselfIsNotThatOfTheProxyWhateverItsName() {
        Service films = Dsl.service(
                "films",
                "nas",
                service -> service.network("proxy", n -> n.internal(true))
                        .container("server", "films:1", c -> c.networks("proxy"))
                        .route("films.home.arpa", "server", 8096));

        assertThat(backend(films)).isEmpty();
        assertThat(problems(films)).containsExactly("routed port not published");
    }

    @Test
    void aPortOfARangeIsFoundAndOneThatDockerChoosesIsNot() {
        assertThat(backend(films(c -> c.port("9000-9010:8090-8100")))).contains(URI.create("http://192.0.2.11:9006"));

        for (String chosen : List.of("8096", "9000-9010:8096", "192.0.2.11::8096")) {
            Service films = films(c -> c.port(chosen));
            assertThat(backend(films)).isEmpty();
            assertThat(problems(films)).containsExactly("routed port not published");
        }
    }

    private static Service films(Consumer<ContainerBuilder> more) {
        return Dsl.service(
                "films",
                "nas",
                service -> service.container("server", "films:1", more).route("films.home.arpa", "server", 8096));
    }

    private static Optional<URI> backend(Service service) {
        return Backend.of(service, service.routes().get(0), inventory());
    }

    private static List<String> problems(Service service) {
        Catalog catalog = new Catalog(
                inventory(),
                Positions.of("inventory.yaml"),
                List.of(new Definition(service, "media", Positions.of("media/films.yaml"))));
        return new CatalogValidator()
                .judge(new ParseResult(Optional.of(catalog), List.of())).problems().stream()
                        .map(Problem::summary)
                        .toList();
    }

    private static Inventory inventory() {
        record Proxy() implements ProxySettings {

            @Override
            public Set<String> middlewares() {
                return Set.of();
            }

            @Override
            public Optional<String> network() {
                return Optional.of("proxy");
            }

            @Override
            public Optional<String> certResolver() {
                return Optional.empty();
            }

            @Override
            public Set<String> privateResolvers() {
                return Set.of();
            }

            @Override
            public Optional<String> plainEntryPoint() {
                return Optional.empty();
            }

            @Override
            public Optional<URI> plainUrl() {
                return Optional.empty();
            }
        }
        record Docker() {}
        Host host = new Host(
                "192.0.2.11",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Host.Connection.LOCAL),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new Inventory(
                "home",
                SecretRef.of("env:HOMELAB_KEY"),
                RecordFolder.of("record"),
                Hostname.of("home.arpa"),
                Optional.empty(),
                Optional.empty(),
                Map.of("nas", host),
                Map.of(
                        "proxy",
                        new Target("proxy", "traefik", Wave.ROUTING, Optional.of("nas"), Optional.empty(), new Proxy()),
                        "nas",
                        new Target("nas", "compose", Wave.RUNTIME, Optional.of("nas"), Optional.empty(), new Docker()),
                        "dns",
                        new Target("dns", "pihole", Wave.NAMING, Optional.empty(), Optional.empty(), new Docker())),
                Map.of(),
                Map.of());
    }
}
