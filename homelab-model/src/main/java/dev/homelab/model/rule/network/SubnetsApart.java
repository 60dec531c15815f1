// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.network;

import dev.homelab.model.Catalog;
import dev.homelab.model.container.Network;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.IpSubnet;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The networks of a host have no addresses in common. */
final class SubnetsApart implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Map<String, Membership>> byHost = new LinkedHashMap<>();
        Membership.in(catalog).filter(member -> member.network().isPresent()).forEach(member -> {
            Map<String, Membership> there = byHost.computeIfAbsent(member.host(), host -> new LinkedHashMap<>());
            if (!there.containsKey(member.nameOnHost())) {
                there.values().stream()
                        .filter(other -> overlap(member.network(), other.network()))
                        .findFirst()
                        .ifPresent(other -> problems.add(problem(catalog, member, other)));
                there.put(member.nameOnHost(), member);
            }
        });
        return problems.stream().distinct().toList();
    }

    private static boolean overlap(Optional<Network> one, Optional<Network> other) {
        List<IpSubnet> others = other.stream().flatMap(Network::subnets).toList();
        return one.stream()
                .flatMap(Network::subnets)
                .anyMatch(range -> others.stream().anyMatch(range::overlaps));
    }

    private static Problem problem(Catalog catalog, Membership member, Membership other) {
        return new Problem(
                "subnets overlap",
                where(catalog, member),
                "the networks \"%s\" and \"%s\" (%s) are both on host \"%s\", and Docker makes none whose addresses another one has."
                        .formatted(
                                member.nameOnHost(),
                                other.nameOnHost(),
                                where(catalog, other).render(),
                                member.host()),
                "give one of them another subnet.");
    }

    private static Where where(Catalog catalog, Membership member) {
        return (member.isShared()
                        ? catalog.inventoryPositions()
                        : member.container().definition().positions())
                .at("networks." + member.name());
    }
}
