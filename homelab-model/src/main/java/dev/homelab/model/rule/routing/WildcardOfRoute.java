// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.routing;

import dev.homelab.model.Catalog;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.Hostname;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import java.util.ArrayList;
import java.util.List;

/** Only a route may be at a name that stands for many: lists of names in a DNS server have none such. */
final class WildcardOfRoute implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        List<Problem> problems = new ArrayList<>();
        Hostname domain = catalog.inventory().domain();
        if (isWildcard(domain)) {
            problems.add(problem(catalog.inventoryPositions().at("domain"), domain, "the domain is one name"));
        }
        DefinitionParts.records(catalog).forEach(part -> {
            if (isWildcard(part.value().hostname())) {
                problems.add(problem(
                        part.definition().positions().at(part.path() + ".hostname"),
                        part.value().hostname(),
                        "a record is for one name"));
            }
            part.value()
                    .cname()
                    .filter(WildcardOfRoute::isWildcard)
                    .ifPresent(target -> problems.add(problem(
                            part.definition().positions().at(part.path() + ".cname"),
                            target,
                            "an alias is of one name")));
        });
        return problems;
    }

    private static boolean isWildcard(Hostname hostname) {
        return DefinitionParts.isThere(hostname) && DefinitionParts.isThere(hostname.value()) && hostname.isWildcard();
    }

    private static Problem problem(Where where, Hostname hostname, String why) {
        return new Problem(
                "wildcard not possible here",
                where,
                "\"%s\" stands for many names, and %s.".formatted(hostname, why),
                "write each name, or let the DNS server answer for all of them by its own settings (docs/targets/pihole.md).");
    }
}
