// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authelia;

import dev.homelab.lab.contract.ProvisionerContract;
import dev.homelab.lab.http.Faults;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.provision.Provisioner;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class AutheliaProvisionerTest extends ProvisionerContract<SignIn> {

    @TempDir
    Path folder;

    private AutheliaHome home;

    @BeforeEach
    void start() {
        home = new AutheliaHome(folder);
    }

    @AfterEach
    void stop() {
        home.close();
    }

    @Override
    protected Provisioner<SignIn> provisioner() {
        return home.provisioner();
    }

    @Override
    protected ResolvedCatalog catalog() {
        return home.catalog(
                AutheliaHome.oidc("wiki", "family"),
                AutheliaHome.proxied("films", "family"),
                AutheliaHome.oidc("app", sso -> sso.client(SsoApp.Client.PUBLIC).offlineAccess(true)));
    }

    @Override
    protected ResolvedCatalog changedCatalog() {
        return home.catalog(
                AutheliaHome.oidc("wiki", "family", "guests"),
                AutheliaHome.proxied("films", "family"),
                AutheliaHome.oidc("app", sso -> sso.client(SsoApp.Client.PUBLIC).offlineAccess(true)));
    }

    @Override
    protected ResolvedCatalog emptyCatalog() {
        return home.catalog();
    }

    @Override
    protected void addByHand() {
        home.write("clients.yml", SampleFiles.BY_HAND);
    }

    @Override
    protected String addInTheWay() {
        home.write("clients.yml", SampleFiles.IN_THE_WAY);
        return AutheliaHome.clientId("app");
    }

    @Override
    protected boolean delayTruth() {
        return false;
    }

    /** Most without a secret, since each digest takes a while. */
    @Override
    protected ResolvedCatalog largeCatalog() {
        return home.catalog(IntStream.range(0, 60)
                .mapToObj(number -> number % 20 == 0
                        ? AutheliaHome.oidc("app" + number, "family")
                        : AutheliaHome.proxied("app" + number, "family"))
                .toArray(Service[]::new));
    }

    @Override
    protected Faults faults() {
        return home.lab.host.faults();
    }

    @Override
    protected int writes() {
        return home.lab.host.writes();
    }
}
