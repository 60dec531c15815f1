// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.container;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.rule.support.CycleDetector;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.NetworkMode;
import dev.homelab.problem.Problem;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** No container waits for itself, be it through others. Using the network of another counts as waiting for it. */
final class NoContainerCycle implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        return catalog.definitions().stream()
                .flatMap(definition ->
                        CycleDetector.in(needs(definition)).map(circle -> problem(definition, circle)).stream())
                .toList();
    }

    private static Map<String, Set<String>> needs(Definition definition) {
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        definition.service().containers().keySet().forEach(name -> {
            Set<String> others = new LinkedHashSet<>();
            DefinitionParts.container(definition, name).ifPresent(container -> {
                others.addAll(container.dependsOn().keySet());
                container.networkMode().flatMap(NetworkMode::container).ifPresent(others::add);
            });
            needs.put(name, others);
        });
        return needs;
    }

    private static Problem problem(Definition definition, List<String> circle) {
        String first = circle.get(0);
        return new Problem(
                "containers wait for each other",
                definition.positions().at("containers." + first),
                "none of these could ever start, since each waits for the next: %s, %s."
                        .formatted(String.join(", ", circle), first),
                "remove one of these from dependsOn or networkMode.");
    }
}
