// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ReservedSlugTest {

    private final AuthentikHome home = new AuthentikHome();

    @AfterEach
    void stop() {
        home.close();
    }

    @Test
    void aNameThatIsAPathOfAllSignInsIsFoundUnlessTheServiceSharesASignIn() {
        assertThat(ReservedSlug.check(home.catalog(
                                AuthentikHome.service("token", "family"),
                                AuthentikHome.service("tokens"),
                                AuthentikHome.shared("device"))
                        .catalog()))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.summary()).isEqualTo("name reserved by sign-in");
                    assertThat(problem.where().toString()).contains("services/media/token.yaml");
                    assertThat(problem.fix()).contains("\"token-app\"");
                });
    }
}
