// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.lab.Trees;
import dev.homelab.lab.Web;
import dev.homelab.lab.Web.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FakeAuthentikTest {

    private final FakeAuthentik authentik = new FakeAuthentik("token");
    private final AuthentikClient client = new AuthentikClient(authentik);
    private final Web web = client.web;

    @AfterEach
    void stop() {
        authentik.close();
    }

    @Test
    void nothingButTheConfigurationIsShownWithoutAToken() {
        Web nobody = new Web(authentik.uri());

        assertThat(nobody.get("/api/v3/admin/version/").status()).isEqualTo(403);
        assertThat(nobody.get("/api/v3/admin/version/").at("/detail").isTextual())
                .isTrue();
        assertThat(nobody.get("/api/v3/root/config/").status()).isEqualTo(200);
        assertThat(web.get("/api/v3/admin/version/").text("/version_current")).isEqualTo("2026.8.3");
    }

    @Test
    void listsComeInPagesUntilNextIsZero() {
        authentik.pageSize(2);
        List<String> slugs = new ArrayList<>();
        int page = 1;
        while (page != 0) {
            Reply reply = web.get("/api/v3/flows/instances/?page_size=50&page=" + page);
            reply.at("/results").forEach(flow -> slugs.add(flow.path("slug").asText()));
            page = reply.at("/pagination/next").asInt();
        }

        assertThat(slugs).hasSize(5).doesNotHaveDuplicates();
        assertThat(web.get("/api/v3/flows/instances/?page=9").status()).isEqualTo(404);
    }

    @Test
    void searchIsFuzzyAndFiltersAreExact() {
        client.addProxy("app");
        client.addProxy("my-app-two");

        assertThat(web.get("/api/v3/providers/all/?search=APP").at("/results")).hasSize(2);
        assertThat(web.get("/api/v3/providers/proxy/?name__iexact=APP").at("/results"))
                .hasSize(1);
        String scope = "managed=goauthentik.io/providers/oauth2/scope-";
        assertThat(web.get("/api/v3/propertymappings/provider/scope/?" + scope + "openid&" + scope + "email")
                        .at("/results"))
                .hasSize(2);
    }

    @Test
    void namesSlugsAndProvidersAreUnique() {
        String pk = client.addProxy("app").text("/pk");
        client.addApplication("app", pk);

        assertThat(client.addProxy("app").text("/name/0")).isEqualTo("provider with this name already exists.");
        assertThat(client.addApplication("app", "null").text("/slug/0"))
                .isEqualTo("Application with this slug already exists.");
        assertThat(client.addApplication("other", pk).text("/provider/0")).isEqualTo("This field must be unique.");
        assertThat(client.addApplication("no slug", "null").at("/slug")).hasSize(1);
        assertThat(client.addApplication("authorize", "null").text("/slug/0")).contains("is reserved");
        assertThat(client.addApplication("app-two", "99").text("/provider/0")).contains("object does not exist");
    }

    @Test
    void everyMistakeOfARequestIsNamedAtOnce() {
        Reply refused = web.post("/api/v3/providers/proxy/", "{'external_host':'nowhere','authorization_flow':null}");

        assertThat(refused.text("/name/0")).isEqualTo("This field is required.");
        assertThat(refused.text("/authorization_flow/0")).isEqualTo("This field may not be null.");
        assertThat(refused.text("/invalidation_flow/0")).isEqualTo("This field is required.");
        assertThat(refused.text("/external_host/0")).isEqualTo("Enter a valid URL.");
        assertThat(authentik.writes()).isZero();
    }

    @Test
    void theOutpostsListIsReplacedAsAWhole() {
        authentik.addByHand("mine", "https://mine.lan");
        String pk = client.addProxy("app").text("/pk");

        Reply patched = web.patch(client.outpost(), "{'providers':[" + pk + "]}");

        assertThat(patched.at("/providers")).hasSize(1);
        assertThat(authentik.outpostProviders()).containsExactly("app");
        assertThat(web.patch(client.outpost(), "{'providers':[99]}").status()).isEqualTo(400);
        assertThat(web.get(client.outpost() + "health/").text("/0/version_should"))
                .isEqualTo("2026.8.3");
        web.delete("/api/v3/providers/proxy/" + pk + "/");
        assertThat(authentik.outpostProviders()).isEmpty();
    }

    @Test
    void deletingAnApplicationTakesItsBindingsAndLeavesItsProvider() {
        authentik.addGroup("media");
        String group = web.get("/api/v3/core/groups/?name=media").text("/results/0/pk");
        client.transact("app", "{'group':'" + group + "','order':0}");
        String target = web.get("/api/v3/core/applications/app/").text("/pk");
        String bindings = "/api/v3/policies/bindings/?target=" + target;
        assertThat(web.get(bindings).text("/results/0/group_obj/name")).isEqualTo("media");
        assertThat(web.get("/api/v3/core/applications/app/used_by/").text("/0/action"))
                .isEqualTo("cascade");

        assertThat(web.delete("/api/v3/core/applications/app/").status()).isEqualTo(204);

        assertThat(web.get(bindings).at("/results")).isEmpty();
        assertThat(authentik.providers()).hasSize(1);
        assertThat(Trees.of(authentik.providers())
                        .get(0)
                        .path("assigned_application_slug")
                        .isNull())
                .isTrue();
    }

    @Test
    void boundApplicationsAreListedOnlyInTheFullList() {
        String group = web.get("/api/v3/core/groups/").text("/results/0/pk");
        client.transact("app", "{'group':'" + group + "','order':0}");

        assertThat(web.get("/api/v3/core/applications/").at("/results")).isEmpty();
        assertThat(web.get("/api/v3/core/applications/?superuser_full_list=true")
                        .at("/results"))
                .hasSize(1);
    }

    @Test
    void whoIsNoSuperuserGetsAFilteredListThatCountsAll() {
        String group = web.get("/api/v3/core/groups/").text("/results/0/pk");
        client.transact("app", "{'group':'" + group + "','order':0}");
        client.addApplication("open", "null");
        authentik.addToken("limited", "hl-limited", true);
        Web limited = new Web(authentik.uri()).with("Authorization", "Bearer limited");

        Reply list = limited.get("/api/v3/core/applications/?superuser_full_list=true");

        assertThat(list.at("/results")).hasSize(1);
        assertThat(list.at("/pagination/count").asInt()).isEqualTo(2);
        assertThat(limited.get("/api/v3/core/applications/app/").status()).isEqualTo(200);
        assertThat(limited.get("/api/v3/providers/proxy/").text("/results/0/assigned_application_slug"))
                .isEqualTo("app");
        assertThat(limited.get("/api/v3/core/users/me/")
                        .at("/user/is_superuser")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void whoHasNoRightsIsRefusedAllButTheList() {
        authentik.addToken("none", "hl-none", false);
        Web none = new Web(authentik.uri()).with("Authorization", "Bearer none");

        assertThat(none.get("/api/v3/core/applications/").status()).isEqualTo(200);
        assertThat(none.get("/api/v3/providers/all/").status()).isEqualTo(403);
        assertThat(none.delete("/api/v3/core/applications/app/").status()).isEqualTo(403);
    }

    @Test
    void readsBreakAsTheyDoNowAndThen() {
        authentik.breakReads(1);

        assertThat(web.get("/api/v3/core/groups/").status()).isEqualTo(500);
        assertThat(web.get("/api/v3/core/groups/").status()).isEqualTo(200);
    }

    @Test
    void changingSendsOnlyWhatChanges() {
        client.addApplication("app", "null");

        Reply changed = web.patch("/api/v3/core/applications/app/", "{'meta_publisher':'homelab','unknown':1}");

        assertThat(changed.text("/meta_publisher")).isEqualTo("homelab");
        assertThat(changed.text("/name")).isEqualTo("app");
        assertThat(Trees.of(authentik.applications()))
                .extracting(row -> row.path("meta_publisher").asText())
                .containsExactly("homelab");
    }

    @Test
    void anOauth2ProviderWithoutGrantTypesHasNone() {
        String body =
                "{" + client.provider("app") + ",'redirect_uris':[{'matching_mode':'strict','url':'https://a.lan'}]}";

        Reply made = web.post("/api/v3/providers/oauth2/", body);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.at("/grant_types")).isEmpty();
        assertThat(made.text("/redirect_uris/0/redirect_uri_type")).isEqualTo("authorization");
        assertThat(made.text("/client_secret")).isNotEmpty();
        String urls = "/api/v3/providers/oauth2/" + made.text("/pk") + "/setup_urls/";
        assertThat(web.get(urls).status()).isEqualTo(404);
        client.addApplication("app", made.text("/pk"));
        assertThat(web.get(urls).text("/issuer")).endsWith("/application/o/app/");
        assertThat(web.patch(client.outpost(), "{'type':'proxy','providers':[" + made.text("/pk") + "]}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void whatIsMadeAgainTheSameWayReadsTheSame() {
        authentik.addByHand("app", "https://app.lan");
        String before = authentik.snapshot();
        JsonNode provider = Trees.of(authentik.providers()).get(0);
        web.delete("/api/v3/core/applications/app/");
        web.delete("/api/v3/providers/proxy/" + provider.path("pk").asText() + "/");
        assertThat(authentik.snapshot()).isNotEqualTo(before);

        authentik.addByHand("app", "https://app.lan");

        assertThat(authentik.snapshot()).isEqualTo(before);
        assertThat(Trees.of(authentik.providers()).get(0).path("pk")).isNotEqualTo(provider.path("pk"));
    }

    @Test
    void aRefusedWriteLeavesNoTrace() {
        authentik.faults().failAfter(0);
        String before = authentik.snapshot();

        assertThat(client.transact("app", "").status()).isEqualTo(500);
        assertThat(authentik.snapshot()).isEqualTo(before);
        assertThat(authentik.writes()).isZero();
    }

    @Test
    void aPathWithoutItsLastSlashIsRedirected() {
        assertThat(web.get("/api/v3/admin/version").header("Location")).isEqualTo("/api/v3/admin/version/");
    }
}
