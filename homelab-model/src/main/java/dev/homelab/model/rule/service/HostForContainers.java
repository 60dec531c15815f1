// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.service;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Service;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import java.util.List;
import java.util.Optional;

/** Containers have a host to run on, only they have one, and a service without any is at least a name or a way. */
final class HostForContainers implements Rule {

    /** What makes sense without containers, or is reported elsewhere. */
    private static final List<String> PARTS = List.of("routes", "dns", "sso", "widget", "verify", "traefik");

    @Override
    public List<Problem> check(Catalog catalog) {
        return catalog.definitions().stream()
                .flatMap(definition -> problem(catalog, definition).stream())
                .toList();
    }

    private static Optional<Problem> problem(Catalog catalog, Definition definition) {
        Optional<String> host = definition.service().host();
        if (!definition.service().containers().isEmpty()) {
            return host.isPresent() || has(definition, "host")
                    ? Optional.empty()
                    : Optional.of(missing(definition, hosts(catalog)));
        }
        if (has(definition, "containers")) {
            return Optional.empty(); // they could not be read
        }
        return host.map(name -> forNothing(definition, name))
                .or(() -> isEmpty(definition) ? Optional.of(nothing(definition)) : Optional.empty());
    }

    private static boolean isEmpty(Definition definition) {
        Service service = definition.service();
        return DefinitionParts.isThere(service.name())
                && service.routes().isEmpty()
                && service.dns().isEmpty()
                && service.traefik().isEmpty()
                && PARTS.stream().noneMatch(part -> has(definition, part));
    }

    /** Whether the file has a key, be it readable or not. */
    private static boolean has(Definition definition, String key) {
        return definition.positions().places().containsKey(key);
    }

    /** Returns the hosts that have a target to run containers. */
    private static List<String> hosts(Catalog catalog) {
        return catalog.inventory().targets().values().stream()
                .filter(DefinitionParts::isThere)
                .filter(target -> target.wave() == Wave.RUNTIME)
                .flatMap(target -> target.host().stream())
                .toList();
    }

    private static Problem missing(Definition definition, List<String> hosts) {
        return new Problem(
                "host missing",
                definition.positions().at("host"),
                "service \"%s\" has containers, and nothing says where they run."
                        .formatted(DefinitionParts.nameOf(definition)),
                hosts.isEmpty()
                        ? "add a target that runs containers to the inventory, and name its host here under \"host\"."
                        : "write \"host\" with one of %s.".formatted(String.join(", ", hosts)));
    }

    private static Problem forNothing(Definition definition, String host) {
        return new Problem(
                "unused host",
                definition.positions().at("host"),
                "service \"%s\" has no container that could run on \"%s\"."
                        .formatted(DefinitionParts.nameOf(definition), host),
                "add containers, or remove the host: for an appliance the \"url\" of a route says where it is.");
    }

    private static Problem nothing(Definition definition) {
        return new Problem(
                "service without content",
                definition.positions().at(""),
                "service \"%s\" has no containers, routes or dns, so there is nothing to do for it."
                        .formatted(DefinitionParts.nameOf(definition)),
                "say what it is, or remove the file.");
    }
}
