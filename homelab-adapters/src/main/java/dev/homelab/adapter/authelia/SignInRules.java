// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authelia;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.SsoApp;
import dev.homelab.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What a definition may say of a sign-in that Authelia cannot do. Pure. */
final class SignInRules {

    /** What Authelia takes (4.39). */
    private static final int LONGEST_ID = 100;

    private SignInRules() {}

    static List<Problem> check(Catalog catalog) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Definition> firsts = new HashMap<>();
        for (Definition definition : catalog.definitions()) {
            definition.service().sso().ifPresent(sso -> {
                check(definition, sso, problems);
                if (definition.service().requiresLogin()
                        && !definition.service().sharesSignIn()) {
                    shared(definition, sso, firsts, problems);
                }
            });
        }
        return problems;
    }

    private static void check(Definition definition, SsoApp sso, List<Problem> problems) {
        if (sso.kind() == SsoApp.Kind.SAML) {
            problems.add(
                    new Problem(
                            "sign-in of another kind",
                            definition.positions().at("sso.kind"),
                            "service \"%s\" has a sign-in of kind \"saml\", and Authelia knows no SAML."
                                    .formatted(definition.service().name()),
                            "a target of kind authelia takes \"oidc\", \"forward-auth\" and \"none\": use one of them, or a target of another kind."));
        }
        sso.clientId()
                .filter(id -> id.length() > LONGEST_ID)
                .ifPresent(id -> problems.add(new Problem(
                        "client id too long",
                        definition.positions().at("sso.clientId"),
                        "the client id of service \"%s\" has %d characters, and Authelia takes %d at most."
                                .formatted(definition.service().name(), id.length(), LONGEST_ID),
                        "write a shorter one, or remove it to have one derived.")));
        if (sso.kind() == SsoApp.Kind.OIDC || sso.kind() == SsoApp.Kind.FORWARD_AUTH) {
            Map<String, Optional<?>> unread = new LinkedHashMap<>();
            unread.put("emailVerified", sso.emailVerified());
            unread.put("basicAuth", sso.basicAuth());
            unread.put("icon", sso.icon());
            unread.put("category", sso.category());
            unread.forEach((key, value) -> value.ifPresent(said -> problems.add(unread(definition, key))));
        }
    }

    /** Rules are for hostnames, so of two services at one the first would decide for both. */
    private static void shared(
            Definition definition, SsoApp sso, Map<String, Definition> firsts, List<Problem> problems) {
        for (String hostname : new TreeSet<>(AutheliaProvisioner.hostnames(definition.service()))) {
            Definition first = firsts.putIfAbsent(hostname, definition);
            if (first != null
                    && first.service().sso().filter(other -> isSame(sso, other)).isEmpty()) {
                problems.add(new Problem(
                        "hostname with two sign-ins",
                        definition.positions().at("sso"),
                        "services \"%s\" and \"%s\" are both at %s and let other visitors pass, and Authelia's rules here are for hostnames."
                                .formatted(
                                        first.service().name(),
                                        definition.service().name(),
                                        hostname),
                        "give them the same \"groups\" and \"publicPaths\", or a hostname each."));
            }
        }
    }

    private static boolean isSame(SsoApp one, SsoApp other) {
        return one.groups().equals(other.groups())
                && one.publicPaths()
                        .orElse(List.of())
                        .equals(other.publicPaths().orElse(List.of()));
    }

    private static Problem unread(Definition definition, String key) {
        return new Problem(
                "key not for Authelia",
                definition.positions().at("sso." + key),
                "service \"%s\" has \"sso.%s\", which Authelia has no place for."
                        .formatted(definition.service().name(), key),
                "remove it.");
    }
}
