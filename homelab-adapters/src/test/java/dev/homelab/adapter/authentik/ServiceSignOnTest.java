// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.lab.contract.Samples;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Risk;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services that ask their visitors by themselves, and services visited at several names. */
final class ServiceSignOnTest {

    private static final String CALLBACK = "https://wiki.home.arpa/callback";
    private static final Service OIDC = AuthentikHome.oidc("wiki", CALLBACK);
    private static final Service SAML = AuthentikHome.saml("wiki", "https://wiki.home.arpa/acs");
    private static final Service FORWARD = AuthentikHome.service("wiki", "family");

    private AuthentikHome home = new AuthentikHome();

    @AfterEach
    void stop() {
        home.close();
    }

    @Test
    void aClientIsMadeInOneStepAndNeedsNoOutpost() {
        home.apply(OIDC);

        assertThat(home.writes).containsExactly("PUT /core/transactional/applications/");
        JsonNode provider = provider();
        assertThat(provider.path("client_id").asText()).isEqualTo(home.clientId);
        assertThat(provider.path("client_secret").asText()).isEqualTo(home.clientSecret);
        assertThat(provider.at("/redirect_uris/0/url").asText()).isEqualTo(CALLBACK);
        assertThat(provider.path("grant_types")).hasSize(2);
        assertThat(provider.path("property_mappings")).hasSize(3);
        assertThat(provider.path("signing_key").asText()).isNotEmpty();
        assertThat(home.authentik.outpostProviders()).isEmpty();
    }

    @Test
    void anotherSecretIsSeenAndWrittenAlone() {
        home.apply(OIDC);
        home.clientSecret = "secret-after-a-rotation";

        Plan<SignOn> rotation = home.apply(OIDC);

        assertThat(home.writes).containsExactly("PATCH /providers/oauth2/*/");
        assertThat(provider().path("client_secret").asText()).isEqualTo("secret-after-a-rotation");
        assertThat(rotation.toString()).doesNotContain("secret-");
        home.restore(rotation);
        assertThat(provider().path("client_secret").asText()).isEqualTo("secret-of-the-client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024.12.3", "2026.2.2", "2026.8.3"})
    void aDeletedClientComesBackAsItWas(String release) {
        home.close();
        home = new AuthentikHome(release, "token-of-the-lab");
        home.apply(OIDC, AuthentikHome.saml("files", "https://files.home.arpa/acs"));
        String before = home.authentik.snapshot();
        Plan<SignOn> removal = home.apply();

        assertThat(home.providers()).isEmpty();
        assertThat(home.restore(removal)).allMatch(Outcome::succeeded);
        assertThat(home.authentik.snapshot()).isEqualTo(before).contains(home.clientId, home.clientSecret);
    }

    @Test
    void samlIsSignedAndTellsWhoTheVisitorIs() {
        home.apply(SAML);

        JsonNode provider = provider();
        assertThat(provider.path("acs_url").asText()).isEqualTo("https://wiki.home.arpa/acs");
        assertThat(provider.path("audience").asText()).isEqualTo("https://wiki.home.arpa/acs");
        assertThat(provider.path("issuer_override").asText()).endsWith("/application/saml/wiki/metadata/");
        assertThat(provider.path("sp_binding").asText()).isEqualTo("post");
        assertThat(provider.path("signing_kp").asText()).isNotEmpty();
        assertThat(provider.path("property_mappings")).hasSize(Provider.Saml.MAPPINGS.size());
    }

    @Test
    void anotherKindTakesThePlaceOfTheOneBefore() {
        for (Service wanted : new Service[] {FORWARD, OIDC, SAML, FORWARD}) {
            String before = home.authentik.snapshot();
            home.restore(home.apply(wanted));
            assertThat(home.authentik.snapshot()).isEqualTo(before);

            home.apply(wanted);

            assertThat(home.plan(home.catalog(wanted)).isEmpty()).isTrue();
            assertThat(home.providers()).hasSize(1);
        }
        assertThat(home.authentik.outpostProviders()).containsExactly("homelab contract/wiki");
    }

    @Test
    void nothingIsMadeForAServiceThatSharesTheSignInOfTheWholeDomain() {
        home.apply(FORWARD);
        Service shared = AuthentikHome.shared("wiki");

        Plan<SignOn> turn = home.plan(home.catalog(shared));

        assertThat(home.provisioner().desired(home.catalog(shared))).isEmpty();
        assertThat(home.provisioner().risks(turn.changes().get(0), home.catalog(shared)))
                .containsExactly(Risk.MORE_PEOPLE);
        home.apply(shared);
        assertThat(home.providers()).isEmpty();
        assertThat(home.authentik.outpostProviders()).isEmpty();
    }

    @Test
    void whoeverCouldSignInBeforeMayStillDoSoForTheWholeDomain() {
        home.apply(AuthentikHome.service("wiki"));
        Service shared = AuthentikHome.shared("wiki");

        Plan<SignOn> turn = home.plan(home.catalog(shared));

        assertThat(home.provisioner().risks(turn.changes().get(0), home.catalog(shared)))
                .isEmpty();
    }

    @Test
    void aChangeOfKindThatFailsAnywhereCanBeTakenBack() {
        home.apply(FORWARD);
        String before = home.authentik.snapshot();
        for (int writes = 0; writes < 4; writes++) {
            home.authentik.faults().failAfter(writes);
            Plan<SignOn> change = home.plan(home.catalog(OIDC));
            home.apply(change);
            home.authentik.faults().recover();

            home.restore(change);

            assertThat(home.authentik.snapshot()).as("after %d writes", writes).isEqualTo(before);
        }
    }

    @Test
    void aPersonsClientCanBeAdoptedAndGivenBack() {
        home.addOauth2ByHand("wiki");
        String before = home.authentik.snapshot();
        Plan<SignOn> adoption = home.plan(home.catalog(OIDC), "wiki");

        assertThat(home.apply(adoption)).allMatch(Outcome::succeeded);
        assertThat(home.plan(home.catalog(OIDC)).isEmpty()).isTrue();
        assertThat(home.restore(adoption)).allMatch(Outcome::succeeded);

        assertThat(home.authentik.snapshot()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024.12.3", "2026.8.3"})
    void everyNameOfAServiceIsGuardedAndOneIsShown(String release) {
        home.close();
        home = new AuthentikHome(release, "token-of-the-lab");

        home.apply(twoNames());

        assertThat(home.providers())
                .extracting(provider -> provider.path("external_host").asText())
                .containsExactlyInAnyOrder("https://photos.home.arpa", "https://albums.home.arpa");
        assertThat(home.authentik.outpostProviders())
                .containsExactly("homelab contract/photos", "homelab contract/photos 2");
        assertThat(home.applications())
                .filteredOn(application -> application.path("slug").asText().equals("photos_2"))
                .singleElement()
                .matches(application -> application.path("meta_hide").asBoolean()
                        || application.path("meta_launch_url").asText().equals("blank://blank"));
        assertThat(home.plan(home.catalog(twoNames())).isEmpty()).isTrue();
    }

    @Test
    void aNameThatIsVisitedWithoutTlsIsGuardedThere() {
        Service plain = Samples.service(
                "photos",
                "box",
                "nginx:1.29",
                8080,
                "photos.home.arpa",
                more -> more.route(
                                "server",
                                8080,
                                route -> route.hostname("albums.home.arpa")
                                        .path("/a")
                                        .tls("none"))
                        .sso(SsoApp.Kind.FORWARD_AUTH, "family"));

        home.apply(plain);

        assertThat(home.providers())
                .extracting(provider -> provider.path("external_host").asText())
                .containsExactlyInAnyOrder("https://photos.home.arpa", "http://albums.home.arpa");
    }

    @Test
    void aServiceThatLooksAfterItselfAsksForNothing() {
        assertThat(home.plan(home.catalog(AuthentikHome.service("wiki", SsoApp.Kind.NONE, sso -> {})))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void withoutAnOutpostAClientIsStillPossible() {
        home.outpost = Optional.of("nowhere");

        assertThat(home.preflight(home.catalog(OIDC))).isEmpty();
        assertThat(home.preflight(home.catalog(FORWARD)))
                .extracting(Problem::summary)
                .containsExactly("outpost does not exist");
    }

    private static Service twoNames() {
        return Samples.service(
                "photos",
                "box",
                "nginx:1.29",
                8080,
                "photos.home.arpa",
                more -> more.route("albums.home.arpa", "server", 8080).sso(SsoApp.Kind.FORWARD_AUTH, "family"));
    }

    private JsonNode provider() {
        assertThat(home.providers()).hasSize(1);
        return home.providers().get(0);
    }
}
