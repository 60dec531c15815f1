// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Web;
import dev.homelab.lab.Web.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Providers for services that ask by themselves, with what is awkward about them. */
final class ServiceProvidersTest {

    private static final String OAUTH2 = "/api/v3/providers/oauth2/";
    private static final String SAML = "/api/v3/providers/saml/";

    private final FakeAuthentik authentik = new FakeAuthentik("token");
    private final AuthentikClient client = new AuthentikClient(authentik);
    private final Web web = client.web;

    @AfterEach
    void stop() {
        authentik.close();
    }

    @Test
    void redirectUrisAreAListThatMustBeThere() {
        assertThat(oauth2("photos", "").text("/redirect_uris/0")).isEqualTo("This field is required.");
        assertThat(oauth2("photos", ",'redirect_uris':'https://a.lan'").status())
                .isEqualTo(400);
    }

    @Test
    void aProviderMadeWithoutGrantTypesLetsNobodyIn() {
        Reply made = oauth2("photos", ",'redirect_uris':[]");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.at("/grant_types")).isEmpty();
        assertThat(oauth2("wiki", ",'redirect_uris':[],'grant_types':[]").text("/grant_types/0"))
                .isEqualTo("This list may not be empty.");
    }

    @Test
    void aSecretIsMadeAndShownAndNotChangedUnasked() {
        Reply made = oauth2("photos", ",'redirect_uris':[]");
        String secret = made.text("/client_secret");

        Reply changed = web.patch(OAUTH2 + made.text("/pk") + "/", "{'name':'pictures'}");

        assertThat(secret).isNotEmpty();
        assertThat(changed.text("/client_secret")).isEqualTo(secret);
    }

    @Test
    void noTwoClientsHaveTheSameId() {
        oauth2("photos", ",'redirect_uris':[],'client_id':'a'");

        assertThat(oauth2("wiki", ",'redirect_uris':[],'client_id':'a'").text("/client_id/0"))
                .isEqualTo("OAuth2/OpenID Provider with this Client ID already exists.");
    }

    @Test
    void aProxyProviderIsListedAmongThoseItIsMadeOf() {
        client.addProxy("photos");

        assertThat(web.get(OAUTH2).text("/results/0/redirect_uris/0/url"))
                .startsWith("https://photos.lan/outpost.goauthentik.io/callback");
    }

    @Test
    void howSamlNamesItsIssuerDependsOnTheRelease() {
        String both = ",'acs_url':'https://a.lan','issuer':'old','issuer_override':'new'";

        assertThat(saml("since", both).text("/issuer_override")).isEqualTo("new");
        authentik.version("2026.2.2");
        Reply before = saml("before", both);
        assertThat(before.text("/issuer")).isEqualTo("old");
        assertThat(before.at("/issuer_override").isMissingNode()).isTrue();
    }

    @Test
    void aSigningKeyIsJudgedByWhatIsSentWithIt() {
        String key = web.get("/api/v3/crypto/certificatekeypairs/").text("/results/0/pk");
        String fields = ",'acs_url':'https://a.lan','signing_kp':'" + key + "'";

        assertThat(saml("wiki", fields).text("/non_field_errors/0")).startsWith("With a signing keypair selected");
        assertThat(saml("wiki", fields + ",'sign_assertion':true").status()).isEqualTo(201);
    }

    @Test
    void anOutpostTakesNeitherIfItsTypeIsSent() {
        String saml = saml("wiki", ",'acs_url':'https://a.lan'").text("/pk");

        assertThat(web.patch(client.outpost(), "{'type':'proxy','providers':[" + saml + "]}")
                        .text("/providers/0"))
                .isEqualTo("Outpost type proxy can't be used with SAMLProvider providers.");
    }

    private Reply oauth2(String name, String more) {
        return web.post(OAUTH2, "{" + client.provider(name) + more + "}");
    }

    private Reply saml(String name, String more) {
        return web.post(SAML, "{" + client.provider(name) + more + "}");
    }
}
