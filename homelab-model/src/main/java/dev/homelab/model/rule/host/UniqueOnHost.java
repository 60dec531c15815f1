// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.host;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Service;
import dev.homelab.model.container.Container;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** On each host, a Compose project belongs to one service and a container's name to one container. */
final class UniqueOnHost implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        Map<String, Part<String>> first = new HashMap<>();
        return catalog.definitions().stream()
                .filter(definition -> definition.service().host().isPresent())
                .flatMap(definition -> Stream.concat(projects(definition), containers(definition)))
                .flatMap(part -> clash(part, first).stream())
                .toList();
    }

    private static Stream<Part<String>> projects(Definition definition) {
        return DefinitionParts.isThere(definition.service().name())
                ? Stream.of(
                        new Part<>(definition, "project", definition.service().projectName()))
                : Stream.empty();
    }

    private static Stream<Part<String>> containers(Definition definition) {
        return DefinitionParts.containers(definition)
                .flatMap((Part<Container> part) -> part.value().containerName().stream()
                        .filter(DefinitionParts::isThere)
                        .map(name -> new Part<>(definition, part.path() + ".containerName", name)));
    }

    private static Optional<Problem> clash(Part<String> part, Map<String, Part<String>> first) {
        boolean isProject = part.path().equals("project");
        String host = part.definition().service().requiredHost();
        String place = host + (isProject ? " project " : " container ") + part.value();
        Part<String> other = first.putIfAbsent(place, part);
        if (other == null || sameName(isProject, part, other)) {
            return Optional.empty();
        }
        return Optional.of(part.problem(
                isProject ? "project used twice" : "container name used twice",
                "\"%s\" on host \"%s\" already belongs to service \"%s\" (%s); one would replace the other."
                        .formatted(
                                part.value(),
                                host,
                                other.service(),
                                other.where().render()),
                "give one of them another name."));
    }

    /** Two services of one name, now or before, are reported by the rules on names. */
    private static boolean sameName(boolean isProject, Part<String> part, Part<String> other) {
        Service one = part.definition().service();
        Service two = other.definition().service();
        return isProject
                && one.project().isEmpty()
                && two.project().isEmpty()
                && one.originalName().equals(two.originalName());
    }
}
