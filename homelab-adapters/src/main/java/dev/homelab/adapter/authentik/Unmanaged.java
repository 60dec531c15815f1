// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a definition does not say of a sign-on: people set it by hand, and it stays as it is, also when an object is created
 * again.
 *
 * @param application fields of the application as the server has them, by its own names
 * @param provider those of the provider
 * @param unsaid the words that the definition could have said and did not, sorted; empty for what is observed
 */
record Unmanaged(Map<String, Object> application, Map<String, Object> provider, List<String> unsaid) {

    /** What may be written of an application and is no part of {@link SignOn.Application}. */
    private static final Set<String> OF_APPLICATIONS =
            Set.of("open_in_new_tab", "meta_description", "policy_engine_mode", "backchannel_providers");

    /** The same of providers; no kind has all of them. */
    private static final Set<String> OF_PROVIDERS = Set.of(
            "authentication_flow",
            "authorization_flow",
            "invalidation_flow",
            "internal_host_ssl_validation",
            "certificate",
            "basic_auth_password_attribute",
            "basic_auth_user_attribute",
            "intercept_header_auth",
            "cookie_domain",
            "jwt_federation_sources",
            "jwt_federation_providers",
            "access_code_validity",
            "access_token_validity",
            "refresh_token_validity",
            "refresh_token_threshold",
            "include_claims_in_id_token",
            "encryption_key",
            "logout_uri",
            "logout_method",
            "assertion_valid_not_before",
            "assertion_valid_not_on_or_after",
            "session_valid_not_on_or_after",
            "name_id_mapping",
            "authn_context_class_ref_mapping",
            "digest_algorithm",
            "signature_algorithm",
            "verification_kp",
            "encryption_kp",
            "sign_logout_request",
            "sign_logout_response",
            "default_relay_state",
            "default_name_id_policy",
            "sls_url",
            "sls_binding");

    static Map<String, Object> ofApplication(Map<String, Object> row) {
        return only(OF_APPLICATIONS, row);
    }

    static Map<String, Object> ofProvider(Map<String, Object> row) {
        return only(OF_PROVIDERS, row);
    }

    /** Returns the same beside what is observed: that stays. */
    Unmanaged over(Unmanaged present, boolean isSameKind) {
        return new Unmanaged(present.application, isSameKind ? present.provider : provider, unsaid);
    }

    boolean leaves(String word) {
        return unsaid.contains(word);
    }

    private static Map<String, Object> only(Set<String> names, Map<String, Object> row) {
        Map<String, Object> kept = new LinkedHashMap<>();
        row.forEach((name, value) -> {
            if (names.contains(name) && value != null) {
                kept.put(name, value);
            }
        });
        return kept;
    }
}
