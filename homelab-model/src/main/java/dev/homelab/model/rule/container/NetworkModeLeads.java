// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.container;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Service;
import dev.homelab.model.container.Container;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.NetworkMode;
import dev.homelab.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A container without a network of its own uses one that is there, and publishes nothing itself. */
final class NetworkModeLeads implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        return catalog.definitions().stream()
                .flatMap(DefinitionParts::containers)
                .flatMap(part -> part.value().networkMode().filter(DefinitionParts::isThere).stream()
                        .flatMap(mode -> problems(catalog, part, mode)))
                .toList();
    }

    private static Stream<Problem> problems(Catalog catalog, Part<Container> part, NetworkMode mode) {
        Stream<Problem> ports = part.value().ports().isEmpty() ? Stream.empty() : Stream.of(publishes(part, mode));
        Optional<Problem> within = mode.container().flatMap(name -> container(part, name));
        Optional<Problem> beyond = mode.service().flatMap(name -> service(catalog, part, name));
        return Stream.of(ports, within.stream(), beyond.stream()).flatMap(problems -> problems);
    }

    private static Optional<Problem> container(Part<Container> part, String name) {
        Map<String, Container> containers = part.definition().service().containers();
        Container lender = containers.get(name);
        if (lender == null) {
            return Optional.of(problem(
                    part,
                    "container not known",
                    "service \"%s\" has no container \"%s\".".formatted(part.service(), name),
                    "write one of %s.".formatted(String.join(", ", containers.keySet()))));
        }
        return borrowed(part, name, lender);
    }

    private static Optional<Problem> service(Catalog catalog, Part<Container> part, String name) {
        Optional<Service> found = catalog.definitions().stream()
                .filter(definition -> DefinitionParts.nameOf(definition).equals(name))
                .map(Definition::service)
                .findFirst();
        if (found.isEmpty()) {
            return Optional.of(problem(
                    part,
                    "service not known",
                    "there is no service \"%s\" whose network could be used.".formatted(name),
                    "correct the name, or define the service."));
        }
        Service lender = found.get();
        if (!lender.host().equals(part.definition().service().host())) {
            return Optional.of(problem(
                    part,
                    "network on another host",
                    "service \"%s\" runs on \"%s\", and a network is shared only within one host."
                            .formatted(name, lender.host().orElse("no host")),
                    "run both on the same host."));
        }
        if (lender.containers().size() != 1) {
            return Optional.of(problem(
                    part,
                    "network not clear",
                    "service \"%s\" has %d containers, so it is not clear whose network is meant."
                            .formatted(name, lender.containers().size()),
                    "give the container whose network is used a service of its own."));
        }
        return lender.containers().values().stream()
                .filter(DefinitionParts::isThere)
                .findFirst()
                .flatMap(container -> borrowed(part, name, container));
    }

    private static Optional<Problem> borrowed(Part<Container> part, String name, Container lender) {
        return lender.networkMode()
                .filter(mode -> !mode.isHost())
                .map(mode -> problem(
                        part,
                        "network not its own",
                        "\"%s\" has no network of its own to share, since it uses \"%s\" itself.".formatted(name, mode),
                        "use the network of the container that has one."));
    }

    private static Problem publishes(Part<Container> part, NetworkMode mode) {
        String fix = mode.isHost()
                ? "remove its ports: each port that it opens is one of the host."
                : "publish them at the container whose network it uses.";
        return new Problem(
                "ports without network",
                part.definition().positions().at(part.path() + ".ports"),
                "with the networkMode \"%s\" a container has no network of its own to publish ports from."
                        .formatted(mode),
                fix);
    }

    private static Problem problem(Part<Container> part, String summary, String detail, String fix) {
        return new Problem(summary, part.definition().positions().at(part.path() + ".networkMode"), detail, fix);
    }
}
