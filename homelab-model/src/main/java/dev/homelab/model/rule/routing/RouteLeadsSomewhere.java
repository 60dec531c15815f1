// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.routing;

import dev.homelab.model.Backend;
import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Route;
import dev.homelab.model.container.Container;
import dev.homelab.model.inventory.Host;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.IpAddress;
import dev.homelab.model.value.NetworkMode;
import dev.homelab.model.value.PortMapping;
import dev.homelab.problem.Problem;
import java.util.List;
import java.util.Optional;

/** A route leads to one container of its service, at a port that the proxy can reach, or to one address elsewhere. */
final class RouteLeadsSomewhere implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        return DefinitionParts.routes(catalog)
                .flatMap(part -> problem(catalog, part).stream())
                .toList();
    }

    private static Optional<Problem> problem(Catalog catalog, Part<Route> part) {
        Route route = part.value();
        if (route.url().isPresent() || route.service().isPresent()) {
            return route.container().isPresent()
                            || route.port().isPresent()
                            || (route.url().isPresent() && route.service().isPresent())
                    ? Optional.of(bothWays(part))
                    : Optional.empty();
        }
        if (route.container().isEmpty() && route.port().isEmpty()) {
            return Optional.of(nowhere(part));
        }
        if (route.container().isEmpty() || route.port().isEmpty()) {
            return Optional.of(halfWay(part, route.port().isEmpty() ? "port" : "container"));
        }
        return toContainer(catalog, part, route.container().get(), route.port().get());
    }

    private static Optional<Problem> toContainer(Catalog catalog, Part<Route> part, String name, int port) {
        Optional<Container> container = DefinitionParts.container(part.definition(), name);
        if (container.isEmpty()) {
            return Optional.of(unknownContainer(part, name));
        }
        Container owner = networkOwner(part.definition(), container.get());
        if (owner.networkMode().filter(NetworkMode::isHost).isPresent()) {
            return Optional.empty(); // whatever it opens is a port of the host
        }
        String spoken = part.value().isUdp() ? "udp" : "tcp";
        Optional<PortMapping> published = published(owner, port, spoken);
        if (published.isEmpty() || !isHidden(catalog, part, published.get())) {
            return published.isPresent() || isInNetworkOfProxy(catalog, part)
                    ? Optional.empty()
                    : Optional.of(
                            isChosen(owner, port, spoken) ? chosen(part, name, port) : notPublished(part, name, port));
        }
        return isInNetworkOfProxy(catalog, part) ? Optional.empty() : Optional.of(hidden(part, published.get()));
    }

    private static Optional<PortMapping> published(Container container, int port, String protocol) {
        return container.ports().stream()
                .filter(DefinitionParts::isThere)
                .filter(PortMapping::isWellFormed)
                .filter(mapping -> mapping.protocol().equals(protocol)
                        && mapping.hostPortOf(port).isPresent())
                .findFirst();
    }

    private static boolean isChosen(Container container, int port, String protocol) {
        return container.ports().stream()
                .filter(DefinitionParts::isThere)
                .filter(PortMapping::isWellFormed)
                .anyMatch(mapping -> mapping.protocol().equals(protocol) && mapping.publishes(port));
    }

    private static boolean isInNetworkOfProxy(Catalog catalog, Part<Route> part) {
        if (!DefinitionParts.isThere(part.definition().service().name())) {
            return true; // the container's name is unknown
        }
        return Backend.inNetwork(part.definition().service(), part.value(), catalog.inventory())
                .isPresent();
    }

    private static Container networkOwner(Definition definition, Container container) {
        return container
                .networkMode()
                .flatMap(NetworkMode::container)
                .flatMap(name -> DefinitionParts.container(definition, name))
                .orElse(container);
    }

    /** Whether the port listens only within its machine, and the proxy is on another. */
    private static boolean isHidden(Catalog catalog, Part<Route> part, PortMapping port) {
        Optional<String> machine = part.definition().service().host();
        Optional<Host> host = machine.map(catalog.inventory().hosts()::get);
        if (host.filter(known -> DefinitionParts.isThere(known.address())).isEmpty()) {
            return false;
        }
        Optional<String> proxyHost = catalog.inventory().target(Wave.ROUTING).flatMap(Target::host);
        boolean sameMachine =
                proxyHost.equals(machine) || IpAddress.isLoopback(host.get().address());
        return IpAddress.isLoopback(host.get().listensAt(port)) && !sameMachine;
    }

    private static Problem nowhere(Part<Route> part) {
        return part.problem(
                "route leads nowhere",
                "it names no container and port of the service, and no \"url\" elsewhere.",
                "write \"container\" and \"port\", or \"url\" for an appliance.");
    }

    private static Problem halfWay(Part<Route> part, String missing) {
        return new Problem(
                "container or port missing",
                part.definition().positions().at(part.path() + "." + missing),
                "a container is reached by its name and a port, and \"%s\" is missing.".formatted(missing),
                "write \"%s\" as well, such as {container: server, port: 8096}.".formatted(missing));
    }

    private static Problem bothWays(Part<Route> part) {
        return part.problem(
                "route leads two ways",
                "\"url\" says that an appliance answers, \"service\" that the proxy does, and \"container\" or \"port\" that a container does.",
                "keep one of these.");
    }

    private static Problem unknownContainer(Part<Route> part, String name) {
        return new Problem(
                "container not known",
                part.definition().positions().at(part.path() + ".container"),
                "service \"%s\" has no container \"%s\".".formatted(part.service(), name),
                "write one of %s."
                        .formatted(String.join(
                                ", ", part.definition().service().containers().keySet())));
    }

    private static Problem notPublished(Part<Route> part, String name, int port) {
        return new Problem(
                "routed port not published",
                part.definition().positions().at(part.path() + ".port"),
                "container \"%s\" does not publish its port %d, so the proxy cannot reach it.".formatted(name, port),
                "add \"%d:%d%s\" to its ports, or correct the port."
                        .formatted(port, port, part.value().isUdp() ? "/udp" : ""));
    }

    private static Problem chosen(Part<Route> part, String name, int port) {
        return new Problem(
                "routed port not published",
                part.definition().positions().at(part.path() + ".port"),
                "Docker chooses which port of the host leads to port %d of container \"%s\", so the proxy cannot know it."
                        .formatted(port, name),
                "publish it at a port of the host, such as \"%d:%d\", or let the container join the network of the proxy."
                        .formatted(port, port));
    }

    private static Problem hidden(Part<Route> part, PortMapping port) {
        return new Problem(
                "routed port not reachable",
                part.definition().positions().at(part.path() + ".port"),
                "\"%s\" listens only within its own machine, and the proxy is on another.".formatted(port),
                "publish it at an address of the host that the proxy reaches.");
    }
}
