// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.HostileTexts;
import dev.homelab.lab.traefik.TraefikText;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.Dsl;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTextTest {

    static final EntryPoints DOORS = new EntryPoints(
            new TraefikSettings(
                    "nas",
                    "/etc/traefik/dynamic",
                    URI.create("http://192.0.2.20"),
                    "websecure",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of("db", "192.0.2.20:5432", "admin", "192.0.2.20:8443"),
                    Optional.empty(),
                    Set.of(),
                    Optional.empty()),
            URI.create("https://192.0.2.20"));

    @ParameterizedTest
    @ValueSource(strings = {"{{ env \"HOME\" }}", "{{{", "a{{`b`}}c", "5 {{x}}", "'{{", "{{\"}}\n{{"})
    void noTextIsATemplate(String text) {
        assertThat(read(text)).isEqualTo(text);
    }

    @Test
    void traefikReadsEveryTextAsItIs() {
        HostileTexts.of(11, 5_000).forEach(text -> assertThat(read(text)).isEqualTo(text));
    }

    private static String read(String text) {
        Service service = Dsl.service(
                "a",
                a -> a.traefik("http", Map.of("middlewares", Map.of("a", Map.of("headers", List.of(text, text))))));

        String written = new RouteText(service, DOORS, Optional.empty()).text(route -> URI.create("http://192.0.2.11"));

        return TraefikText.read(written).at("/http/middlewares/a/headers/0").asText();
    }
}
