// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.adapter.real.RealContract;
import dev.homelab.adapter.real.RealServers;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.model.value.SecretRef;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import dev.homelab.spi.Context;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The laws, at a real Keycloak, and a sign-in as visitors make it. */
@EnabledIfEnvironmentVariable(
        named = "KEYCLOAK_URL",
        matches = "http.*",
        disabledReason = "there is no Keycloak: it/servers up DIR keycloak")
class KeycloakIT extends RealContract<OidcClient> {

    private static final String SECRET = "secret-of-the-client";

    private final RealKeycloak keycloak = new RealKeycloak();
    private final Context context = servers.context(request ->
            !request.method().equals("GET") && request.address().getPath().startsWith("/admin/"));

    @BeforeEach
    void clear() {
        keycloak.prepare();
        keycloak.clear();
    }

    @AfterEach
    void close() {
        keycloak.close();
    }

    @Test
    void tokensSayWhichGroupsAVisitorIsIn() {
        try (Session<OidcClient> session = provisioner().open()) {
            Planner planner = new Planner(HOMELAB);
            ResolvedCatalog catalog = catalog();
            assertThat(session.preflight(provisioner().desired(catalog))).isEmpty();
            assertThat(session.apply(new Batch<>(planner.plan(provisioner().desired(catalog), session.observe())
                            .changes())))
                    .allMatch(Outcome::succeeded);
        }

        assertThat(groups(signIn("wiki", "anna"))).containsExactly("family");
        assertThat(groups(signIn("wiki", "otto"))).isEmpty();
        assertThat(signIn("wiki", "anna").path("email").asText()).isEqualTo("anna@home.arpa");
        assertThat(signIn("photos", "anna").has("groups")).isFalse();
    }

    @Test
    void aGroupThatIsNotThereIsFound() {
        try (Session<OidcClient> session = provisioner().open()) {
            assertThat(session.preflight(provisioner()
                            .desired(catalog(KeycloakHome.oidc(
                                    "wiki",
                                    sso -> sso.group("family")
                                            .group("strangers")
                                            .scopes("openid", "nonsense"))))))
                    .extracting(problem -> problem.summary())
                    .containsExactly("group does not exist", "client scope does not exist");
        }
    }

    private JsonNode signIn(String service, String user) {
        return keycloak.signIn(
                KeycloakHome.clientId(service), SECRET, "https://%s.home.arpa/callback".formatted(service), user);
    }

    private static List<String> groups(JsonNode idToken) {
        return ClientRow.texts(idToken.path("groups"));
    }

    @Override
    protected Provisioner<OidcClient> provisioner() {
        KeycloakSettings settings = new KeycloakSettings(
                URI.create(RealServers.variable("KEYCLOAK_URL")),
                RealKeycloak.REALM,
                RealServers.variable("KEYCLOAK_CLIENT"),
                SecretRef.of("file:" + secretFile()),
                Optional.of("master"),
                Optional.empty());
        return new KeycloakProvisioner("login", settings, context);
    }

    private static String secretFile() {
        return RealServers.variable(RealServers.NEEDED) + "/../keycloak/secret";
    }

    private ResolvedCatalog catalog(Service... services) {
        return servers.catalog(service -> KeycloakHome.secrets(context.sealing(), HOMELAB, service, SECRET), services);
    }

    @Override
    protected ResolvedCatalog catalog() {
        return catalog(KeycloakHome.oidc("wiki", "family"), KeycloakHome.oidc("photos"), app());
    }

    @Override
    protected ResolvedCatalog changedCatalog() {
        return catalog(KeycloakHome.oidc("wiki", "family", "friends"), KeycloakHome.oidc("photos"), app());
    }

    private static Service app() {
        return KeycloakHome.oidc(
                "app",
                sso -> sso.client(SsoApp.Client.PUBLIC)
                        .scopes("openid", "email", "phone")
                        .offlineAccess(true));
    }

    @Override
    protected ResolvedCatalog largeCatalog() {
        return catalog(IntStream.range(0, 25)
                .mapToObj(number -> KeycloakHome.oidc("app" + number, "family"))
                .toArray(Service[]::new));
    }

    @Override
    protected void addByHand() {
        keycloak.addByHand("nas", "https://nas.home.arpa/*");
    }

    @Override
    protected String addInTheWay() {
        keycloak.addByHand(KeycloakHome.clientId("app"), "https://pictures.home.arpa/*");
        return KeycloakHome.clientId("app");
    }
}
