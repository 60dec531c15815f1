// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.network;

import dev.homelab.model.Catalog;
import dev.homelab.model.container.Network;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.IpAddress;
import dev.homelab.model.value.IpSubnet;
import dev.homelab.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An address that a container has of its own lies in the subnet of the network, and nothing else there has it. */
final class AddressFits implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Membership> earlier = new HashMap<>();
        Membership.in(catalog).forEach(member -> {
            member.joined()
                    .address()
                    .filter(DefinitionParts::isThere)
                    .filter(address -> isIpv4(address))
                    .ifPresent(address -> check(
                                    member,
                                    "address",
                                    address,
                                    member.network().flatMap(Network::subnet),
                                    gateway(member),
                                    earlier)
                            .ifPresent(problems::add));
            member.joined()
                    .addressV6()
                    .filter(DefinitionParts::isThere)
                    .filter(IpAddress::isIpv6)
                    .ifPresent(address -> check(
                                    member,
                                    "addressV6",
                                    address,
                                    member.network().flatMap(Network::subnetV6),
                                    member.network().flatMap(Network::gatewayV6),
                                    earlier)
                            .ifPresent(problems::add));
        });
        return problems;
    }

    private static boolean isIpv4(String text) {
        return IpSubnet.parse(text + "/32").isPresent() && !IpAddress.isIpv6(text);
    }

    private static Optional<String> gateway(Membership member) {
        return member.network().flatMap(Network::gateway);
    }

    private static Optional<Problem> check(
            Membership member,
            String key,
            String address,
            Optional<String> subnet,
            Optional<String> gateway,
            Map<String, Membership> earlier) {
        if (subnet.isEmpty() && !member.isExternal()) {
            return Optional.of(withoutSubnet(member, key, address));
        }
        Optional<IpSubnet> range = subnet.flatMap(IpSubnet::parse);
        if (range.filter(all -> !all.isForContainer(address)).isPresent()) {
            return Optional.of(problem(
                    member,
                    key,
                    "address outside of subnet",
                    "\"%s\" is no address for a container in the network \"%s\", whose subnet is \"%s\"."
                            .formatted(address, member.name(), subnet.orElseThrow()),
                    "choose another address of the subnet, or correct the subnet."));
        }
        if (gateway.filter(taken -> IpAddress.same(taken, address)).isPresent()) {
            return Optional.of(problem(
                    member,
                    key,
                    "address used twice",
                    "\"%s\" is the gateway of the network \"%s\".".formatted(address, member.name()),
                    "choose another address of the subnet."));
        }
        String place = member.host() + " " + member.nameOnHost() + " " + IpAddress.normal(address);
        Membership other = earlier.putIfAbsent(place, member);
        return other == null ? Optional.empty() : Optional.of(twice(member, key, address, other));
    }

    private static Problem withoutSubnet(Membership member, String key, String address) {
        String example = "networks: {%s: {%s}}"
                .formatted(member.name(), key.equals("address") ? "subnet: 172.30.0.0/24" : "subnetV6: fd00:30::/64");
        return problem(
                member,
                key,
                "address without subnet",
                "the network \"%s\" has no subnet of its own, and Docker gives \"%s\" to a container only in one that has."
                        .formatted(member.name(), address),
                member.isShared()
                        ? "write its subnet in the inventory, such as %s.".formatted(example)
                        : "write its subnet in this file, such as %s.".formatted(example));
    }

    private static Problem twice(Membership member, String key, String address, Membership other) {
        return problem(
                member,
                key,
                "address used twice",
                "\"%s\" in the network \"%s\" of host \"%s\" already belongs to a container of service \"%s\" (%s)."
                        .formatted(
                                address,
                                member.nameOnHost(),
                                member.host(),
                                other.container().service(),
                                other.container()
                                        .definition()
                                        .positions()
                                        .at(other.path())
                                        .render()),
                "choose another address for one of them.");
    }

    private static Problem problem(Membership member, String key, String summary, String detail, String fix) {
        return new Problem(
                summary, member.container().definition().positions().at(member.path() + "." + key), detail, fix);
    }
}
