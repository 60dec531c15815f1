// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.signin;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.SsoApp;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A service with a sign-in of its own has no name that is a path of the identity provider: it would hide what every service
 * asks there.
 */
final class ReservedSlug implements Rule {

    /** What stands below {@code /application/o/} of Authentik, for all applications. */
    private static final Set<String> RESERVED =
            Set.of("authorize", "device", "introspect", "revoke", "token", "userinfo");

    @Override
    public List<Problem> check(Catalog catalog) {
        return catalog.definitions().stream()
                .filter(ReservedSlug::hasSignInOfItsOwn)
                .filter(definition -> RESERVED.contains(slug(definition)))
                .map(ReservedSlug::problem)
                .toList();
    }

    private static boolean hasSignInOfItsOwn(Definition definition) {
        return definition
                        .service()
                        .sso()
                        .filter(sso -> DefinitionParts.isThere(sso.kind()) && sso.kind() != SsoApp.Kind.NONE)
                        .isPresent()
                && !definition.service().sharesSignIn();
    }

    private static String slug(Definition definition) {
        return Objects.toString(definition.service().originalName(), "");
    }

    private static Problem problem(Definition definition) {
        return new Problem(
                "name reserved by sign-in",
                definition.positions().at("sso"),
                "\"%s\" is a path of Authentik that all sign-ins share, so Authentik refuses an application of this name."
                        .formatted(slug(definition)),
                "give the service another name, such as \"%s-app\".".formatted(slug(definition)));
    }
}
