// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.service;

import static java.util.stream.Collectors.toSet;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Service;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import java.util.List;
import java.util.Set;

/** What a service waits for, or whose network it uses, is not paused while it runs itself. */
final class NeededServiceRuns implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        Set<ServiceName> paused = catalog.services()
                .filter(service -> service.isPaused() && DefinitionParts.isThere(service.name()))
                .map(Service::name)
                .collect(toSet());
        return catalog.definitions().stream()
                .filter(definition -> !definition.service().isPaused())
                .flatMap(definition -> definition.service().needs().stream()
                        .filter(paused::contains)
                        .map(needed -> problem(definition, needed)))
                .toList();
    }

    private static Problem problem(Definition definition, ServiceName needed) {
        return new Problem(
                "needed service is paused",
                definition.positions().at("name"),
                "service \"%s\" needs \"%s\", which is paused, so that it would not start."
                        .formatted(DefinitionParts.nameOf(definition), needed),
                "pause it, too, or do not pause \"%s\".".formatted(needed));
    }
}
