// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.service;

import static java.util.stream.Collectors.toSet;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The former name of a service is free now, and claimed by one service only. */
final class RenamedFromNobody implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        Set<String> names =
                catalog.definitions().stream().map(DefinitionParts::nameOf).collect(toSet());
        Map<ServiceName, Definition> first = new HashMap<>();
        return catalog.definitions().stream()
                .flatMap(definition -> definition.service().renamedFrom().stream()
                        .flatMap(before -> problem(definition, before, names, first).stream()))
                .toList();
    }

    private static Optional<Problem> problem(
            Definition definition, ServiceName before, Set<String> names, Map<ServiceName, Definition> first) {
        Definition other = first.putIfAbsent(before, definition);
        if (other != null) {
            return Optional.of(taken(definition, before, DefinitionParts.nameOf(other) + " says the same"));
        }
        return names.contains(before.value())
                ? Optional.of(taken(definition, before, "there is a service of that name"))
                : Optional.empty();
    }

    private static Problem taken(Definition definition, ServiceName before, String why) {
        return new Problem(
                "former name is taken",
                definition.positions().at("renamedFrom"),
                "\"%s\" cannot be what \"%s\" was called before: %s, and only one can have its data."
                        .formatted(before, DefinitionParts.nameOf(definition), why),
                "remove it here, or there.");
    }
}
