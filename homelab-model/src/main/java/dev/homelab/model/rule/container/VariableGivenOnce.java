// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.container;

import dev.homelab.model.Catalog;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import java.util.List;

/** No variable of a container is given both plainly and as a secret. */
final class VariableGivenOnce implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        return catalog.definitions().stream()
                .flatMap(DefinitionParts::containers)
                .flatMap(part -> part.value().secrets().keySet().stream()
                        .filter(part.value().environment()::containsKey)
                        .map(variable -> new Problem(
                                "variable given twice",
                                part.definition().positions().at(part.path() + ".secrets." + variable),
                                "\"%s\" stands under environment and under secrets; the container can have only one of them."
                                        .formatted(variable),
                                "remove it from environment if it is secret, and from secrets if it is not.")))
                .toList();
    }
}
