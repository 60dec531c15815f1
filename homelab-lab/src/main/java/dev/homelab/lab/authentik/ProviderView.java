// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A provider as the API shows it: the fields all providers share, or all of its own. */
final class ProviderView {

    private final Directory directory;
    private final AuthentikVersion version;
    private final String base;

    ProviderView(Directory directory, AuthentikVersion version) {
        this(directory, version, "");
    }

    /**
     * @param base where a browser finds this server
     */
    ProviderView(Directory directory, AuthentikVersion version, String base) {
        this.directory = directory;
        this.version = version;
        this.base = base;
    }

    /** The short form, as shown in lists of all providers and inside applications and outposts. */
    ObjectNode summary(ObjectNode row) {
        return summary(row, row.path("kind").asText());
    }

    /** The long form, as shown by the endpoint of the provider's own kind. */
    ObjectNode full(ObjectNode row) {
        return full(row, row.path("kind").asText());
    }

    /** The long form, as shown by the endpoint of a kind: that of OAuth2 shows a proxy provider as what it is made of. */
    ObjectNode full(ObjectNode row, String kind) {
        ObjectNode shown = written(row, kind);
        shown.setAll(summary(row, kind));
        if (kind.equals(Directory.SAML)) {
            addresses(shown, row);
            return shown;
        }
        shown.set("client_id", row.get("client_id"));
        shown.set("redirect_uris", redirects(row));
        if (kind.equals(Directory.PROXY)) {
            ArrayNode outposts = shown.putArray("outpost_set");
            directory
                    .outpostsOf(row)
                    .forEach(outpost ->
                            outposts.add("Outpost " + outpost.path("name").asText()));
        }
        return shown;
    }

    private ObjectNode written(ObjectNode row, String kind) {
        Form form = new Forms(directory, version).provider(kind);
        if (row.path("kind").asText().equals(kind)) {
            return form.written(row);
        }
        ObjectNode made = row.deepCopy();
        made.set("redirect_uris", redirects(row));
        ObjectNode whole = Json.object();
        form.create(whole, made);
        return whole;
    }

    private ObjectNode summary(ObjectNode row, String kind) {
        ObjectNode shown = Json.object();
        for (String field :
                new String[] {"pk", "name", "authentication_flow", "authorization_flow", "invalidation_flow"}) {
            shown.set(field, row.get(field));
        }
        shown.set("property_mappings", row.get("property_mappings"));
        shown.put("component", "ak-provider-" + kind + "-form");
        assigned(shown, row);
        return shown.put("verbose_name", title(kind))
                .put("verbose_name_plural", title(kind) + "s")
                .put("meta_model_name", "authentik_providers_" + kind + "." + kind + "provider");
    }

    /** What is shown where the kind of a provider is not looked at: inside of outposts. */
    ObjectNode base(ObjectNode row) {
        return summary(row)
                .put("component", "")
                .put("verbose_name", "provider")
                .put("verbose_name_plural", "providers")
                .put("meta_model_name", "authentik_core.provider");
    }

    static String model(String kind) {
        return switch (kind) {
            case Directory.PROXY -> "ProxyProvider";
            case Directory.SAML -> "SAMLProvider";
            default -> "OAuth2Provider";
        };
    }

    private static String title(String kind) {
        return switch (kind) {
            case Directory.PROXY -> "Proxy Provider";
            case Directory.SAML -> "SAML Provider";
            default -> "OAuth2/OpenID Provider";
        };
    }

    /** Where a service finds the server; a dash while no application uses the provider. */
    private void addresses(ObjectNode shown, ObjectNode row) {
        Optional<String> own = directory
                .applicationOf(row)
                .map(application ->
                        base + "/application/saml/" + application.path("slug").asText() + "/");
        Map<String, String> paths = new LinkedHashMap<>();
        paths.put("sso_post", "sso/binding/post/");
        paths.put("sso_redirect", "sso/binding/redirect/");
        paths.put("sso_init", "sso/binding/init/");
        paths.put("slo_post", "slo/binding/post/");
        paths.put("slo_redirect", "slo/binding/redirect/");
        paths.put("download_metadata", "metadata/");
        if (version.isSince(2026, 5)) {
            paths.put("issuer", "metadata/");
            paths.put("unified", "");
            paths.put("unified_init", "init/");
        }
        paths.forEach((name, path) ->
                shown.put("url_" + name, own.map(address -> address + path).orElse("-")));
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

    private ArrayNode redirects(ObjectNode row) {
        ArrayNode shown = Json.array();
        if (row.path("kind").asText().equals(Directory.PROXY)) {
            String host = row.path("external_host").asText();
            for (String path : new String[] {"/outpost.goauthentik.io/callback", ""}) {
                shown.add(redirect(Json.object()
                        .put("matching_mode", "strict")
                        .put("url", host + path + "?X-authentik-auth-callback=true")));
            }
        } else {
            row.path("redirect_uris").forEach(entry -> shown.add(redirect(entry)));
        }
        return shown;
    }

    private ObjectNode redirect(JsonNode entry) {
        ObjectNode redirect = Json.object();
        redirect.set("matching_mode", entry.get("matching_mode"));
        redirect.set("url", entry.get("url"));
        if (version.isSince(2026, 4)) { // the first candidate of 2026.5 has it
            redirect.put("redirect_uri_type", entry.path("redirect_uri_type").asText("authorization"));
        }
        return redirect;
    }
}
