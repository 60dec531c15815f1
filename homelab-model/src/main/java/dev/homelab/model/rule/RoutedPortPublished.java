// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule;

import dev.homelab.model.Catalog;
import dev.homelab.model.Container;
import dev.homelab.model.Definition;
import dev.homelab.model.Route;
import dev.homelab.model.inventory.Host;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.name.NetworkMode;
import dev.homelab.model.name.PortMapping;
import dev.homelab.model.rule.Sound.Part;
import dev.homelab.problem.Problem;
import java.util.List;
import java.util.Optional;

/** A route leads to a container of its service, at a port that is published where the proxy can reach it. */
final class RoutedPortPublished implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        return Sound.routes(catalog)
                .flatMap(part -> problem(catalog, part).stream())
                .toList();
    }

    private static Optional<Problem> problem(Catalog catalog, Part<Route> part) {
        Route route = part.value();
        if (!Sound.isThere(route.container()) || !Sound.isThere(route.port())) {
            return Optional.empty();
        }
        Optional<Container> container = Sound.container(part.definition(), route.container());
        if (container.isEmpty()) {
            return Optional.of(unknownContainer(part));
        }
        Container owner = networkOwner(part.definition(), container.get());
        if (owner.networkMode().filter(NetworkMode::isHost).isPresent()) {
            return Optional.empty(); // whatever it opens is a port of the host
        }
        Optional<PortMapping> published = owner.ports().stream()
                .filter(Sound::isThere)
                .filter(PortMapping::isWellFormed)
                .filter(port ->
                        port.containerPort() == route.port() && port.protocol().equals("tcp"))
                .findFirst();
        if (published.isEmpty()) {
            return Optional.of(notPublished(part));
        }
        return isHidden(catalog, part, published.get()) ? Optional.of(hidden(part, published.get())) : Optional.empty();
    }

    private static Container networkOwner(Definition definition, Container container) {
        return container
                .networkMode()
                .flatMap(NetworkMode::container)
                .flatMap(name -> Sound.container(definition, name))
                .orElse(container);
    }

    /** Whether the port listens only within its machine, and the proxy is on another. */
    private static boolean isHidden(Catalog catalog, Part<Route> part, PortMapping port) {
        Host host = catalog.inventory().hosts().get(part.definition().service().host());
        if (host == null || !Sound.isThere(host.address())) {
            return false;
        }
        String listens = port.address().isEmpty() ? host.bind().orElse("") : port.address();
        Optional<String> proxyHost = catalog.inventory().targets().values().stream()
                .filter(Sound::isThere)
                .filter(target -> target.wave() == Wave.ROUTING)
                .findFirst()
                .flatMap(Target::host);
        boolean sameMachine =
                proxyHost.equals(Optional.of(part.definition().service().host()))
                        || host.address().startsWith("127.");
        return listens.startsWith("127.") && !sameMachine;
    }

    private static Problem unknownContainer(Part<Route> part) {
        return new Problem(
                "container not known",
                part.definition().positions().at(part.path() + ".container"),
                "service \"%s\" has no container \"%s\"."
                        .formatted(part.service(), part.value().container()),
                "write one of %s."
                        .formatted(String.join(
                                ", ", part.definition().service().containers().keySet())));
    }

    private static Problem notPublished(Part<Route> part) {
        Route route = part.value();
        return new Problem(
                "routed port not published",
                part.definition().positions().at(part.path() + ".port"),
                "container \"%s\" does not publish its port %d, so the proxy cannot reach it."
                        .formatted(route.container(), route.port()),
                "add \"%d:%d\" to its ports, or correct the port.".formatted(route.port(), route.port()));
    }

    private static Problem hidden(Part<Route> part, PortMapping port) {
        return new Problem(
                "routed port not reachable",
                part.definition().positions().at(part.path() + ".port"),
                "\"%s\" listens only within its own machine, and the proxy is on another.".formatted(port),
                "publish it at an address of the host that the proxy reaches.");
    }
}
