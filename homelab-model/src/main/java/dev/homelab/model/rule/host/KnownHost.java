// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.host;

import static java.util.stream.Collectors.toSet;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Spelling;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A service's host is one of the inventory and, if it has containers, one that has a target to run them. */
final class KnownHost implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        Set<String> runtimes = runtimes(catalog);
        boolean isRead = DefinitionParts.targetsAreThere(catalog);
        return catalog.definitions().stream()
                .flatMap(definition -> definition.service().host().stream()
                        .flatMap(host ->
                                problem(catalog, definition, host, !isRead || runtimes.contains(host)).stream()))
                .toList();
    }

    private static Optional<Problem> problem(
            Catalog catalog, Definition definition, String host, boolean runsContainers) {
        Map<String, ?> hosts = catalog.inventory().hosts();
        if (host.isBlank()) {
            return Optional.empty(); // a constraint on the record says so
        }
        if (!hosts.containsKey(host)) {
            return Optional.of(new Problem(
                    "host not known",
                    definition.positions().at("host"),
                    "there is no host \"%s\" in the inventory.".formatted(host),
                    advice(host, hosts.keySet())));
        }
        if (!definition.service().containers().isEmpty() && !runsContainers) {
            return Optional.of(new Problem(
                    "host runs no containers",
                    definition.positions().at("host"),
                    "no target of the inventory runs containers on \"%s\".".formatted(host),
                    "add one to targets, such as %s: {kind: compose, host: %s, root: /opt/stacks}."
                            .formatted(host, host)));
        }
        return Optional.empty();
    }

    private static Set<String> runtimes(Catalog catalog) {
        return catalog.inventory().targets().values().stream()
                .filter(DefinitionParts::isThere)
                .filter(target -> target.wave() == Wave.RUNTIME)
                .flatMap(target -> target.host().stream())
                .collect(toSet());
    }

    private static String advice(String host, Set<String> hosts) {
        return Spelling.nearest(host, hosts)
                .map("write \"%s\", if that is what you mean."::formatted)
                .orElse("write one of %s, or add it to the inventory.".formatted(String.join(", ", hosts)));
    }
}
