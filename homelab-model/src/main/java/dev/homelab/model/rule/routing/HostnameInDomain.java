// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.routing;

import dev.homelab.model.Catalog;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.Hostname;
import dev.homelab.problem.Problem;
import java.util.List;

/** Every hostname is the homelab's domain or under it, which catches slips that no server would ever report. */
final class HostnameInDomain implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        Hostname domain = catalog.inventory().domain();
        if (!DefinitionParts.isThere(domain)) {
            return List.of();
        }
        return DefinitionParts.hostnames(catalog)
                .filter(part -> part.value().isWellFormed())
                .filter(part -> !part.value().equals(domain))
                .filter(part -> !part.value().value().endsWith("." + domain))
                .map(part -> part.problem(
                        "hostname outside the domain",
                        "\"%s\" is not under \"%s\", the domain of this homelab.".formatted(part.value(), domain),
                        "write a name such as %s.%s.".formatted(part.service(), domain)))
                .toList();
    }
}
