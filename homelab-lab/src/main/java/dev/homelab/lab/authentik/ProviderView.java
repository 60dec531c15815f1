// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A provider as the API shows it: the fields all providers share, or all of its own. */
final class ProviderView {

    private final Directory directory;
    private final AuthentikVersion version;

    ProviderView(Directory directory, AuthentikVersion version) {
        this.directory = directory;
        this.version = version;
    }

    /** The short form, as shown in lists of all providers and inside applications and outposts. */
    ObjectNode summary(ObjectNode row) {
        String kind = row.path("kind").asText();
        boolean proxy = kind.equals(Directory.PROXY);
        ObjectNode shown = Json.object();
        for (String field :
                new String[] {"pk", "name", "authentication_flow", "authorization_flow", "invalidation_flow"}) {
            shown.set(field, row.get(field));
        }
        shown.set("property_mappings", row.get("property_mappings"));
        shown.put("component", "ak-provider-" + kind + "-form");
        assigned(shown, row);
        return shown.put("verbose_name", proxy ? "Proxy Provider" : "OAuth2/OpenID Provider")
                .put("verbose_name_plural", proxy ? "Proxy Providers" : "OAuth2/OpenID Providers")
                .put("meta_model_name", "authentik_providers_" + kind + "." + kind + "provider");
    }

    /** The long form, as shown by the endpoint of the provider's own kind. */
    ObjectNode full(ObjectNode row) {
        String kind = row.path("kind").asText();
        ObjectNode shown = new Forms(directory, version).provider(kind).written(row);
        shown.setAll(summary(row));
        shown.set("client_id", row.get("client_id"));
        if (kind.equals(Directory.PROXY)) {
            shown.set("redirect_uris", callbacks(row));
            ArrayNode outposts = shown.putArray("outpost_set");
            directory
                    .outpostsOf(row)
                    .forEach(outpost -> outposts.add(outpost.path("name").asText()));
        } else {
            shown.set("redirect_uris", redirects(row.withArray("redirect_uris")));
        }
        return shown;
    }

    /** Before 2025.8 the server left these out while no application used the provider. */
    private void assigned(ObjectNode shown, ObjectNode row) {
        var application = directory.applicationOf(row);
        if (application.isPresent()) {
            shown.set("assigned_application_slug", application.get().get("slug"));
            shown.set("assigned_application_name", application.get().get("name"));
        } else if (version.isSince(2025, 8)) {
            shown.putNull("assigned_application_slug").putNull("assigned_application_name");
        }
        if (version.isSince(2025, 8)) {
            shown.putNull("assigned_backchannel_application_slug").putNull("assigned_backchannel_application_name");
        }
    }

    private ArrayNode callbacks(ObjectNode row) {
        String callback = row.path("external_host").asText() + "/outpost.goauthentik.io/callback";
        ArrayNode callbacks = Json.array();
        callbacks.addObject().put("matching_mode", "strict").put("url", callback + "?X-authentik-auth-callback=true");
        return redirects(callbacks);
    }

    private ArrayNode redirects(ArrayNode stored) {
        ArrayNode shown = Json.array();
        for (JsonNode entry : stored) {
            ObjectNode redirect = shown.addObject();
            redirect.set("matching_mode", entry.get("matching_mode"));
            redirect.set("url", entry.get("url"));
            if (version.isSince(2026, 5)) {
                redirect.put(
                        "redirect_uri_type", entry.path("redirect_uri_type").asText("authorization"));
            }
        }
        return shown;
    }
}
