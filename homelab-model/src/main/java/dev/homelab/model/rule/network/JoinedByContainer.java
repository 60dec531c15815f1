// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.network;

import static java.util.stream.Collectors.toSet;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Service;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a service says of networks concerns those that its containers join. */
final class JoinedByContainer implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        return catalog.definitions().stream()
                .flatMap(JoinedByContainer::problems)
                .toList();
    }

    private static Stream<Problem> problems(Definition definition) {
        Set<String> joined = DefinitionParts.containers(definition)
                .filter(part -> part.value().networkMode().isEmpty())
                .flatMap(part -> Stream.concat(
                        part.value().isInProjectNetwork() ? Stream.of(Service.PROJECT_NETWORK) : Stream.empty(),
                        part.value().joinedNetworks().keySet().stream()))
                .collect(toSet());
        return definition.service().networks().keySet().stream()
                .filter(name -> !joined.contains(name))
                .map(name -> new Problem(
                        "network not joined",
                        definition.positions().at("networks." + name),
                        "no container of service \"%s\" joins \"%s\"."
                                .formatted(DefinitionParts.nameOf(definition), name),
                        "correct the name, or join it: networks: [%s].".formatted(name)));
    }
}
