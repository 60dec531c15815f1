// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import dev.homelab.lab.contract.ProvisionerContract;
import dev.homelab.lab.http.Faults;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.provision.Provisioner;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The laws, once per release. */
@Tag("proof")
final class AuthentikProvisionerTest {

    @Nested
    final class Release202412 extends Laws {
        Release202412() {
            super("2024.12.3");
        }
    }

    @Nested
    final class Release20262 extends Laws {
        Release20262() {
            super("2026.2.2");
        }
    }

    @Nested
    final class Release20268 extends Laws {
        Release20268() {
            super("2026.8.3");
        }
    }

    abstract static class Laws extends ProvisionerContract<SignOn> {

        private final AuthentikHome home;

        Laws(String release) {
            home = new AuthentikHome(release, "token-of-the-lab");
        }

        @AfterEach
        void stop() {
            home.close();
        }

        @Override
        protected Provisioner<SignOn> provisioner() {
            return home.provisioner();
        }

        @Override
        protected ResolvedCatalog catalog() {
            return home.catalog(
                    AuthentikHome.service("photos", "family"),
                    AuthentikHome.service("music", "family", "friends"),
                    AuthentikHome.oidc("wiki", "https://wiki.home.arpa/callback"),
                    AuthentikHome.saml("files", "https://files.home.arpa/acs"));
        }

        @Override
        protected ResolvedCatalog changedCatalog() {
            return home.catalog(
                    AuthentikHome.service("photos", "friends"),
                    AuthentikHome.service("music", "family", "friends"),
                    AuthentikHome.oidc("wiki", "https://wiki.home.arpa/callback"),
                    AuthentikHome.saml("files", "https://files.home.arpa/acs"));
        }

        @Override
        protected ResolvedCatalog emptyCatalog() {
            return home.catalog();
        }

        @Override
        protected void addByHand() {
            home.authentik.addByHand("nas", "https://nas.home.arpa");
        }

        @Override
        protected String addInTheWay() {
            home.authentik.addByHand("photos", "https://pictures.home.arpa");
            return "photos";
        }

        @Override
        protected boolean delayTruth() {
            home.authentik.outpostLag(3);
            return true;
        }

        @Override
        protected ResolvedCatalog largeCatalog() {
            return home.catalog(IntStream.range(0, 120)
                    .mapToObj(number -> AuthentikHome.service("app" + number, "family"))
                    .toArray(Service[]::new));
        }

        @Override
        protected Faults faults() {
            return home.authentik.faults();
        }

        @Override
        protected int writes() {
            return home.authentik.writes();
        }
    }
}
