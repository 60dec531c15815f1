// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.warning;

import static java.util.stream.Collectors.toSet;

import dev.homelab.model.Catalog;
import dev.homelab.model.DnsRecord;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.Hostname;
import dev.homelab.problem.Problem;
import java.util.List;
import java.util.Set;

/** An alias stands for a name that the same server answers for: dnsmasq asks no other server, and answers with the bare alias. */
final class AliasOfUnknownName implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        Set<Hostname> known =
                DefinitionParts.hostnames(catalog).map(Part::value).collect(toSet());
        return DefinitionParts.records(catalog)
                .flatMap(part -> part.value().cname().stream()
                        .filter(target -> !known.contains(target))
                        .map(target -> problem(part, target)))
                .toList();
    }

    private static Problem problem(Part<DnsRecord> part, Hostname target) {
        return new Problem(
                "alias of an unknown name",
                part.definition().positions().at(part.path() + ".cname"),
                "\"%s\" stands for \"%s\", which no service has as a name. Unless the DNS server itself knows it, from DHCP or by hand, visitors get no address."
                        .formatted(part.value().hostname(), target),
                "correct the name, or give the service \"address\" instead of \"cname\".");
    }
}
