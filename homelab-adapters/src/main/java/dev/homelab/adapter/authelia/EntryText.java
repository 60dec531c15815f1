// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authelia;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homelab.provision.Owner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** From a sign-in to the entries that say it to Authelia, and back. Pure. */
final class EntryText {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GROUP = "group:";
    private static final String POLICY = "policy";
    private static final String SUBJECT = "subject";
    private static final String DENY = "deny";
    private static final Set<String> OF_CLIENTS = Set.of(
            "client_id",
            "client_name",
            "public",
            "client_secret",
            "authorization_policy",
            "redirect_uris",
            "scopes",
            "grant_types",
            "require_pkce",
            "pkce_challenge_method",
            "token_endpoint_auth_method");

    /** Keys of a client that a person may say better, so that they stay as they are there. */
    private static final Set<String> OPEN =
            Set.of("require_pkce", "pkce_challenge_method", "token_endpoint_auth_method");

    private EntryText() {}

    /** Returns the name of the policy that lets groups pass to a client. */
    static String policyName(String clientId) {
        return "homelab-" + clientId;
    }

    /** Returns the access rules, in the order in which Authelia has to read them. */
    static List<String> rules(SignIn wanted, Optional<Owner> owner) {
        List<Map<String, Object>> rules = new ArrayList<>();
        if (!wanted.publicPaths().isEmpty()) {
            rules.add(rule(wanted, "bypass", Map.of("resources", wanted.publicPaths())));
        }
        if (wanted.groups().isEmpty()) {
            rules.add(rule(wanted, wanted.policy(), Map.of()));
        } else {
            rules.add(rule(wanted, wanted.policy(), Map.of(SUBJECT, subjects(wanted))));
            rules.add(rule(wanted, DENY, Map.of()));
        }
        return rules.stream()
                .map(rule -> "- " + FlowText.of(rule) + FileLine.mark(owner))
                .toList();
    }

    private static Map<String, Object> rule(SignIn wanted, String policy, Map<String, Object> more) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("domain", wanted.hostnames());
        rule.put(POLICY, policy);
        rule.putAll(more);
        return rule;
    }

    /** Returns the policy of a client, if only some groups may pass. */
    static Optional<String> policy(SignIn wanted, Optional<Owner> owner) {
        if (wanted.groups().isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put(POLICY, wanted.policy());
        rule.put(SUBJECT, subjects(wanted));
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("default_policy", DENY);
        policy.put("rules", List.of(rule));
        return Optional.of(
                FlowText.quoted(policyName(wanted.key())) + ": " + FlowText.of(policy) + FileLine.mark(owner));
    }

    /** Each in a list of its own: a visitor of one of them passes. */
    private static List<List<String>> subjects(SignIn wanted) {
        return wanted.groups().stream().map(group -> List.of(GROUP + group)).toList();
    }

    /**
     * Returns the client.
     *
     * @param there the entry that it replaces, whose other keys stay
     * @param digest of its secret; empty for a public client
     */
    static String client(SignIn wanted, JsonNode there, String digest, Optional<Owner> owner) {
        Map<String, Object> client = new LinkedHashMap<>();
        client.put("client_id", wanted.key());
        client.put("client_name", wanted.title());
        client.put("public", wanted.isPublic());
        if (!wanted.isPublic()) {
            client.put("client_secret", digest);
        }
        client.put("authorization_policy", wanted.groups().isEmpty() ? wanted.policy() : policyName(wanted.key()));
        client.put("redirect_uris", wanted.redirectUris());
        client.put("scopes", wanted.scopes());
        if (wanted.scopes().contains("offline_access")) {
            client.put("grant_types", List.of("authorization_code", "refresh_token"));
        }
        if (wanted.isPublic()) {
            client.put("require_pkce", true);
            client.put("pkce_challenge_method", "S256");
            client.put("token_endpoint_auth_method", "none");
        }
        Map<String, Object> more = new LinkedHashMap<>();
        there.properties().forEach(field -> {
            if (!OF_CLIENTS.contains(field.getKey()) || (OPEN.contains(field.getKey()) && !wanted.isPublic())) {
                more.put(field.getKey(), JSON.convertValue(field.getValue(), Object.class));
            }
        });
        client.putAll(more);
        String mark = wanted.secret()
                .filter(secret -> !wanted.isPublic())
                .map(secret -> FileLine.mark(owner, secret, digest))
                .orElseGet(() -> FileLine.mark(owner));
        return "- " + FlowText.of(client) + mark;
    }

    /**
     * Reads the client in a line.
     *
     * @param policies the lines of policies with the name of this client's own
     */
    static SignIn readClient(FileLine line, List<FileLine> policies, boolean isLoaded) {
        JsonNode client = line.entry();
        String key = line.clientId();
        List<String> lines = Stream.concat(Stream.of(line), policies.stream())
                .map(FileLine::text)
                .toList();
        String named = client.path("authorization_policy").asText();
        boolean hasOwn = named.equals(policyName(key)) && policies.size() == 1;
        JsonNode rule = hasOwn ? policies.get(0).entry().path("rules").path(0) : JSON.createObjectNode();
        boolean isPublic = client.path("public").asBoolean();
        SignIn read = new SignIn(
                key,
                isPublic ? SignIn.PUBLIC : SignIn.CONFIDENTIAL,
                client.path("client_name").asText(),
                line.secret(),
                texts(client.path("redirect_uris")),
                texts(client.path("scopes")),
                List.of(),
                List.of(),
                groups(rule.path(SUBJECT)),
                hasOwn ? rule.path(POLICY).asText() : named,
                isLoaded,
                lines);
        boolean isWhole =
                line.text().stripTrailing().equals(client(read, client, FileLine.digest(client), line.owner()))
                        && policies.stream()
                                .map(FileLine::text)
                                .toList()
                                .equals(policy(read, line.owner()).stream().toList());
        return isWhole || line.owner().isEmpty() ? read : changed(read);
    }

    /** Reads the rules of one owner. */
    static SignIn readRules(Owner owner, List<FileLine> lines, boolean isLoaded) {
        List<String> texts = lines.stream().map(FileLine::text).toList();
        JsonNode bypass = lines.stream()
                .map(FileLine::entry)
                .filter(rule -> rule.path(POLICY).asText().equals("bypass"))
                .findFirst()
                .orElse(JSON.createObjectNode());
        JsonNode pass = lines.stream()
                .map(FileLine::entry)
                .filter(rule -> rule.path(POLICY).asText().endsWith("_factor"))
                .findFirst()
                .orElse(JSON.createObjectNode());
        SignIn read = new SignIn(
                SignIn.rulesKey(owner.service().value()),
                SignIn.RULES,
                "",
                Optional.empty(),
                List.of(),
                List.of(),
                texts(pass.path("domain")),
                texts(bypass.path("resources")),
                groups(pass.path(SUBJECT)),
                pass.path(POLICY).asText(),
                isLoaded,
                texts);
        return rules(read, Optional.of(owner)).equals(texts) ? read : changed(read);
    }

    /** Returns the same with a policy that none has: something in it is not as homelab writes it. */
    private static SignIn changed(SignIn read) {
        return new SignIn(
                read.key(),
                read.kind(),
                read.title(),
                read.secret(),
                read.redirectUris(),
                read.scopes(),
                read.hostnames(),
                read.publicPaths(),
                read.groups(),
                "changed by hand",
                read.loaded(),
                read.lines());
    }

    private static List<String> groups(JsonNode subjects) {
        List<String> groups = new ArrayList<>();
        subjects.forEach(all -> all.forEach(one -> {
            String subject = one.asText();
            groups.add(subject.startsWith(GROUP) ? subject.substring(GROUP.length()) : subject);
        }));
        return groups;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
