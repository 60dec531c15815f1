// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.service;

import static java.util.stream.Collectors.toCollection;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Service;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Spelling;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** A service depends on others that there are. */
final class DependedOnService implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        Set<String> known =
                catalog.definitions().stream().map(DefinitionParts::nameOf).collect(toCollection(TreeSet::new));
        return catalog.definitions().stream()
                .flatMap(definition -> IntStream.range(
                                0, definition.service().dependsOn().size())
                        .boxed()
                        .flatMap(i -> problem(definition, i, known).stream()))
                .toList();
    }

    private static Optional<Problem> problem(Definition definition, int index, Set<String> known) {
        Service service = definition.service();
        ServiceName needed = service.dependsOn().get(index);
        if (!DefinitionParts.isThere(needed)) {
            return Optional.empty();
        }
        String name = needed.value();
        if (name.equals(DefinitionParts.nameOf(definition))) {
            return Optional.of(problem(
                    definition,
                    index,
                    "service depends on itself",
                    "service \"%s\" would wait for itself for ever.".formatted(name),
                    "remove it here; containers of one service wait for each other by their own dependsOn."));
        }
        return known.contains(name)
                ? Optional.empty()
                : Optional.of(problem(
                        definition,
                        index,
                        "service not known",
                        "there is no service \"%s\" to depend on.".formatted(name),
                        Spelling.nearest(name, known)
                                .map("write \"%s\", if that is what you mean."::formatted)
                                .orElse("correct the name, or define the service.")));
    }

    private static Problem problem(Definition definition, int index, String summary, String detail, String fix) {
        return new Problem(summary, definition.positions().at("dependsOn[" + index + "]"), detail, fix);
    }
}
