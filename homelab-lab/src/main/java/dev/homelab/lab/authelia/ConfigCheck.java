// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authelia;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Finds what keeps Authelia from starting. */
final class ConfigCheck {

    static final Pattern DIGEST =
            Pattern.compile("\\$pbkdf2-sha512\\$([0-9]+)\\$([A-Za-z0-9./]{8,})\\$([A-Za-z0-9./]{86})");

    private static final Set<String> TOP = Set.of(
            "theme",
            "server",
            "log",
            "session",
            "storage",
            "notifier",
            "authentication_backend",
            "access_control",
            "identity_providers",
            "identity_validation",
            "definitions",
            "totp",
            "webauthn",
            "regulation",
            "ntp",
            "telemetry");
    private static final Set<String> RULE =
            Set.of("domain", "domain_regex", "policy", "subject", "networks", "resources", "methods", "query");
    private static final Set<String> OIDC = Set.of(
            "hmac_secret",
            "jwks",
            "clients",
            "authorization_policies",
            "claims_policies",
            "scopes",
            "lifespans",
            "cors",
            "enforce_pkce");
    private static final Set<String> CLIENT = Set.of(
            "client_id",
            "client_name",
            "client_secret",
            "public",
            "authorization_policy",
            "redirect_uris",
            "scopes",
            "grant_types",
            "response_types",
            "response_modes",
            "require_pkce",
            "pkce_challenge_method",
            "consent_mode",
            "pre_configured_consent_duration",
            "claims_policy",
            "lifespan",
            "token_endpoint_auth_method",
            "userinfo_signed_response_alg",
            "access_token_signed_response_alg");
    private static final Set<String> SCOPES =
            Set.of("openid", "profile", "email", "groups", "address", "phone", "offline_access");
    private static final Set<String> FACTORS = Set.of("one_factor", "two_factor");
    private static final String DENY = "deny";
    private static final int LONGEST_ID = 100;

    private final JsonNode config;
    private final List<String> errors = new ArrayList<>();

    private ConfigCheck(JsonNode config) {
        this.config = config;
    }

    static List<String> of(ObjectNode config) {
        ConfigCheck check = new ConfigCheck(config);
        check.keys("", config, TOP);
        check.accessControl(config.path("access_control"));
        JsonNode oidc = config.path("identity_providers").path("oidc");
        if (!oidc.isMissingNode()) {
            check.oidc(oidc);
        }
        return check.errors;
    }

    private void keys(String where, JsonNode map, Set<String> known) {
        map.properties().forEach(field -> {
            if (!known.contains(field.getKey())) {
                errors.add("configuration key not expected: " + where + field.getKey());
            }
        });
    }

    private void accessControl(JsonNode control) {
        keys("access_control.", control, Set.of("default_policy", "rules"));
        String standard = control.path("default_policy").asText(DENY);
        if (control.path("rules").isEmpty()) {
            if (!FACTORS.contains(standard)) {
                errors.add("access_control: 'default_policy' option '" + standard
                        + "' is invalid: when no rules are specified it must be 'two_factor' or 'one_factor'");
            }
            return;
        }
        int number = 0;
        for (JsonNode rule : control.path("rules")) {
            number++;
            String where = "access_control: rule #" + number + ": ";
            keys("access_control.rules[].", rule, RULE);
            if (rule.path("domain").isMissingNode() && rule.path("domain_regex").isMissingNode()) {
                errors.add(where + "option 'domain' or 'domain_regex' must be present but are both absent");
            }
            String policy = rule.path("policy").asText();
            if (!FACTORS.contains(policy) && !Set.of(DENY, "bypass").contains(policy)) {
                errors.add(where + "option 'policy' must be one of 'deny', 'two_factor', 'one_factor' or 'bypass'");
            }
            if (policy.equals("bypass") && !rule.path("subject").isMissingNode()) {
                errors.add(where + "'policy' option 'bypass' is not supported when 'subject' option is configured");
            }
            subjects(where, rule.path("subject"));
            rule.path("resources").forEach(resource -> pattern(where, resource.asText()));
        }
    }

    private void pattern(String where, String text) {
        try {
            Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            errors.add(where + "option 'resources' is not a valid regular expression: " + text);
        }
    }

    private void subjects(String where, JsonNode subjects) {
        Access.subjects(subjects)
                .forEach(all -> all.forEach(subject -> {
                    if (!subject.startsWith("user:") && !subject.startsWith("group:")) {
                        errors.add(where + "'subject' option '" + subject
                                + "' is invalid: must start with 'user:', or 'group:'");
                    }
                }));
    }

    private void oidc(JsonNode oidc) {
        keys("identity_providers.oidc.", oidc, OIDC);
        if (oidc.path("jwks").isEmpty()) {
            errors.add("identity_providers: oidc: option 'jwks' is required");
        }
        Set<String> policies = new HashSet<>(FACTORS);
        oidc.path("authorization_policies").properties().forEach(policy -> {
            policies.add(policy.getKey());
            policy(policy.getKey(), policy.getValue());
        });
        if (oidc.path("clients").isEmpty()) {
            errors.add("identity_providers: oidc: option 'clients' must have one or more clients configured");
        }
        Set<String> ids = new HashSet<>();
        for (JsonNode client : oidc.path("clients")) {
            String id = client.path("client_id").asText();
            if (!ids.add(id)) {
                errors.add("identity_providers: oidc: clients: option 'id' must be unique for every client but '" + id
                        + "' is shared");
            }
            client("identity_providers: oidc: clients: client '" + id + "': ", client, policies);
        }
    }

    private void policy(String name, JsonNode policy) {
        String where = "identity_providers: oidc: authorization_policies: policy '" + name + "': ";
        keys("identity_providers.oidc.authorization_policies.", policy, Set.of("default_policy", "rules"));
        if (FACTORS.contains(name) || name.equals(DENY)) {
            errors.add(where + "option 'name' must not be one of 'one_factor', 'two_factor' or 'deny'");
        }
        if (policy.path("rules").isEmpty()) {
            errors.add(where + "option 'rules' is required");
        }
        level(where, policy.path("default_policy").asText("two_factor"));
        for (JsonNode rule : policy.path("rules")) {
            level(where, rule.path("policy").asText("two_factor"));
            if (rule.path("subject").isEmpty() && rule.path("networks").isEmpty()) {
                errors.add(where + "rules: option 'subject' or 'networks' is required");
            }
            subjects(where, rule.path("subject"));
        }
    }

    private void level(String where, String policy) {
        if (!FACTORS.contains(policy) && !policy.equals(DENY)) {
            errors.add(where + "option 'policy' must be one of 'one_factor', 'two_factor' or 'deny'");
        }
    }

    private void client(String where, JsonNode client, Set<String> policies) {
        keys("identity_providers.oidc.clients[].", client, CLIENT);
        String id = client.path("client_id").asText();
        if (!id.matches("[A-Za-z0-9._~-]+") || id.length() > LONGEST_ID) {
            errors.add(where + "option 'id' must be of 1 to 100 unreserved characters");
        }
        String secret = client.path("client_secret").asText();
        if (client.path("public").asBoolean()) {
            if (!secret.isEmpty()) {
                errors.add(where + "option 'client_secret' is required to be empty when option 'public' is true");
            }
        } else if (!DIGEST.matcher(secret).matches()) {
            errors.add(where + "option 'client_secret' is required, and has to be a digest");
        }
        if (!policies.contains(client.path("authorization_policy").asText("two_factor"))) {
            errors.add(where + "option 'authorization_policy' must be one of the policies that there are");
        }
        client.path("redirect_uris").forEach(uri -> {
            if (!uri.asText().matches("^[A-Za-z][A-Za-z0-9+.-]*+:\\S+$")) {
                errors.add(where + "option 'redirect_uris' has an invalid value: '" + uri.asText() + "'");
            }
        });
        client.path("scopes").forEach(scope -> {
            boolean isOwn = config.path("identity_providers")
                    .path("oidc")
                    .path("scopes")
                    .has(scope.asText());
            if (!SCOPES.contains(scope.asText()) && !isOwn) {
                errors.add(
                        where + "option 'scopes' only expects the scopes that there are, not '" + scope.asText() + "'");
            }
        });
    }
}
