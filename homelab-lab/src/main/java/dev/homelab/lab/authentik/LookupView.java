// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The objects clients only look up, completed to what each release shows. */
final class LookupView {

    private final AuthentikVersion version;

    LookupView(AuthentikVersion version) {
        this.version = version;
    }

    ObjectNode flow(ObjectNode row) {
        ObjectNode shown = row.deepCopy();
        shown.set("policybindingmodel_ptr_id", row.get("pk"));
        shown.put("title", row.path("name").asText())
                .put("background", "")
                .put("cache_count", 0)
                .put("policy_engine_mode", "any")
                .put("compatibility_mode", false)
                .put("export_url", "/api/v3/flows/instances/" + row.path("slug").asText() + "/export/")
                .put("layout", "stacked")
                .put("denied_action", "message_continue")
                .put("authentication", "none");
        shown.putArray("stages");
        shown.putArray("policies");
        if (version.isSince(2025, 12)) {
            shown.put("background_url", "/static/dist/assets/images/flow_background.jpg")
                    .putNull("background_themed_urls");
        }
        return shown;
    }

    ObjectNode scope(ObjectNode row) {
        return row.deepCopy()
                .put("component", "ak-property-mapping-provider-scope-form")
                .put("verbose_name", "Scope Mapping")
                .put("verbose_name_plural", "Scope Mappings")
                .put("meta_model_name", "authentik_providers_oauth2.scopemapping");
    }

    ObjectNode samlMapping(ObjectNode row) {
        return row.deepCopy()
                .put("component", "ak-property-mapping-provider-saml-form")
                .put("verbose_name", "SAML Provider Property Mapping")
                .put("verbose_name_plural", "SAML Provider Property Mappings")
                .put("meta_model_name", "authentik_providers_saml.samlpropertymapping")
                .putNull("friendly_name");
    }

    ObjectNode certificate(ObjectNode row) {
        String path = "/api/v3/crypto/certificatekeypairs/" + row.path("pk").asText() + "/";
        return row.deepCopy()
                .putNull("fingerprint_sha256")
                .putNull("fingerprint_sha1")
                .put("cert_expiry", "2036-01-01T00:00:00Z")
                .put("cert_subject", "OU=Self-signed,O=authentik,CN=authentik Self-signed Certificate")
                .put("private_key_available", true)
                .put(version.isSince(2025, 12) ? "key_type" : "private_key_type", "rsa")
                .put("certificate_download_url", path + "view_certificate/?download")
                .put("private_key_download_url", path + "view_private_key/?download");
    }

    /** A binding shows less of its group, since 2025.12. */
    ObjectNode groupOfBinding(ObjectNode row) {
        if (!version.isSince(2025, 12)) {
            return group(row);
        }
        ObjectNode shown = row.deepCopy();
        shown.putObject("attributes");
        return shown;
    }

    ObjectNode group(ObjectNode row) {
        ObjectNode shown = row.deepCopy();
        for (String list : new String[] {"users", "users_obj", "roles", "roles_obj"}) {
            shown.putArray(list);
        }
        shown.putObject("attributes");
        if (version.isSince(2025, 12)) {
            shown.putArray("parents");
            shown.putNull("parents_obj").putNull("inherited_roles_obj").putNull("children_obj");
            shown.putArray("children");
        } else {
            shown.putNull("parent").putNull("parent_name");
        }
        return shown;
    }
}
