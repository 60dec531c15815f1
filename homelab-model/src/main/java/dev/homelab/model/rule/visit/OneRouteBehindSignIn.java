// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.visit;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.rule.part.Rule;
import dev.homelab.model.rule.part.Sound;
import dev.homelab.problem.Problem;
import java.util.List;

/** A service behind a sign-in has one route, since the identity provider knows it by one address. */
final class OneRouteBehindSignIn implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        return catalog.definitions().stream()
                .filter(definition -> definition.service().sso().isPresent())
                .filter(definition -> definition.service().routes().size() > 1)
                .map(OneRouteBehindSignIn::problem)
                .toList();
    }

    private static Problem problem(Definition definition) {
        return new Problem(
                "several routes behind one sign-in",
                definition.positions().at("routes[1]"),
                "service \"%s\" has %d routes and a sign-in, which protects one address only; visitors of the others would be refused."
                        .formatted(
                                Sound.nameOf(definition),
                                definition.service().routes().size()),
                "keep one route here, and give the others a service of their own.");
    }
}
