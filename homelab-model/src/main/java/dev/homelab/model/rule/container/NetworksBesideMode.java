// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.container;

import dev.homelab.model.Catalog;
import dev.homelab.model.container.Container;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.NetworkMode;
import dev.homelab.problem.Problem;
import java.util.List;

/** A container without a network of its own joins no shared one. */
final class NetworksBesideMode implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        return catalog.definitions().stream()
                .flatMap(DefinitionParts::containers)
                .filter(part -> !part.value().joinedNetworks().isEmpty()
                        || part.value().projectNetwork().isPresent())
                .flatMap(part -> part.value().networkMode().stream().map(mode -> problem(part, mode)))
                .toList();
    }

    private static Problem problem(Part<Container> part, NetworkMode mode) {
        return new Problem(
                "networks beside network mode",
                part.definition()
                        .positions()
                        .at(part.path() + (part.value().joinedNetworks().isEmpty() ? ".projectNetwork" : ".networks")),
                "with the networkMode \"%s\" a container has no network of its own, and Docker lets it join none."
                        .formatted(mode),
                "keep one of the two; the container whose network it uses can join the shared ones.");
    }
}
