// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Web;
import dev.homelab.lab.Web.Reply;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ForwardAuthTest {

    private static final String CHECK = "/outpost.goauthentik.io/auth/traefik";

    private final FakeAuthentik authentik = new FakeAuthentik("token");
    private final Web proxy = new Web(authentik.uri())
            .with("X-Forwarded-Proto", "https")
            .with("X-Forwarded-Host", "App.lan:8443")
            .with("X-Forwarded-Uri", "/photos?a=b");

    @AfterEach
    void stop() {
        authentik.close();
    }

    @Test
    void aHostNobodyServesIsSaidToBeUnknown() {
        assertThat(proxy.get(CHECK).status()).isEqualTo(400);
        assertThat(proxy.get(CHECK).text("/message")).isEqualTo("no app for hostname");
        authentik.version("2026.2.2");
        assertThat(proxy.get(CHECK).text("/Message")).isEqualTo("no app for hostname");
    }

    @Test
    void aStrangerIsLedToTheSignInPage() {
        authentik.addByHand("app", "https://app.lan:8443");

        Reply check = proxy.get(CHECK);
        assertThat(check.status()).isEqualTo(302);
        assertThat(check.header("Location"))
                .isEqualTo("https://app.lan:8443/outpost.goauthentik.io/start"
                        + "?rd=https%3A%2F%2Fapp.lan%3A8443%2Fphotos%3Fa%3Db");
        Reply start = proxy.get(URI.create(check.header("Location")).getRawPath());
        assertThat(start.header("Location")).startsWith(authentik.uri() + "/application/o/authorize/?client_id=");
        Reply authorize = proxy.get(start.header("Location"));
        assertThat(authorize.header("Location")).startsWith("/if/flow/default-authentication-flow/?next=");
        Reply page = proxy.get(authorize.header("Location"));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("authentik");
    }

    @Test
    void whoeverIsSignedInIsLetThroughByName() {
        authentik.addByHand("app", "https://app.lan:8443");

        Reply check = proxy.with("Cookie", "other=1; authentik_proxy_lab=ann").get(CHECK);

        assertThat(check.status()).isEqualTo(200);
        assertThat(check.header("X-authentik-username")).isEqualTo("ann");
        assertThat(check.header("X-authentik-meta-app")).isEqualTo("app");
    }

    @Test
    void oneProviderAsksForAWholeDomainAndItsVisitorsComeBackToItself() {
        authentik.addDomainByHand("all", "https://auth.lan", "lan");

        Reply check = proxy.with("X-Forwarded-Host", "wiki.lan").get(CHECK);

        assertThat(check.header("Location")).startsWith("https://auth.lan/outpost.goauthentik.io/start?rd=");
        assertThat(proxy.with("X-Forwarded-Host", "wiki.example").get(CHECK).status())
                .isEqualTo(400);
    }

    @Test
    void aProviderOfItsOwnGoesBeforeThatOfTheDomain() {
        authentik.addDomainByHand("all", "https://auth.lan", "lan");
        authentik.addByHand("app", "https://app.lan:8443");

        assertThat(proxy.get(CHECK).header("Location")).startsWith("https://app.lan:8443/");
    }

    @Test
    void theOutpostLearnsOfANewProviderLate() {
        authentik.addByHand("old", "https://old.lan");
        authentik.outpostLag(2);
        authentik.addByHand("app", "https://app.lan:8443");

        assertThat(proxy.get(CHECK).status()).isEqualTo(400);
        assertThat(proxy.get(CHECK).status()).isEqualTo(400);
        assertThat(proxy.get(CHECK).status()).isEqualTo(302);
        assertThat(proxy.with("X-Forwarded-Host", "old.lan").get(CHECK).status())
                .isEqualTo(302);
    }

    @Test
    void theOutpostHearsNothingOfAnApplication() {
        authentik.addByHand("app", "https://app.lan:8443");
        Web api = new AuthentikClient(authentik).web;
        String provider = api.get("/api/v3/core/applications/app/").text("/provider");
        api.patch("/api/v3/core/applications/app/", "{'provider':null}");
        authentik.outpostRefreshes();
        assertThat(proxy.get(CHECK).status()).isEqualTo(400);

        api.patch("/api/v3/core/applications/app/", "{'provider':" + provider + "}");

        assertThat(proxy.get(CHECK).status()).isEqualTo(400);
        api.patch("/api/v3/providers/proxy/" + provider + "/", "{'mode':'forward_single'}");
        assertThat(proxy.get(CHECK).status()).isEqualTo(302);
    }

    @Test
    void aFreshOutpostSendsVisitorsToItself() {
        authentik.addByHand("app", "https://app.lan:8443");
        authentik.freshOutpost(true);

        Reply start = proxy.get(URI.create(proxy.get(CHECK).header("Location")).getRawPath());

        assertThat(start.header("Location")).startsWith("http://localhost/application/o/authorize/?client_id=");
    }

    @Test
    void publicPathsPassWithoutASignIn() {
        authentik.addByHand("app", "https://app.lan:8443");
        authentik.changeProviderByHand("app", Map.of("skip_path_regex", "^/api/.*$\n^/photos$"));

        assertThat(proxy.get(CHECK).status()).isEqualTo(200);
        assertThat(proxy.with("X-Forwarded-Uri", "/admin").get(CHECK).status()).isEqualTo(302);
    }

    @Test
    void anUnknownClientIsNotAuthorized() {
        assertThat(proxy.get("/application/o/authorize/?client_id=x").status()).isEqualTo(400);
    }
}
