// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Trees;
import dev.homelab.lab.Web;
import dev.homelab.lab.validation.ContractValidator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthentikContractTest {

    private final FakeAuthentik authentik = new FakeAuthentik("token");
    private final AuthentikClient client = new AuthentikClient(authentik);
    private final Web web = client.web;

    @AfterEach
    void stop() {
        authentik.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024.12.3", "2026.2.2", "2026.8.3"})
    void everyAnswerKeepsTheContract(String release) {
        ContractValidator contract = ContractValidator.authentik(release);
        authentik.version(release);
        authentik.listen(contract);

        writings();
        readings();
        refusals();
        removals();

        contract.assertKept();
        assertThat(contract.checked()).isEqualTo(authentik.requests());
    }

    private void writings() {
        authentik.addGroup("media");
        String group =
                web.get("/api/v3/core/groups/?name=media&include_users=false").text("/results/0/pk");
        assertThat(client.transact("app", "{'group':'" + group + "','order':0}").status())
                .isEqualTo(200);
        String oauth2 = web.post(
                        "/api/v3/providers/oauth2/",
                        "{" + client.provider("oauth")
                                + ",'redirect_uris':[{'matching_mode':'strict','url':'https://a.lan'}],"
                                + "'grant_types':['authorization_code','refresh_token']}")
                .text("/pk");
        web.patch("/api/v3/providers/oauth2/" + oauth2 + "/", "{'sub_mode':'user_email'}");
        web.get("/api/v3/providers/oauth2/" + oauth2 + "/setup_urls/");
        String saml = web.post(
                        "/api/v3/providers/saml/",
                        "{" + client.provider("saml") + ",'acs_url':'https://wiki.lan/saml/acs','sp_binding':'post',"
                                + "'issuer':'https://auth.lan','issuer_override':'https://auth.lan'}")
                .text("/pk");
        web.patch("/api/v3/providers/saml/" + saml + "/", "{'audience':'wiki'}");
        String target = web.post(
                        "/api/v3/core/applications/", "{'name':'oauth','slug':'oauth','provider':" + oauth2 + "}")
                .text("/pk");
        web.post("/api/v3/core/applications/", "{'name':'alone','slug':'alone'}");
        web.patch("/api/v3/core/applications/alone/", "{'meta_launch_url':'https://alone.lan'}");
        web.post("/api/v3/policies/bindings/", "{'target':'" + target + "','group':'" + group + "','order':1}");
        String proxy = client.addProxy("free").text("/pk");
        web.patch("/api/v3/providers/proxy/" + proxy + "/", "{'mode':'forward_single'}");
        web.patch(client.outpost(), "{'providers':[" + proxy + "]}");
    }

    private void readings() {
        for (String path : new String[] {
            "admin/version",
            "root/config",
            "core/groups",
            "core/applications",
            "core/applications/app",
            "core/applications/app/used_by",
            "flows/instances",
            "propertymappings/provider/scope",
            "propertymappings/provider/saml",
            "crypto/certificatekeypairs",
            "providers/all",
            "providers/proxy",
            "providers/oauth2",
            "providers/saml",
            "policies/bindings",
            "outposts/instances"
        }) {
            assertThat(web.get("/api/v3/" + path + "/").status()).as(path).isEqualTo(200);
        }
        web.get("/api/v3/core/applications/?superuser_full_list=true&page=1&page_size=2&search=a&ordering=name");
        web.get(client.outpost() + "health/");
    }

    private void refusals() {
        web.get("/api/v3/core/applications/nobody/");
        web.post("/api/v3/core/applications/", "{}");
        client.transact("app", "");
        new Web(authentik.uri()).get("/api/v3/providers/all/");
    }

    private void removals() {
        web.delete("/api/v3/core/applications/app/");
        for (var provider : Trees.of(authentik.providers())) {
            String kind = provider.path("component").asText().replaceAll("ak-provider-|-form", "");
            String path =
                    "/api/v3/providers/" + kind + "/" + provider.path("pk").asText() + "/";
            web.get(path + "used_by/");
            web.delete(path);
        }
    }
}
