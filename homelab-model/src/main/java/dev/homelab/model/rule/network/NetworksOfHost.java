// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.network;

import dev.homelab.model.Catalog;
import dev.homelab.model.container.Network;
import dev.homelab.model.inventory.Host;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The networks of a host are no more than its engine has addresses for: those of its projects that a container is in, and the
 * shared ones. One that has a subnet of its own takes nothing from the engine's.
 */
final class NetworksOfHost implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        Map<String, Map<String, Membership>> byHost = new LinkedHashMap<>();
        Membership.in(catalog)
                .filter(member -> member.network().flatMap(Network::subnet).isEmpty())
                .forEach(member -> byHost.computeIfAbsent(member.host(), host -> new LinkedHashMap<>())
                        .putIfAbsent(member.nameOnHost(), member));
        return byHost.entrySet().stream()
                .flatMap(entry -> problem(
                        catalog, entry.getKey(), List.copyOf(entry.getValue().values()))
                        .stream())
                .toList();
    }

    private static Optional<Problem> problem(Catalog catalog, String name, List<Membership> networks) {
        Host host = catalog.inventory().hosts().get(name);
        if (host == null || networks.size() <= host.mostNetworks()) {
            return Optional.empty();
        }
        Membership first = networks.get(host.mostNetworks());
        long shared = networks.stream().filter(Membership::isShared).count();
        return Optional.of(new Problem(
                "too many networks on host",
                first.container().definition().positions().at("host"),
                "the containers on \"%s\" are in %d networks, %d of them shared, and its Docker has addresses for %d."
                        .formatted(name, networks.size(), shared, host.mostNetworks()),
                """
                let containers that only talk to shared networks do without that of their project, by "projectNetwork: false"; \
                move services to another host; or give its Docker smaller and more networks in /etc/docker/daemon.json, such as

                  {"default-address-pools": [{"base": "172.16.0.0/12", "size": 24}]}

                restart it, and add "networks: 4000" to host "%s" in the inventory.""".formatted(name)));
    }
}
