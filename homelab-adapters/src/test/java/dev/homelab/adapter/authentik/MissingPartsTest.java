// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.ResolvedCatalog;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a sign-on needs on the server and does not find, and what the server says yes to and does not do. */
final class MissingPartsTest {

    private final AuthentikHome home = new AuthentikHome();

    @AfterEach
    void stop() {
        home.close();
    }

    @ParameterizedTest
    @CsvSource({
        "default-provider-authorization-implicit-consent, flow does not exist",
        "default-provider-invalidation-flow, flow does not exist",
        "goauthentik.io/providers/oauth2/scope-email, property mapping does not exist",
        "authentik Self-signed Certificate, signing key does not exist",
        "family, group does not exist"
    })
    void whatIsMissingIsReportedBeforeAnythingIsWritten(String part, String summary) {
        home.authentik.removeByHand(part);

        assertThat(home.preflight(home.catalog(AuthentikHome.oidc("notes", "https://notes.home.arpa/callback"))))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.summary()).isEqualTo(summary);
                    assertThat(problem.detail()).contains("\"" + part + "\"");
                });
        assertThat(home.writes).isEmpty();
    }

    @Test
    void aYesThatIsNotMeantIsAFailureThatLeavesNothing() {
        home.authentik.refuseQuietly(true);
        String before = home.authentik.snapshot();

        assertRefused(home.catalog(AuthentikHome.service("photos", "family")), "application not created");
        assertThat(home.authentik.snapshot()).isEqualTo(before);
    }

    @Test
    void aProviderOfOurNameThatGuardsSomethingElseIsNotTakenOver() {
        home.addOauth2ByHand("homelab contract/photos", "pictures");

        assertRefused(home.catalog(AuthentikHome.service("photos", "family")), "provider name taken");
        assertThat(home.applications()).hasSize(1);
    }

    private void assertRefused(ResolvedCatalog catalog, String summary) {
        Plan<SignOn> plan = home.plan(catalog);

        assertThat(home.apply(plan))
                .flatExtracting(Outcome::problems)
                .extracting(Problem::summary)
                .containsExactly(summary);
    }
}
