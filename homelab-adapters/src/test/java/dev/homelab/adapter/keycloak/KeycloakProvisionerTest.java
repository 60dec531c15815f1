// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.keycloak;

import dev.homelab.lab.contract.ProvisionerContract;
import dev.homelab.lab.http.Faults;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.provision.Provisioner;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The laws, against a server whose tokens end often. */
final class KeycloakProvisionerTest extends ProvisionerContract<OidcClient> {

    private final KeycloakHome home = new KeycloakHome();

    @BeforeEach
    void start() {
        home.keycloak.tokensLast(7);
    }

    @AfterEach
    void stop() {
        home.close();
    }

    @Override
    protected Provisioner<OidcClient> provisioner() {
        return home.provisioner();
    }

    @Override
    protected ResolvedCatalog catalog() {
        return home.catalog(
                KeycloakHome.oidc("wiki", "family"),
                KeycloakHome.oidc("photos"),
                KeycloakHome.oidc(
                        "app",
                        sso -> sso.client(SsoApp.Client.PUBLIC)
                                .scopes("openid", "email", "phone")
                                .offlineAccess(true)));
    }

    @Override
    protected ResolvedCatalog changedCatalog() {
        return home.catalog(
                KeycloakHome.oidc("wiki", "family", "friends"),
                KeycloakHome.oidc("photos"),
                KeycloakHome.oidc(
                        "app",
                        sso -> sso.client(SsoApp.Client.PUBLIC)
                                .scopes("openid", "email", "phone")
                                .offlineAccess(true)));
    }

    @Override
    protected ResolvedCatalog emptyCatalog() {
        return home.catalog();
    }

    @Override
    protected void addByHand() {
        home.keycloak.addByHand("nas", "https://nas.home.arpa/*");
    }

    /** Its scopes are others than those that are asked for, so that adopting it takes several writes. */
    @Override
    protected String addInTheWay() {
        home.keycloak.addByHand(KeycloakHome.clientId("app"), "https://pictures.home.arpa/*");
        return KeycloakHome.clientId("app");
    }

    @Override
    protected boolean delayTruth() {
        return false;
    }

    @Override
    protected ResolvedCatalog largeCatalog() {
        return home.catalog(IntStream.range(0, 60)
                .mapToObj(number -> KeycloakHome.oidc("app" + number, "family"))
                .toArray(Service[]::new));
    }

    @Override
    protected Faults faults() {
        return home.keycloak.faults();
    }

    @Override
    protected int writes() {
        return home.keycloak.writes();
    }
}
