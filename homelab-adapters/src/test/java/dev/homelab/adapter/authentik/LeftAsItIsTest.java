// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Risk;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the definition does not say is left as it is, is no drift, and comes back with what is created again; and what it can say. */
final class LeftAsItIsTest {

    private static final Service FORWARD = AuthentikHome.service("photos", "family");
    private static final Service OIDC = AuthentikHome.oidc("wiki", "https://wiki.home.arpa/callback");
    private static final Service SAML = AuthentikHome.saml("files", "https://files.home.arpa/acs");

    private AuthentikHome home = new AuthentikHome();

    @AfterEach
    void stop() {
        home.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024.12.3", "2026.2.2", "2026.8.3"})
    void whatPeopleSetIsNoDrift(String release) {
        applyAndSetByHand(release);

        assertThat(home.plan(home.catalog(FORWARD, OIDC, SAML)).isEmpty()).isTrue();
    }

    @Test
    void whatPeopleSetStaysThroughAChange() {
        applyAndSetByHand("2026.8.3");

        home.apply(AuthentikHome.service("photos", "friends"), OIDC, SAML);

        assertThat(application("photos").path("group").asText()).isEqualTo("Pictures");
        assertThat(provider("homelab contract/photos").path("skip_path_regex").asText())
                .isEqualTo("^/by-hand");
        assertThat(home.writes).noneMatch(write -> write.startsWith("PATCH"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024.12.3", "2026.2.2", "2026.8.3"})
    void whatPeopleSetComesBackWithADeletionThatIsRolledBack(String release) {
        applyAndSetByHand(release);
        String before = home.authentik.snapshot();
        Plan<SignOn> removal = home.apply();

        assertThat(home.restore(removal)).allMatch(Outcome::succeeded);

        assertThat(home.authentik.snapshot()).isEqualTo(before).contains("by-hand", "Pictures");
    }

    @Test
    void aProviderWhoseApplicationIsGoneKeepsWhatPeopleSet() {
        applyAndSetByHand("2026.8.3");
        String flow = home.authentik.flow("default-provider-authorization-explicit-consent");
        home.authentik.deleteApplicationByHand("photos");

        home.apply(FORWARD, OIDC, SAML);

        JsonNode provider = provider("homelab contract/photos");
        assertThat(provider.path("authorization_flow").asText()).isEqualTo(flow);
        assertThat(provider.path("skip_path_regex").asText()).isEqualTo("^/by-hand");
        assertThat(home.authentik.outpostProviders()).containsExactly("homelab contract/photos");
    }

    @Test
    void wordsSayWhatAClientLearnsAndWhatItIs() {
        home.authentik.addScopeByHand("my groups", "groups", "return {}");
        Service wiki = AuthentikHome.service(
                "wiki",
                SsoApp.Kind.OIDC,
                sso -> sso.redirectUri("https://wiki.home.arpa/callback")
                        .scopes("openid", "email", "my groups")
                        .emailVerified(true)
                        .offlineAccess(true)
                        .client(SsoApp.Client.PUBLIC)
                        .icon("https://wiki.home.arpa/icon.png")
                        .category("Knowledge"));

        home.apply(wiki);

        assertThat(home.scopesOf("homelab contract/wiki"))
                .containsExactlyInAnyOrder(
                        "goauthentik.io/providers/oauth2/scope-openid",
                        "goauthentik.io/providers/oauth2/scope-offline_access",
                        "homelab email verified",
                        "my groups");
        assertThat(provider("homelab contract/wiki").path("client_type").asText())
                .isEqualTo("public");
        assertThat(application("wiki").path("meta_icon").asText()).isEqualTo("https://wiki.home.arpa/icon.png");
        assertThat(application("wiki").path("group").asText()).isEqualTo("Knowledge");
        assertThat(home.plan(home.catalog(wiki)).isEmpty()).isTrue();
    }

    @Test
    void anIconIsRefusedWhereTheServerWouldPassOverIt() {
        home.authentik.version("2024.12.3");
        Service photos = AuthentikHome.service("photos", SsoApp.Kind.FORWARD_AUTH, sso -> sso.icon("a.png"));

        assertThat(home.preflight(home.catalog(photos)))
                .extracting(Problem::summary)
                .containsExactly("Authentik too old for icons");
    }

    @Test
    void theMappingForVerifiedAddressesIsMadeOnceForAll() {
        home.apply(verified("wiki"));
        assertThat(home.writes.stream().filter(write -> write.contains("propertymappings")))
                .hasSize(1);

        home.apply(verified("notes"));

        assertThat(home.writes.stream().filter(write -> write.contains("propertymappings")))
                .isEmpty();
    }

    @Test
    void aScopeThatIsRemovedByHandIsDriftWhereTheDefinitionSaysIt() {
        home.apply(verified("wiki"));
        home.authentik.changeProviderByHand("homelab contract/wiki", Map.of("property_mappings", List.of()));

        assertThat(home.plan(home.catalog(verified("wiki"))).changes()).hasSize(1);
        home.apply(verified("wiki"));

        assertThat(home.scopesOf("homelab contract/wiki")).hasSize(3);
    }

    @Test
    void publicPathsPassAndAnEmptyListClosesThem() {
        home.apply(paths("/api", "/share/"));

        assertThat(home.asked("photos.home.arpa", "/api")).isEqualTo(200);
        assertThat(home.asked("photos.home.arpa", "/api/v1?key=x")).isEqualTo(200);
        assertThat(home.asked("photos.home.arpa", "/share/1")).isEqualTo(200);
        assertThat(home.asked("photos.home.arpa", "/apinote")).isEqualTo(302);
        assertThat(home.asked("photos.home.arpa", "/x/api")).isEqualTo(302);
        assertThat(home.plan(home.catalog(FORWARD)).isEmpty()).isTrue();

        home.apply(paths());

        assertThat(home.asked("photos.home.arpa", "/api")).isEqualTo(302);
    }

    @Test
    void openingAPathWeakensTheSignIn() {
        home.apply(FORWARD);
        Plan<SignOn> opening = home.plan(home.catalog(paths("/api")));

        assertThat(home.provisioner().risks(opening.changes().get(0), home.catalog(paths("/api"))))
                .containsExactly(Risk.WEAKER_SIGN_IN);
    }

    @Test
    void basicAuthTellsTheServiceAUserAndAPassword() {
        Service sonarr = AuthentikHome.service(
                "sonarr", SsoApp.Kind.FORWARD_AUTH, sso -> sso.basicAuth("sonarr_user", "sonarr_password"));

        home.apply(sonarr);

        JsonNode provider = provider("homelab contract/sonarr");
        assertThat(provider.path("basic_auth_enabled").asBoolean()).isTrue();
        assertThat(provider.path("basic_auth_user_attribute").asText()).isEqualTo("sonarr_user");
        assertThat(home.plan(home.catalog(sonarr)).isEmpty()).isTrue();
    }

    private void applyAndSetByHand(String release) {
        home.close();
        home = new AuthentikHome(release, "token-of-the-lab");
        home.apply(FORWARD, OIDC, SAML);
        String flow = home.authentik.flow("default-provider-authorization-explicit-consent");
        String mapping = home.authentik.addScopeByHand("email by-hand", "email", "return {}");
        home.authentik.changeByHand(
                "photos", Map.of("group", "Pictures", "meta_description", "by-hand", "open_in_new_tab", true));
        if (!release.startsWith("2024")) {
            home.authentik.changeByHand("photos", Map.of("meta_icon", "by-hand.png"));
        }
        home.authentik.changeProviderByHand(
                "homelab contract/photos",
                Map.of(
                        "authorization_flow",
                        flow,
                        "skip_path_regex",
                        "^/by-hand",
                        "basic_auth_enabled",
                        true,
                        "basic_auth_user_attribute",
                        "by-hand",
                        "intercept_header_auth",
                        false));
        home.authentik.changeProviderByHand(
                "homelab contract/wiki",
                Map.of(
                        "property_mappings",
                        List.of(mapping),
                        "authorization_flow",
                        flow,
                        "sub_mode",
                        "user_email",
                        "access_token_validity",
                        "hours=2"));
        home.authentik.changeProviderByHand(
                "homelab contract/files", Map.of("property_mappings", List.of(), "default_relay_state", "by-hand"));
    }

    private static Service verified(String name) {
        return AuthentikHome.service(
                name,
                SsoApp.Kind.OIDC,
                sso -> sso.redirectUri("https://" + name + ".home.arpa/callback")
                        .emailVerified(true));
    }

    private static Service paths(String... paths) {
        return AuthentikHome.service(
                "photos", SsoApp.Kind.FORWARD_AUTH, sso -> sso.group("family").publicPaths(paths));
    }

    private JsonNode application(String slug) {
        return home.applications().stream()
                .filter(row -> row.path("slug").asText().equals(slug))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode provider(String name) {
        return home.providers().stream()
                .filter(row -> row.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
