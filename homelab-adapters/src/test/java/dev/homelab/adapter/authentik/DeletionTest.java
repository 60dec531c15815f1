// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.problem.Problem;
import dev.homelab.provision.Outcome;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What something else uses is not deleted; in every release. */
final class DeletionTest {

    private final AuthentikHome home = new AuthentikHome();

    @AfterEach
    void stop() {
        home.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024.12.3", "2026.2.2", "2026.8.3"})
    void itsBindingsItsOutpostAndItsSignInsGoWithASignOn(String release) {
        home.authentik.version(release);
        String before = home.authentik.snapshot();
        home.apply(
                AuthentikHome.service("photos", "family"),
                AuthentikHome.oidc("notes", "https://notes.home.arpa/callback"),
                AuthentikHome.saml("wiki", "https://wiki.home.arpa/acs"));
        List.of("photos", "notes", "wiki").forEach(slug -> home.authentik.useByHand(slug, "ann"));

        home.apply();

        assertThat(home.authentik.snapshot()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024.12.3", "2026.2.2", "2026.8.3"})
    void anApplicationThatABrandSendsPeopleToStaysWithAllThatBelongsToIt(String release) {
        home.authentik.version(release);
        home.apply(AuthentikHome.service("photos", "family"), AuthentikHome.service("music", "family"));
        home.authentik.makeDefaultByHand("photos");
        int providers = home.providers().size();

        List<Outcome<SignOn>> outcomes = home.apply(home.plan(home.catalog()));

        assertRefused(outcomes, "brand \"authentik-default\"");
        assertThat(home.applications()).hasSize(1);
        assertThat(home.providers()).hasSize(providers - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024.12.3", "2026.2.2", "2026.8.3"})
    void aProviderThatAnotherOneTrustsStaysWithItsApplication(String release) {
        home.authentik.version(release);
        home.apply(AuthentikHome.service("photos", "family"));
        home.authentik.trustByHand("homelab contract/photos");
        String before = home.authentik.snapshot();

        List<Outcome<SignOn>> outcomes = home.apply(home.plan(home.catalog()));

        assertRefused(outcomes, "oauth2provider \"trusts homelab contract/photos\"");
        assertThat(home.authentik.snapshot()).isEqualTo(before);
        assertThat(home.writes).isEmpty();
    }

    private static void assertRefused(List<Outcome<SignOn>> outcomes, String by) {
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.succeeded())
                .singleElement()
                .satisfies(outcome -> {
                    Problem problem = outcome.problems().get(0);
                    assertThat(problem.summary()).isEqualTo("used by something else");
                    assertThat(problem.detail()).contains(by).contains("\"photos\"");
                });
    }
}
