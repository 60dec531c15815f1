// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.problem.Problem;
import java.util.List;
import java.util.Set;

/** A service with a sign-in of its own has no name that is a path of Authentik: it would hide what every service asks there. Pure. */
final class ReservedSlug {

    /** What stands below {@code /application/o/}, for all applications. */
    private static final Set<String> RESERVED =
            Set.of("authorize", "device", "introspect", "revoke", "token", "userinfo");

    private ReservedSlug() {}

    static List<Problem> check(Catalog catalog) {
        return catalog.definitions().stream()
                .filter(definition -> hasSignInOfItsOwn(definition.service()) && RESERVED.contains(slug(definition)))
                .map(ReservedSlug::problem)
                .toList();
    }

    private static boolean hasSignInOfItsOwn(Service service) {
        return !service.sharesSignIn()
                && service.sso().filter(sso -> sso.kind() != SsoApp.Kind.NONE).isPresent();
    }

    private static String slug(Definition definition) {
        return definition.service().originalName().value();
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
