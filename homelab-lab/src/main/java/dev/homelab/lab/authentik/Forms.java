// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.List;
import java.util.Optional;

/** The form of each kind of object, as the server's release has it. */
final class Forms {

    /** Names that would hide an endpoint below {@code /application/o/}. */
    private static final List<String> RESERVED =
            List.of("authorize", "token", "device", "userinfo", "introspect", "revoke");

    private final Directory directory;
    private final AuthentikVersion version;

    Forms(Directory directory, AuthentikVersion version) {
        this.directory = directory;
        this.version = version;
    }

    Form application() {
        Form form = new Form()
                .required("name", Rule.NAME)
                .required("slug", slug())
                .nullable("provider", Rule.NUMBER.and(Rule.in(directory.providers)))
                .list("backchannel_providers", Rule.each(Rule.in(directory.providers)))
                .flag("open_in_new_tab", false)
                .text("meta_launch_url", "", Rule.URL)
                .text("meta_description", "", Rule.TEXT)
                .text("meta_publisher", "", Rule.TEXT)
                .text("policy_engine_mode", "any", Rule.choice("all", "any"))
                .text("group", "", Rule.TEXT);
        if (version.isSince(2025, 12)) {
            form.text("meta_icon", "", Rule.TEXT);
        }
        return version.isSince(2026, 5) ? form.flag("meta_hide", false) : form;
    }

    Form provider(String kind) {
        return switch (kind) {
            case Directory.PROXY -> proxy();
            case Directory.SAML -> saml();
            default -> oauth2();
        };
    }

    private Form proxy() {
        return anyProvider(directory.scopes)
                .text("internal_host", "", Rule.URL)
                .required("external_host", Rule.NAME.and(Rule.URL))
                .flag("internal_host_ssl_validation", true)
                .nullable("certificate", Rule.in(directory.certificates))
                .text("skip_path_regex", "", Rule.TEXT)
                .flag("basic_auth_enabled", false)
                .text("basic_auth_password_attribute", "", Rule.TEXT)
                .text("basic_auth_user_attribute", "", Rule.TEXT)
                .text("mode", "proxy", Rule.choice("proxy", "forward_single", "forward_domain"))
                .flag("intercept_header_auth", true)
                .text("cookie_domain", "", Rule.TEXT)
                .list("jwt_federation_sources", Rule.LIST)
                .list("jwt_federation_providers", Rule.each(Rule.in(directory.providers)))
                .text("access_token_validity", "hours=1", Rule.NAME)
                .text("refresh_token_validity", "days=30", Rule.NAME);
    }

    private Form oauth2() {
        Form form = anyProvider(directory.scopes)
                .text("client_type", "confidential", Rule.choice("confidential", "public"))
                .text("client_id", "", Rule.NAME.and(Rule.atMost(255)))
                .text("client_secret", "", Rule.TEXT.and(Rule.atMost(255)))
                .text("access_code_validity", "minutes=1", Rule.NAME)
                .text("access_token_validity", "hours=1", Rule.NAME)
                .text("refresh_token_validity", "days=30", Rule.NAME)
                .flag("include_claims_in_id_token", true)
                .nullable("signing_key", Rule.in(directory.certificates))
                .nullable("encryption_key", Rule.in(directory.certificates))
                .required("redirect_uris", Rule.each(Rule.of(Forms::isRedirectUri, "This field is required.")))
                .text(
                        "sub_mode",
                        "hashed_user_id",
                        Rule.choice(
                                "hashed_user_id", "user_id", "user_uuid", "user_username", "user_email", "user_upn"))
                .text("issuer_mode", "per_provider", Rule.choice("global", "per_provider"))
                .list("jwt_federation_sources", Rule.LIST)
                .list("jwt_federation_providers", Rule.each(Rule.in(directory.providers)));
        if (version.isSince(2025, 10)) {
            form.text("refresh_token_threshold", "seconds=0", Rule.NAME)
                    .text("logout_uri", "", Rule.URL)
                    .text("logout_method", "backchannel", Rule.choice("backchannel", "frontchannel"));
        }
        Rule grants = Rule.LIST.and(Rule.of(list -> !list.isEmpty(), "This list may not be empty."));
        return version.isSince(2026, 5) ? form.list("grant_types", grants) : form;
    }

    private Form saml() {
        Rule acsUrl = Rule.NAME.and(Rule.URL);
        Form form = anyProvider(directory.samlMappings)
                .required("acs_url", version.isSince(2025, 10) ? acsUrl : acsUrl.and(Rule.atMost(200)))
                .text("audience", "", Rule.TEXT)
                .text("assertion_valid_not_before", "minutes=-5", Rule.NAME)
                .text("assertion_valid_not_on_or_after", "minutes=5", Rule.NAME)
                .text("session_valid_not_on_or_after", "minutes=86400", Rule.NAME)
                .nullable("name_id_mapping", Rule.in(directory.samlMappings))
                .text("digest_algorithm", "http://www.w3.org/2001/04/xmlenc#sha256", Rule.NAME)
                .text("signature_algorithm", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", Rule.NAME)
                .nullable("signing_kp", Rule.in(directory.certificates))
                .nullable("verification_kp", Rule.in(directory.certificates))
                .nullable("encryption_kp", Rule.in(directory.certificates))
                .flag("sign_assertion", true)
                .flag("sign_response", false)
                .text("sp_binding", "redirect", Rule.choice("redirect", "post"))
                .text("default_relay_state", "", Rule.TEXT);
        if (version.isSince(2025, 10)) {
            form.nullable("authn_context_class_ref_mapping", Rule.in(directory.samlMappings))
                    .flag("sign_logout_request", false)
                    .text("default_name_id_policy", "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified", Rule.NAME)
                    .text("sls_url", "", Rule.URL)
                    .text("sls_binding", "redirect", Rule.choice("redirect", "post"))
                    .text("logout_method", "frontchannel_iframe", Rule.NAME);
        }
        if (version.isSince(2026, 4)) { // the first candidate of 2026.5 has it
            form.flag("sign_logout_response", false);
        }
        return version.isSince(2026, 5)
                ? form.text("issuer_override", "", Rule.TEXT)
                : form.text("issuer", "authentik", Rule.NAME);
    }

    Form binding() {
        return new Form()
                .nullable("policy", Rule.in(new Table()))
                .nullable("group", Rule.in(directory.groups))
                .nullable("user", Rule.in(new Table()))
                .required("target", Rule.in(directory.applications))
                .flag("negate", false)
                .flag("enabled", true)
                .required("order", Rule.NUMBER)
                .with("timeout", IntNode.valueOf(30), Rule.NUMBER)
                .flag("failure_result", false);
    }

    /** Only what may be changed here: the lab's outposts are neither renamed nor reconfigured. */
    Form outpost() {
        return new Form().required("providers", Rule.each(Rule.in(directory.providers)));
    }

    private Form anyProvider(Table mappings) {
        return new Form()
                .required("name", Rule.NAME)
                .nullable("authentication_flow", Rule.in(directory.flows))
                .required("authorization_flow", Rule.in(directory.flows))
                .required("invalidation_flow", Rule.in(directory.flows))
                .list("property_mappings", Rule.each(Rule.in(mappings)));
    }

    private Rule slug() {
        Rule slug = Rule.SLUG.and(value -> RESERVED.contains(value.asText())
                ? Optional.of("The slug '" + value.asText() + "' is reserved and cannot be used for applications.")
                : Optional.empty());
        return version.isSince(2025, 12) ? slug : slug.and(Rule.atMost(50));
    }

    private static boolean isRedirectUri(JsonNode entry) {
        return entry.path("matching_mode").isTextual() && entry.path("url").isTextual();
    }
}
