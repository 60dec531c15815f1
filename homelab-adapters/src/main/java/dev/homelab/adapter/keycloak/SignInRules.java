// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.keycloak;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.SsoApp;
import dev.homelab.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a definition may say of a sign-in that Keycloak cannot do. Pure. */
final class SignInRules {

    private SignInRules() {}

    static List<Problem> check(Catalog catalog) {
        return catalog.definitions().stream()
                .flatMap(definition ->
                        definition.service().sso().stream().flatMap(sso -> check(definition, sso).stream()))
                .toList();
    }

    private static List<Problem> check(Definition definition, SsoApp sso) {
        return switch (sso.kind()) {
            case NONE -> List.of();
            case FORWARD_AUTH, SAML -> List.of(otherKind(definition, sso));
            case OIDC -> oidc(definition, sso);
        };
    }

    private static Problem otherKind(Definition definition, SsoApp sso) {
        String kind = sso.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        String reason = sso.kind() == SsoApp.Kind.SAML
                ? "homelab makes clients for OpenID Connect alone in Keycloak"
                : "Keycloak has no place that a proxy could ask about its visitors";
        return new Problem(
                "sign-in of another kind",
                definition.positions().at("sso.kind"),
                "service \"%s\" has a sign-in of kind \"%s\", and %s."
                        .formatted(definition.service().name(), kind, reason),
                "a target of kind keycloak takes \"oidc\" and \"none\": use one of them, or a target of another kind.");
    }

    private static List<Problem> oidc(Definition definition, SsoApp sso) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < sso.redirectUris().size(); i++) {
            String address = sso.redirectUris().get(i);
            if (address.endsWith("*")) {
                problems.add(wildcard(definition, "sso.redirectUris[" + i + "]", address));
            }
        }
        Stream.of("emailVerified", "icon", "category")
                .filter(key -> isSaid(sso, key))
                .map(key -> unread(definition, key))
                .forEach(problems::add);
        return problems;
    }

    private static boolean isSaid(SsoApp sso, String key) {
        return switch (key) {
            case "emailVerified" -> sso.emailVerified().isPresent();
            case "icon" -> sso.icon().isPresent();
            default -> sso.category().isPresent();
        };
    }

    private static Problem wildcard(Definition definition, String path, String address) {
        return new Problem(
                "redirect URI with wildcard",
                definition.positions().at(path),
                "Keycloak takes \"%s\" for every address that begins so, and visitors are to come back to one address alone."
                        .formatted(address),
                "write the whole address.");
    }

    private static Problem unread(Definition definition, String key) {
        String instead = key.equals("emailVerified")
                ? "set \"Email verified\" of the users in Keycloak"
                : "a dashboard can show the service instead, by \"widget\"";
        return new Problem(
                "key not for Keycloak",
                definition.positions().at("sso." + key),
                "service \"%s\" has \"sso.%s\", which a client of Keycloak has no place for."
                        .formatted(definition.service().name(), key),
                "remove it; %s.".formatted(instead));
    }
}
