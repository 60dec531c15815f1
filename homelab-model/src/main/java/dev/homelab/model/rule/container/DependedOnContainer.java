// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.container;

import dev.homelab.model.Catalog;
import dev.homelab.model.container.Condition;
import dev.homelab.model.container.Container;
import dev.homelab.model.container.Dependency;
import dev.homelab.model.container.Healthcheck;
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

/** A container waits for others of its service, and only for the end of one that ends. */
final class DependedOnContainer implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        return catalog.definitions().stream()
                .flatMap(DefinitionParts::containers)
                .flatMap(part ->
                        part.value().dependsOn().entrySet().stream().flatMap(needed -> problem(part, needed).stream()))
                .toList();
    }

    private static Optional<Problem> problem(Part<Container> part, Map.Entry<String, Dependency> needed) {
        Map<String, Container> containers = part.definition().service().containers();
        if (!containers.containsKey(needed.getKey())) {
            return Optional.of(problem(
                    part,
                    needed.getKey(),
                    "container not known",
                    "service \"%s\" has no container \"%s\".".formatted(part.service(), needed.getKey()),
                    advice(needed.getKey(), containers.keySet())));
        }
        return needed.getValue() == null
                ? Optional.empty()
                : DefinitionParts.container(part.definition(), needed.getKey())
                        .flatMap(other ->
                                inVain(part, needed.getKey(), needed.getValue().condition(), other));
    }

    /** Compose waits until its patience ends for what cannot come. */
    private static Optional<Problem> inVain(Part<Container> part, String needed, Condition condition, Container other) {
        if (condition == Condition.HEALTHY
                && other.healthcheck().filter(Healthcheck::isDisabled).isPresent()) {
            return Optional.of(problem(
                    part,
                    needed,
                    "container never healthy",
                    "\"%s\" has no health check that could succeed: \"disable\" is true there.".formatted(needed),
                    "remove \"disable\", or wait for started."));
        }
        return Optional.of(other)
                .filter(container -> condition == Condition.COMPLETED)
                .filter(container ->
                        container.restart().filter(Restart::letsEnd).isEmpty())
                .map(container -> problem(
                        part,
                        needed,
                        "container never completed",
                        "\"%s\" is started again whenever it ends, so nothing should wait for its end."
                                .formatted(needed),
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
