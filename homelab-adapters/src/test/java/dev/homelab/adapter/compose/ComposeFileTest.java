// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.Golden;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.ContainerBuilder;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.name.Sealed;
import dev.homelab.model.name.ServiceName;
import dev.homelab.provision.Owner;
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
        Service service = Dsl.service(
                "photos",
                "nas",
                photos -> photos.container("a-b", "a:1", container -> container.secret("C", "env:X"))
                        .container("a.b", "a:1", container -> container.secret("C", "env:X")));

        assertThat(new SecretNames(service).references(service)).hasSize(2);
    }

    private static String revision(String text) {
        return ComposeOutline.of(text).services().values().iterator().next().revision();
    }

    private static ComposeFile file(Optional<String> bind) {
        Service photos = Dsl.service(
                "photos",
                "nas",
                service -> service.container("server", "photos/server:1.2", ComposeFileTest::everything)
                        .container(
                                "db",
                                "postgres:17",
                                database -> database.volume("db:/var/lib/postgresql")
                                        .healthcheck(check -> check.command("pg_isready", "-U", "postgres"))));
        return new ComposeFile(new Owner("home", ServiceName.of("photos")), photos, bind);
    }

    private static void everything(ContainerBuilder server) {
        server.command("--level", "$HOME", "-1")
                .port("2283:2283")
                .port("192.0.2.11:53:53/udp")
                .volume("library:/library")
                .volume("/srv/photos:/photos:ro")
                .environment("TZ", "Europe/London")
                .environment("PRICE", "5$ and ${MORE}")
                .environment("ENABLED", "yes")
                .environment("COUNT", "010")
                .environment("DAY", "2026-11-23")
                .environment("EMPTY", "")
                .environment("NOTE", "a: b # c")
                .environment("LINES", "one\ntwo\n")
                .secret("DB_PASSWORD", "env:DB_PASSWORD")
                .healthcheck(check -> check.http("/ping")
                        .port(2283)
                        .interval("10s")
                        .timeout("3s")
                        .retries(5)
                        .startPeriod("1m"));
    }
}
