// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import dev.homelab.adapter.support.secret.ClientSecrets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of providers as the server reads them, by its own names. What only some releases know is always sent, since
 * the others pass over it.
 */
final class ProviderFields {

    private static final String PROXY_MODE = "proxy";

    private final ClientSecrets secrets;
    private final References references;
    private final AuthentikProblems problems;

    ProviderFields(ClientSecrets secrets, References references, AuthentikProblems problems) {
        this.secrets = secrets;
        this.references = references;
        this.problems = problems;
    }

    /** Returns all fields of a provider. */
    Map<String, Object> of(Provider provider) {
        if (provider instanceof Provider.Proxy proxy) {
            return of(proxy);
        }
        if (provider instanceof Provider.OAuth2 oauth2) {
            return of(oauth2);
        }
        if (provider instanceof Provider.Saml saml) {
            return of(saml);
        }
        throw new IllegalArgumentException("No fields for " + provider.type() + ". This is a bug in homelab.");
    }

    /** Returns the fields that make one provider of another; none if there is no difference. */
    Map<String, Object> changes(Provider held, Provider wanted) {
        Map<String, Object> all = of(wanted);
        Map<String, Object> changes = new LinkedHashMap<>(all);
        changes.entrySet().removeAll(of(held).entrySet());
        if (!changes.isEmpty()) {
            alsoJudged(wanted, changes).forEach(name -> {
                if (all.containsKey(name)) {
                    changes.put(name, all.get(name));
                }
            });
        }
        return changes;
    }

    /** The server judges some fields by what is sent alone: a change without its mode counts as one of mode proxy. */
    private static List<String> alsoJudged(Provider wanted, Map<String, Object> changes) {
        if (wanted instanceof Provider.Proxy) {
            return List.of("mode", "internal_host");
        }
        return changes.containsKey("signing_kp") ? List.of("sign_assertion", "sign_response") : List.of();
    }

    private Map<String, Object> of(Provider.Proxy proxy) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", proxy.name());
        fields.put("mode", proxy.mode());
        fields.put("external_host", proxy.externalHost());
        if (proxy.mode().equals(PROXY_MODE)) {
            fields.put("internal_host", proxy.internalHost());
        }
        fields.put("skip_path_regex", proxy.publicPaths());
        fields.put("basic_auth_enabled", proxy.basicAuth().isPresent());
        proxy.basicAuth().ifPresent(basic -> {
            fields.put("basic_auth_user_attribute", basic.user());
            fields.put("basic_auth_password_attribute", basic.password());
        });
        return fields;
    }

    /** A list of grants that is empty is refused, and without one a new provider lets no visitor in. */
    private Map<String, Object> of(Provider.OAuth2 oauth2) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", oauth2.name());
        fields.put("client_type", oauth2.clientType());
        fields.put("client_id", oauth2.clientId());
        fields.put("client_secret", oauth2.openedBy(secrets));
        fields.put(
                "redirect_uris",
                oauth2.redirects().stream().map(ProviderFields::redirect).toList());
        if (!oauth2.grants().isEmpty()) {
            fields.put("grant_types", oauth2.grants());
        }
        fields.put("property_mappings", mappings(oauth2.mappings()));
        fields.put("signing_key", key(oauth2.signingKey()));
        fields.put("sub_mode", oauth2.subMode());
        fields.put("issuer_mode", oauth2.issuerMode());
        return fields;
    }

    /** {@code issuer} is for servers before 2026.5, where it may not be empty; {@code issuer_override} for later ones. */
    private Map<String, Object> of(Provider.Saml saml) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", saml.name());
        fields.put("acs_url", saml.acsUrl());
        fields.put("audience", saml.audience());
        fields.put("sp_binding", saml.binding());
        if (!saml.issuer().isEmpty()) {
            fields.put("issuer", saml.issuer());
        }
        fields.put("issuer_override", saml.issuer());
        fields.put("property_mappings", mappings(saml.mappings()));
        fields.put("signing_kp", key(saml.signingKey()));
        fields.put("sign_assertion", saml.signsAssertions());
        fields.put("sign_response", saml.signsResponses());
        return fields;
    }

    private List<String> mappings(List<String> names) {
        return names.stream()
                .map(name ->
                        references.mapping(name).orElseThrow(() -> problems.refusal(problems.mappingMissing(name))))
                .toList();
    }

    private @Nullable String key(String name) {
        if (name.isEmpty()) {
            return null;
        }
        return references.key(name).orElseThrow(() -> problems.refusal(problems.keyMissing(name)));
    }

    private static Map<String, String> redirect(Provider.Redirect redirect) {
        return Map.of("matching_mode", redirect.mode(), "url", redirect.url(), "redirect_uri_type", redirect.use());
    }
}
