// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.Golden;
import dev.homelab.model.Container;
import dev.homelab.model.Healthcheck;
import dev.homelab.model.Service;
import dev.homelab.model.name.ImageName;
import dev.homelab.model.name.PortMapping;
import dev.homelab.model.name.Sealed;
import dev.homelab.model.name.SecretRef;
import dev.homelab.model.name.ServiceName;
import dev.homelab.model.name.VolumeMount;
import dev.homelab.provision.Owner;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComposeFileTest {

    private static final Map<String, Sealed> SECRETS = Map.of("HOMELAB_SERVER_DB_PASSWORD", new Sealed("c2VhbGVk"));

    @Test
    void everyPartOfAServiceIsInTheFile() {
        Golden.assertGolden("compose.yaml", file(Optional.of("127.0.0.1")).text(SECRETS));
    }

    @Test
    void theRevisionFollowsTextAndSecrets() {
        String text = file(Optional.empty()).text(SECRETS);

        assertThat(file(Optional.empty()).text(SECRETS)).isEqualTo(text);
        assertThat(file(Optional.of("127.0.0.1")).text(SECRETS)).doesNotContain(revision(text));
        assertThat(file(Optional.empty()).text(Map.of("HOMELAB_SERVER_DB_PASSWORD", new Sealed("b3RoZXI="))))
                .doesNotContain(revision(text));
    }

    @Test
    void namesOfSecretsNeverMeet() {
        Service service = service(Map.of("a-b", secret("C"), "a.b", secret("C")));

        assertThat(new SecretNames(service).references(service)).hasSize(2);
    }

    private static String revision(String text) {
        return ComposeOutline.of(text).services().values().iterator().next().revision();
    }

    private static ComposeFile file(Optional<String> bind) {
        Map<String, Container> containers = new LinkedHashMap<>();
        containers.put("server", server());
        containers.put("db", database());
        return new ComposeFile(new Owner("home", ServiceName.of("photos")), service(containers), bind);
    }

    private static Container server() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("TZ", "Europe/London");
        environment.put("PRICE", "5$ and ${MORE}");
        environment.put("ENABLED", "yes");
        environment.put("COUNT", "010");
        environment.put("DAY", "2026-11-23");
        environment.put("EMPTY", "");
        environment.put("NOTE", "a: b # c");
        environment.put("LINES", "one\ntwo\n");
        return new Container(
                ImageName.of("photos/server:1.2"),
                List.of("--level", "$HOME", "-1"),
                List.of(PortMapping.of("2283:2283"), PortMapping.of("192.0.2.11:53:53/udp")),
                List.of(VolumeMount.of("library:/library"), VolumeMount.of("/srv/photos:/photos:ro")),
                environment,
                Map.of("DB_PASSWORD", SecretRef.of("env:DB_PASSWORD")),
                Optional.of(new Healthcheck(
                        Optional.of("/ping"),
                        Optional.of(2283),
                        List.of(),
                        Optional.of("10s"),
                        Optional.of("3s"),
                        Optional.of(5),
                        Optional.of("1m"))));
    }

    private static Container database() {
        return new Container(
                ImageName.of("postgres:17"),
                List.of(),
                List.of(),
                List.of(VolumeMount.of("db:/var/lib/postgresql")),
                Map.of(),
                Map.of(),
                Optional.of(new Healthcheck(
                        Optional.empty(),
                        Optional.empty(),
                        List.of("pg_isready", "-U", "postgres"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())));
    }

    private static Container secret(String variable) {
        return new Container(
                ImageName.of("a:1"),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(variable, SecretRef.of("env:X")),
                Optional.empty());
    }

    private static Service service(Map<String, Container> containers) {
        return new Service(
                ServiceName.of("photos"),
                Optional.empty(),
                Optional.empty(),
                "nas",
                containers,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
