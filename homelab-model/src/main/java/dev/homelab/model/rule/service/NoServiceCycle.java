// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.service;

import static java.util.stream.Collectors.toCollection;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.rule.support.CycleDetector;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** No service waits for itself through others. Using the network of another counts as waiting for it. */
final class NoServiceCycle implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        catalog.definitions()
                .forEach(definition -> needs.putIfAbsent(DefinitionParts.nameOf(definition), others(definition)));
        return CycleDetector.in(needs).stream()
                .flatMap(circle -> catalog.definitions().stream()
                        .filter(definition -> DefinitionParts.nameOf(definition).equals(circle.get(0)))
                        .limit(1)
                        .map(definition -> problem(definition, circle)))
                .toList();
    }

    /** One that names itself is reported by the rule on that key. */
    private static Set<String> others(Definition definition) {
        return definition.service().needs().stream()
                .map(ServiceName::value)
                .filter(name -> !name.equals(DefinitionParts.nameOf(definition)))
                .collect(toCollection(TreeSet::new));
    }

    private static Problem problem(Definition definition, List<String> circle) {
        return new Problem(
                "services wait for each other",
                definition.positions().at("dependsOn"),
                "none of these could ever start, since each waits for the next: %s, %s."
                        .formatted(String.join(", ", circle), circle.get(0)),
                "remove one of these from dependsOn or networkMode.");
    }
}
