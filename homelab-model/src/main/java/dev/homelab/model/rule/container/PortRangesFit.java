// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.container;

import dev.homelab.model.Catalog;
import dev.homelab.model.container.Container;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.PortMapping;
import dev.homelab.problem.Problem;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A range of ports rises, and the host has as many for it as the container. */
final class PortRangesFit implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        return catalog.definitions().stream()
                .flatMap(DefinitionParts::containers)
                .flatMap(PortRangesFit::problems)
                .toList();
    }

    private static Stream<Problem> problems(Part<Container> container) {
        List<PortMapping> ports = container.value().ports();
        return IntStream.range(0, ports.size())
                .filter(i -> DefinitionParts.isThere(ports.get(i)))
                .filter(i -> ports.get(i).isWellFormed() && !ports.get(i).hasFittingRanges())
                .mapToObj(i -> new Problem(
                        "port ranges do not fit",
                        container.definition().positions().at(container.path() + ".ports[" + i + "]"),
                        "\"%s\" has a range that falls, or not as many ports of the host as of the container."
                                .formatted(ports.get(i)),
                        "write ranges of one length, such as 8000-8010:8000-8010."));
    }
}
