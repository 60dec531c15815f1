// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.warning;

import dev.homelab.model.Catalog;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.Hostname;
import dev.homelab.problem.Problem;
import java.util.List;

/** The names that a wildcard stands for get no record, since the DNS server's lists have one name in a line. */
final class WildcardWithoutNames implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        if (catalog.inventory().target(Wave.NAMING).isEmpty()) {
            return List.of();
        }
        String address = catalog.inventory().proxyAddress().orElse("ADDRESS");
        return DefinitionParts.routes(catalog)
                .flatMap(part -> part.value().hostname().stream()
                        .filter(hostname -> DefinitionParts.isThere(hostname.value()))
                        .filter(Hostname::isWildcard)
                        .map(hostname -> part.problem(
                                "wildcard without names",
                                "no run writes a record for the names that \"%s\" stands for, so visitors find only those that the DNS server knows by itself."
                                        .formatted(hostname),
                                "let the DNS server answer for all of them; in AdGuard Home by a rewrite of %1$s to %3$s, in dnsmasq's configuration, or in Pi-hole under All settings, Miscellaneous, misc.dnsmasq_lines, by this line:\n\n  address=/%2$s/%3$s"
                                        .formatted(hostname, hostname.value().substring(2), address))))
                .toList();
    }
}
