// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.warning;

import dev.homelab.model.Backend;
import dev.homelab.model.Catalog;
import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.container.Container;
import dev.homelab.model.inventory.Host;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.ProxySettings;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.IpAddress;
import dev.homelab.problem.Problem;
import java.util.List;
import java.util.Optional;

/** What asks visitors to sign in is not open beside the proxy, without a sign-in. */
final class OpenBesideSignIn implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        return DefinitionParts.routes(catalog)
                .filter(part -> part.definition().service().requiresLogin()
                        && part.value().isHttp())
                .flatMap(part -> problem(catalog.inventory(), part).stream())
                .toList();
    }

    private static Optional<Problem> problem(Inventory inventory, Part<Route> part) {
        Service service = part.definition().service();
        Optional<Host> host = service.host().map(inventory.hosts()::get).filter(machine -> !machine.isFirewalled());
        Optional<Container> owner = part.value().container().flatMap(service::networkOwner);
        return host.flatMap(machine -> owner.flatMap(container -> part.value()
                .port()
                .flatMap(port -> open(machine, container, port))
                .map(port -> problem(inventory, part, port))));
    }

    /** Returns the port of the host that everybody reaches, if there is one. */
    private static Optional<Integer> open(Host host, Container container, int port) {
        if (IpAddress.isLoopback(host.address())) {
            return Optional.empty();
        }
        return container.isOnHostNetwork()
                ? Optional.of(port)
                : container
                        .published(port)
                        .filter(mapping -> IpAddress.same(host.reachedAt(mapping), host.address()))
                        .flatMap(mapping -> mapping.hostPortOf(port));
    }

    private static Problem problem(Inventory inventory, Part<Route> part, int port) {
        Service service = part.definition().service();
        return part.problem(
                "open beside the sign-in",
                "port %d of host \"%s\" leads to \"%s\" without a sign-in, for everyone in the network."
                        .formatted(port, service.requiredHost(), service.name()),
                fix(inventory, part, port));
    }

    private static String fix(Inventory inventory, Part<Route> part, int port) {
        Service service = part.definition().service();
        if (Backend.inNetwork(service, part.value(), inventory).isPresent()) {
            return "remove the port from \"ports\": the proxy reaches the container in its network.";
        }
        boolean sameMachine =
                inventory.target(Wave.ROUTING).flatMap(Target::host).equals(service.host());
        Optional<String> network = inventory.proxy().flatMap(ProxySettings::network);
        if (sameMachine && network.isPresent()) {
            return "give the container \"networks: [%s]\", in which the proxy reaches it, and remove the port."
                    .formatted(network.get());
        }
        return """
                let only the proxy%s through to it, on "%s":

                  %s -I DOCKER-USER -p tcp -m conntrack --ctorigdstport %d ! -s %s -j DROP

                and say "firewalled: true" at the host in the inventory.""".formatted(
                        inventory.proxyAddress().map(" (%s)"::formatted).orElse(""),
                        service.requiredHost(),
                        inventory.proxyAddress().filter(IpAddress::isIpv6).isPresent() ? "ip6tables" : "iptables",
                        port,
                        inventory.proxyAddress().orElse("PROXY"));
    }
}
