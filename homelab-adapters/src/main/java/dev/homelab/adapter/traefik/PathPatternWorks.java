// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Route;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Quoted;
import java.util.ArrayList;
import java.util.List;

/** A path pattern is an expression that the proxy takes; it passes over a router with any other. */
final class PathPatternWorks implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        List<Problem> problems = new ArrayList<>();
        for (Definition definition : catalog.definitions()) {
            List<Route> routes = definition.service().routes();
            for (int i = 0; i < routes.size(); i++) {
                String place = "routes[" + i + "].pathPattern";
                if (DefinitionParts.isThere(routes.get(i))) {
                    routes.get(i)
                            .pathPattern()
                            .flatMap(pattern -> GoPattern.refusal(pattern)
                                    .map(reason -> problem(definition, place, pattern, reason)))
                            .ifPresent(problems::add);
                }
            }
        }
        return problems;
    }

    private static Problem problem(Definition definition, String place, String pattern, String reason) {
        return new Problem(
                "path pattern not valid",
                definition.positions().at(place),
                "%s is no regular expression of Go's, which the proxy reads: %s.".formatted(Quoted.of(pattern), reason),
                "write it without that; what Go takes stands at https://pkg.go.dev/regexp/syntax.");
    }
}
