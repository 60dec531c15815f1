// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Trees;
import dev.homelab.lab.Web.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TransactionTest {

    private final FakeAuthentik authentik = new FakeAuthentik("token");
    private final AuthentikClient client = new AuthentikClient(authentik);

    @AfterEach
    void stop() {
        authentik.close();
    }

    @Test
    void applicationAndProviderAreMadeTogetherAsOneWrite() {
        Reply made = client.transact("app", "");

        assertThat(made.at("/applied").asBoolean()).isTrue();
        assertThat(made.at("/logs")).isEmpty();
        assertThat(Trees.of(authentik.applications())
                        .get(0)
                        .at("/provider_obj/name")
                        .asText())
                .isEqualTo("app");
        assertThat(authentik.writes()).isEqualTo(1);
    }

    @Test
    void anExistingSlugIsRefusedAndItsProviderIsNotMade() {
        client.addApplication("app", "null");

        Reply refused = client.transact("app", "");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/app/slug/0")).isEqualTo("Application with this slug already exists.");
        assertThat(authentik.providers()).isEmpty();
    }

    @Test
    void anUnknownGroupUndoesEverything() {
        Reply refused = client.transact("app", "{'group':'nobody','order':0}");

        assertThat(refused.at("/policy_bindings/group")).hasSize(1);
        assertThat(authentik.applications()).isEmpty();
        assertThat(authentik.providers()).isEmpty();
    }

    @Test
    void anExistingProviderIsRefused() {
        authentik.addProviderByHand("app", "https://old.lan");

        assertThat(client.transact("app", "").text("/provider/name/0"))
                .isEqualTo("State is set to must_created and object exists already");
    }

    @Test
    void anOldReleaseTakesAFreeProviderOver() {
        authentik.version("2024.12.3");
        authentik.addProviderByHand("app", "https://old.lan");

        assertThat(client.transact("app", "").status()).isEqualTo(200);
        assertThat(authentik.providers()).hasSize(1);
        assertThat(Trees.of(authentik.providers()).get(0).path("external_host").asText())
                .isEqualTo("https://app.lan");
    }
}
