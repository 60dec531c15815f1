// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.model.Definition;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Change;
import dev.homelab.provision.Existing;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Risk;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class KeycloakSessionTest {

    private final KeycloakHome home = new KeycloakHome();

    @AfterEach
    void stop() {
        home.close();
    }

    @Test
    void aNewClientIsOneWrite() {
        home.apply(KeycloakHome.oidc("wiki", "family"));

        assertThat(home.writes).containsExactly("POST /clients");
        OidcClient client = home.client("wiki");
        assertThat(client.kind()).isEqualTo("confidential");
        assertThat(client.title()).isEqualTo("WIKI");
        assertThat(client.url()).isEqualTo("https://wiki.home.arpa");
        assertThat(client.redirectUris()).containsExactly("https://wiki.home.arpa/callback");
        assertThat(client.scopes()).containsExactly("email", "profile");
        assertThat(client.groups()).containsExactly("family");
    }

    @Test
    void aPublicClientHasNoSecretAndAsksForPkce() {
        home.apply(KeycloakHome.oidc("app", sso -> sso.client(SsoApp.Client.PUBLIC)));

        assertThat(home.client("app").kind()).isEqualTo("public");
        assertThat(home.client("app").secret()).isEmpty();
    }

    @Test
    void aRotatedSecretIsAChangeAndIsShownNowhere() {
        home.apply(KeycloakHome.oidc("wiki"));
        home.clientSecret = "another-secret";

        Plan<OidcClient> plan = home.plan(home.catalog(KeycloakHome.oidc("wiki")));

        assertThat(plan.changes()).hasSize(1);
        assertThat(plan.toString()).doesNotContain("another-secret", "secret-of-the-client");
        assertThat(home.apply(plan)).allMatch(Outcome::succeeded);
        assertThat(home.keycloak.snapshot()).contains("another-secret");
    }

    @Test
    void scopesThatNoDefinitionNamesStayAsPeopleSetThem() {
        home.keycloak.addByHand(KeycloakHome.clientId("wiki"), "https://wiki.home.arpa/callback");

        Plan<OidcClient> plan = home.plan(home.catalog(KeycloakHome.oidc("wiki")), KeycloakHome.clientId("wiki"));
        assertThat(home.apply(plan)).allMatch(Outcome::succeeded);

        assertThat(home.writes).containsExactly("PUT /clients/*");
        assertThat(home.client("wiki").scopes()).containsExactly("email", "profile", "roles");
        assertThat(home.plan(home.catalog(KeycloakHome.oidc("wiki"))).isEmpty()).isTrue();
    }

    @Test
    void scopesThatADefinitionNamesAreChangedOneByOneAndWhatKeycloakNeedsStays() {
        home.apply(KeycloakHome.oidc("wiki"));

        Plan<OidcClient> plan =
                home.apply(KeycloakHome.oidc("wiki", sso -> sso.scopes("openid", "email", "phone", "offline_access")));

        assertThat(home.writes)
                .containsExactly(
                        "PUT /clients/*",
                        "DELETE /clients/*/default-client-scopes/*",
                        "PUT /clients/*/default-client-scopes/*",
                        "PUT /clients/*/optional-client-scopes/*");
        assertThat(home.keycloak.clients())
                .anyMatch(client -> client.contains("\"acr\",\"basic\",\"web-origins\",\"email\",\"phone\"]"));
        assertThat(home.restore(plan)).allMatch(Outcome::succeeded);
        assertThat(home.client("wiki").scopes()).containsExactly("email", "profile");
        assertThat(home.client("wiki").optionalScopes()).isEmpty();
    }

    @Test
    void anAdoptionThatFailsAnywhereIsGivenBack() {
        String clientId = KeycloakHome.clientId("app");
        home.keycloak.addByHand(clientId, "https://pictures.home.arpa/*");
        home.keycloak.changeByHand(clientId, Map.of("attributes", Map.of("theirs", "stays")));
        Service app = KeycloakHome.oidc("app", sso -> sso.group("family").scopes("openid", "phone"));
        String before = home.keycloak.snapshot();
        List<Observed<OidcClient>> observed = home.observe();
        boolean isWhole = false;
        for (int writes = 0; !isWhole; writes++) {
            Plan<OidcClient> plan = home.plan(home.catalog(app), clientId);
            home.keycloak.faults().failAfter(writes);
            isWhole = home.apply(plan).stream().allMatch(Outcome::succeeded);
            home.keycloak.faults().recover();
            assertThat(home.restore(plan)).allMatch(Outcome::succeeded);
            assertThat(home.observe()).as("after %d writes", writes).isEqualTo(observed);
        }
        assertThat(before).contains("\"theirs\":\"stays\"");
        assertThat(home.keycloak.snapshot())
                .contains("\"theirs\":\"stays\"")
                .doesNotContain("homelab.", "homelab groups");
    }

    @Test
    void whatPeopleAddedToAClientStaysAndComesBackWithIt() {
        home.apply(KeycloakHome.oidc("wiki", "family"));
        Map<String, Object> mapper =
                Map.of("name", "theirs", "protocol", "openid-connect", "protocolMapper", "oidc-hardcoded-claim-mapper");
        List<Object> mappers = List.of(mapper);
        home.keycloak.changeByHand(
                KeycloakHome.clientId("wiki"),
                Map.of("attributes", Map.of("theirs", "stays"), "protocolMappers", mappers, "consentRequired", true));

        home.apply(KeycloakHome.oidc("wiki", "friends"));
        Plan<OidcClient> removal = home.apply();
        home.restore(removal);

        assertThat(home.keycloak.snapshot())
                .contains("\"theirs\":\"stays\"", "\"name\":\"theirs\"", "\"consentRequired\":true")
                .contains("\"homelab.groups\":\"[\\\"friends\\\"]\"");
        assertThat(home.client("wiki").groups()).containsExactly("friends");
    }

    @Test
    void aMapperThatWasChangedByHandIsDrift() {
        home.apply(KeycloakHome.oidc("wiki", "family"));
        home.keycloak.changeByHand(KeycloakHome.clientId("wiki"), Map.of("protocolMappers", List.of()));

        assertThat(home.client("wiki").groups()).isEmpty();
        home.apply(KeycloakHome.oidc("wiki", "family"));
        assertThat(home.client("wiki").groups()).containsExactly("family");
    }

    @Test
    void aClientWithRolesOfPeopleIsNotDeleted() {
        home.apply(KeycloakHome.oidc("wiki"));
        home.keycloak.addRoleByHand(KeycloakHome.clientId("wiki"), "editor");

        assertThat(home.apply(home.plan(home.catalog())))
                .singleElement()
                .satisfies(outcome ->
                        assertThat(outcome.problems().toString()).contains("used by something else", "editor"));
    }

    @Test
    void groupsAndScopesThatAreNotThereAreFound() {
        assertThat(home.preflight(
                        KeycloakHome.oidc("wiki", "family", "friends", "strangers"),
                        KeycloakHome.oidc("photos", sso -> sso.scopes("openid", "entitlements"))))
                .extracting(Problem::summary)
                .containsExactly("group does not exist", "client scope does not exist");
        home.keycloak.addScope("entitlements");
        home.keycloak.addGroup("strangers");
        assertThat(home.preflight(
                        KeycloakHome.oidc("wiki", "family", "friends", "strangers"),
                        KeycloakHome.oidc("photos", sso -> sso.scopes("openid", "entitlements"))))
                .isEmpty();
    }

    @Test
    void aPlanWarnsThatOnlyTheServiceCanRefuseWhoIsInNoGroup() {
        assertThat(home.warnings(KeycloakHome.oidc("wiki", "family"), KeycloakHome.oidc("photos")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.render())
                        .contains("service must check groups", "\"WIKI\"", "none of: family"));
        home.apply(KeycloakHome.oidc("wiki", "family"));
        assertThat(home.warnings(KeycloakHome.oidc("wiki", "family"))).isEmpty();
        assertThat(home.warnings(KeycloakHome.oidc("wiki", "friends"))).hasSize(1);
    }

    @Test
    void morePeopleAndAWeakerSignInAreRisks() {
        home.apply(KeycloakHome.oidc("wiki", "family"));

        assertThat(risks(KeycloakHome.oidc("wiki", "family", "friends"))).containsExactly(Risk.MORE_PEOPLE);
        assertThat(risks(KeycloakHome.oidc("wiki"))).containsExactly(Risk.MORE_PEOPLE);
        assertThat(risks(KeycloakHome.service("wiki", SsoApp.Kind.NONE, sso -> {})))
                .containsExactly(Risk.WEAKER_SIGN_IN);
    }

    private Set<Risk> risks(Service service) {
        Change<OidcClient> change = home.plan(home.catalog(service)).changes().get(0);
        return home.provisioner().risks(change, home.catalog(service));
    }

    @Test
    void aTokenThatEndedIsReplaced() {
        try (Session<OidcClient> session = home.provisioner().open()) {
            session.observe();
            home.keycloak.endTokens();
            assertThat(session.observe()).isNotEmpty();
        }
    }

    @Test
    void shortPagesHideNothing() {
        home.apply(KeycloakHome.oidc("wiki"), KeycloakHome.oidc("photos"));
        List<Observed<OidcClient>> all = home.observe();
        home.keycloak.pageSize(2);

        assertThat(home.observe()).isEqualTo(all);
    }

    @Test
    void whatKeepsItFromBeingUsedIsSaid() {
        home.admin = "somebody";
        assertThatThrownBy(home::observe)
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("sign-in refused")
                .hasMessageNotContaining(KeycloakHome.SECRET);
        home.admin = "homelab";
        home.realm = "elsewhere";
        assertThatThrownBy(home::observe).hasMessageContaining("realm does not exist");
        home.realm = "home";
        home.keycloak.mayChange(false);
        assertThat(home.apply(home.plan(home.catalog(KeycloakHome.oidc("wiki")))))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.problems().toString()).contains("token refused"));
    }

    @Test
    void whatPeopleMadeIsSaidAsADefinitionWould() {
        home.keycloak.addByHand("wiki-by-hand", "https://wiki.home.arpa/callback");
        home.keycloak.addByHand("photos", "https://photos.home.arpa/*");
        List<Definition> definitions = home.catalog(KeycloakHome.oidc("wiki"), KeycloakHome.oidc("photos"))
                .catalog()
                .definitions();
        try (Session<OidcClient> session = home.provisioner().open()) {
            session.observe();
            Existing existing = session.existing(definitions, home.catalog().inventory());

            assertThat(existing.parts()).hasSize(2);
            Existing.Part photos = existing.parts().get(0);
            assertThat(photos.notCarried().toString()).contains("https://photos.home.arpa/*", "unmanaged");
            Existing.Part wiki = existing.parts().get(1);
            assertThat(wiki.keys())
                    .isEqualTo(Map.of(
                            "sso",
                            Map.of(
                                    "kind", "oidc",
                                    "redirectUris", List.of("https://wiki.home.arpa/callback"),
                                    "clientId", "wiki-by-hand")));
            assertThat(wiki.secrets()).containsOnlyKeys("sso.clientSecret");
        }
    }

    @Test
    void whatKeycloakCannotDoIsAProblemWithItsPlace() {
        List<Problem> problems = SignInRules.check(home.catalog(
                        KeycloakHome.service("photos", SsoApp.Kind.FORWARD_AUTH, sso -> {}),
                        KeycloakHome.service("wiki", SsoApp.Kind.SAML, sso -> sso.acsUrl("https://wiki.home.arpa/acs")),
                        KeycloakHome.oidc(
                                "app",
                                sso -> sso.redirectUri("https://app.home.arpa/*")
                                        .emailVerified(true)
                                        .icon("https://app.home.arpa/icon.png")
                                        .category("Media")),
                        KeycloakHome.oidc("fine"))
                .catalog());

        assertThat(problems)
                .extracting(Problem::summary)
                .containsExactly(
                        "sign-in of another kind",
                        "sign-in of another kind",
                        "redirect URI with wildcard",
                        "key not for Keycloak",
                        "key not for Keycloak",
                        "key not for Keycloak");
        assertThat(problems.get(0).render()).contains("services/media/photos.yaml", "forward-auth", "\"oidc\"");
    }
}
