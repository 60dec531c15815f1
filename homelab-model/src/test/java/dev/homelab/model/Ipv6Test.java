// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.inventory.Host;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.RecordFolder;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.SecretRef;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A host with an address of IPv6, as the proxy and visitors see it. */
class Ipv6Test {

    @Test
    void visitorsEnterAtAnAddressInBrackets() {
        Inventory inventory = inventory("2001:db8::20", Optional.empty());

        assertThat(inventory.proxyAddress()).contains("2001:db8::20");
        assertThat(inventory.entrance()).contains(URI.create("https://[2001:db8::20]"));
        assertThat(inventory.entrance().orElseThrow().getHost()).isEqualTo("[2001:db8::20]");
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8::20, , 8096:80, http://[2001:db8::20]:8096",
        "2001:db8::20, ::, 8096:80, http://[2001:db8::20]:8096",
        "2001:db8::20, ::1, 8096:80, http://[::1]:8096",
        "2001:db8::20, , [2001:db8::21]:8096:80, http://[2001:db8::21]:8096",
        "192.0.2.20, , [0:0::0]:8096:80, http://192.0.2.20:8096",
        "192.0.2.20, 0.0.0.0, 8096:80, http://192.0.2.20:8096"
    })
    void theProxyReachesAPublishedPort(String address, String bind, String port, URI reached) {
        Service films = Dsl.service("films", "nas", service -> {
            service.container("server", "films:1", server -> server.port(port));
            service.route("films.home.arpa", "server", 80);
        });

        assertThat(Backend.of(films, films.routes().get(0), inventory(address, Optional.ofNullable(bind))))
                .contains(reached);
        assertThat(reached.getPort()).isEqualTo(8096);
    }

    private static Inventory inventory(String address, Optional<String> bind) {
        record NoSettings() {}
        Host host = new Host(
                address,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                bind,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Target proxy =
                new Target("proxy", "traefik", Wave.ROUTING, Optional.of("nas"), Optional.empty(), new NoSettings());
        return new Inventory(
                "home",
                SecretRef.of("env:HOMELAB_KEY"),
                RecordFolder.of("record"),
                Hostname.of("home.arpa"),
                Optional.empty(),
                Optional.empty(),
                Map.of("nas", host),
                Map.of("proxy", proxy),
                Map.of(),
                Map.of());
    }
}
