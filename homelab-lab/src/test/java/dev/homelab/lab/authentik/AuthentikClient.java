// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import dev.homelab.lab.Web;
import dev.homelab.lab.Web.Reply;

/** What the tests of the fake ask again and again. */
final class AuthentikClient {

    final Web web;

    AuthentikClient(FakeAuthentik authentik) {
        web = new Web(authentik.uri()).with("Authorization", "Bearer token");
    }

    String flow(String slug) {
        return web.get("/api/v3/flows/instances/?slug=" + slug).text("/results/0/pk");
    }

    /** Returns the fields every provider needs, without braces. */
    String provider(String name) {
        return "'name':'" + name + "','authorization_flow':'" + flow(Seeds.CONSENT_FLOW) + "','invalidation_flow':'"
                + flow(Seeds.INVALIDATION_FLOW) + "'";
    }

    String proxy(String name) {
        return "{" + provider(name) + ",'mode':'forward_single','external_host':'https://" + name + ".lan'}";
    }

    Reply addProxy(String name) {
        return web.post("/api/v3/providers/proxy/", proxy(name));
    }

    Reply addApplication(String slug, String provider) {
        return web.post(
                "/api/v3/core/applications/",
                "{'name':'" + slug + "','slug':'" + slug + "','provider':" + provider + ",'meta_launch_url':''}");
    }

    Reply transact(String slug, String bindings) {
        return web.put(
                "/api/v3/core/transactional/applications/",
                "{'app':{'name':'" + slug + "','slug':'" + slug
                        + "'},'provider_model':'authentik_providers_proxy.proxyprovider','provider':" + proxy(slug)
                        + ",'policy_bindings':[" + bindings + "]}");
    }

    String outpost() {
        return "/api/v3/outposts/instances/"
                + web.get("/api/v3/outposts/instances/?managed__iexact=" + Seeds.EMBEDDED)
                        .text("/results/0/pk")
                + "/";
    }
}
