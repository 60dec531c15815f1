// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.warning;

import dev.homelab.model.Catalog;
import dev.homelab.model.Route;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import java.util.List;

/** The sign-in in front of a service asks only those who speak HTTP. */
final class PastSignIn implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        return DefinitionParts.routes(catalog)
                .filter(part -> part.definition().service().requiresLogin())
                .filter(part -> !part.value().isHttp())
                .map(
                        part -> part.problem(
                                "route past the sign-in",
                                "visitors over %s are not asked to sign in, since the proxy can only ask those who speak HTTP."
                                        .formatted(part.value()
                                                .protocol()
                                                .map(Route.Protocol::word)
                                                .orElse("")),
                                "see that the service asks who they are, and say so under \"acceptWarnings\"; or remove the route."))
                .toList();
    }
}
