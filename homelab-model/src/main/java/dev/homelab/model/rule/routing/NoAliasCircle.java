// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.routing;

import dev.homelab.model.Catalog;
import dev.homelab.model.DnsRecord;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.Hostname;
import dev.homelab.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** No alias leads back to itself, be it through others: dnsmasq refuses to start with such records. */
final class NoAliasCircle implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        Map<Hostname, Part<DnsRecord>> aliases = new LinkedHashMap<>();
        DefinitionParts.records(catalog)
                .filter(part -> part.value().cname().isPresent())
                .forEach(part -> aliases.putIfAbsent(part.value().hostname(), part));
        Set<Hostname> walked = new HashSet<>();
        return aliases.values().stream()
                .flatMap(alias -> circle(alias, aliases, walked).stream())
                .map(NoAliasCircle::problem)
                .toList();
    }

    /** Walks from an alias to what it stands for; returns the circle that ends in, unless another walk was there before. */
    private static Optional<List<Part<DnsRecord>>> circle(
            Part<DnsRecord> alias, Map<Hostname, Part<DnsRecord>> aliases, Set<Hostname> walked) {
        Set<Part<DnsRecord>> way = new LinkedHashSet<>();
        Optional<Part<DnsRecord>> next = Optional.of(alias);
        while (next.filter(part -> !walked.contains(part.value().hostname()))
                .filter(way::add)
                .isPresent()) {
            next = next.flatMap(part -> part.value().cname()).map(aliases::get);
        }
        way.forEach(part -> walked.add(part.value().hostname()));
        List<Part<DnsRecord>> steps = new ArrayList<>(way);
        return next.filter(way::contains).map(first -> steps.subList(steps.indexOf(first), steps.size()));
    }

    private static Problem problem(List<Part<DnsRecord>> circle) {
        Part<DnsRecord> first = circle.get(0);
        String names = Stream.concat(circle.stream(), Stream.of(first))
                .map(part -> part.value().hostname().toString())
                .collect(Collectors.joining(", "));
        return new Problem(
                "alias leads back to itself",
                first.definition().positions().at(first.path() + ".cname"),
                "each of these stands for the next, so none ever leads to an address: %s.".formatted(names),
                "make one of them an alias of a name that has an address.");
    }
}
