// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.container;

import dev.homelab.model.Catalog;
import dev.homelab.model.container.Condition;
import dev.homelab.model.container.Container;
import dev.homelab.model.container.Restart;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Spelling;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A container waits for others of its service, and only for the end of one that ends. */
final class DependedOnContainer implements Rule {

    private static final Set<Restart> ENDS = Set.of(Restart.NO, Restart.ON_FAILURE);

    @Override
    public List<Problem> check(Catalog catalog) {
        return catalog.definitions().stream()
                .flatMap(DefinitionParts::containers)
                .flatMap(part ->
                        part.value().dependsOn().entrySet().stream().flatMap(needed -> problem(part, needed).stream()))
                .toList();
    }

    private static Optional<Problem> problem(Part<Container> part, Map.Entry<String, Condition> needed) {
        Map<String, Container> containers = part.definition().service().containers();
        if (!containers.containsKey(needed.getKey())) {
            return Optional.of(problem(
                    part,
                    needed.getKey(),
                    "container not known",
                    "service \"%s\" has no container \"%s\".".formatted(part.service(), needed.getKey()),
                    advice(needed.getKey(), containers.keySet())));
        }
        return DefinitionParts.container(part.definition(), needed.getKey())
                .filter(container -> needed.getValue() == Condition.COMPLETED)
                .filter(container -> container.restart().filter(ENDS::contains).isEmpty())
                .map(container -> problem(
                        part,
                        needed.getKey(),
                        "container never completed",
                        "\"%s\" is started again whenever it ends, so nothing should wait for its end."
                                .formatted(needed.getKey()),
                        "give it \"restart: on-failure\", or wait for started or healthy."));
    }

    private static String advice(String written, Collection<String> containers) {
        return Spelling.nearest(written, containers)
                .map("write \"%s\", if that is what you mean."::formatted)
                .orElse("write one of %s.".formatted(String.join(", ", containers)));
    }

    private static Problem problem(Part<Container> part, String needed, String summary, String detail, String fix) {
        return new Problem(
                summary, part.definition().positions().at(part.path() + ".dependsOn." + needed), detail, fix);
    }
}
