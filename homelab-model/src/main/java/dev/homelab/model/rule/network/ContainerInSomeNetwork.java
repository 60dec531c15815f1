// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.network;

import dev.homelab.model.Catalog;
import dev.homelab.model.Service;
import dev.homelab.model.container.Container;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import java.util.List;
import java.util.Optional;

/** A container that is kept out of the network of its project is in another one. */
final class ContainerInSomeNetwork implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        return catalog.definitions().stream()
                .flatMap(DefinitionParts::containers)
                .filter(part -> part.value().projectNetwork().equals(Optional.of(false)))
                .filter(part -> part.value().networkMode().isEmpty())
                .flatMap(part -> problem(part).stream())
                .toList();
    }

    private static Optional<Problem> problem(Part<Container> part) {
        Container container = part.value();
        if (container.joinedNetworks().isEmpty()) {
            return Optional.of(new Problem(
                    "container in no network",
                    part.definition().positions().at(part.path() + ".projectNetwork"),
                    "it is kept out of the network of its project, and joins no other one.",
                    "name the networks it joins, or write \"networkMode: none\" if it needs none."));
        }
        return container.joinedNetworks().containsKey(Service.PROJECT_NETWORK)
                ? Optional.of(new Problem(
                        "project network joined and not",
                        part.definition().positions().at(part.path() + ".networks"),
                        "\"default\" is the network of its project, and \"projectNetwork: false\" keeps it out of that.",
                        "remove one of the two."))
                : Optional.empty();
    }
}
