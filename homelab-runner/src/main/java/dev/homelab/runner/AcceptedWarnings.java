// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Change;
import dev.homelab.provision.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The warnings that definitions accept, by their names; they are not shown.
 *
 * @param byService what each definition accepts; nothing of most
 */
record AcceptedWarnings(Map<ServiceName, Set<String>> byService) {

    /** Returns what a catalog accepts. */
    static AcceptedWarnings of(ResolvedCatalog catalog) {
        return new AcceptedWarnings(catalog.catalog()
                .services()
                .filter(service -> !service.acceptWarnings().isEmpty())
                .collect(
                        toMap(Service::name, service -> service.acceptWarnings().keySet())));
    }

    /** Returns the warnings of definitions, each at a place in its file, without those that the file accepts. */
    static List<Problem> without(Catalog catalog, List<Problem> warnings) {
        Map<String, Set<String>> byFile = new HashMap<>();
        for (Definition definition : catalog.definitions()) {
            if (!definition.service().acceptWarnings().isEmpty()) {
                byFile.put(
                        definition.positions().file(),
                        definition.service().acceptWarnings().keySet());
            }
        }
        return warnings.stream()
                .filter(warning -> !(warning.where() instanceof Where.InFile place)
                        || !byFile.getOrDefault(place.file(), Set.of()).contains(warning.summary()))
                .toList();
    }

    /** Returns the warnings about changes, without those that the service of a change accepts. */
    <R extends Resource> List<Problem> without(
            List<Change<R>> changes, Function<List<Change<R>>, List<Problem>> warnings) {
        Map<Boolean, List<Change<R>>> parts =
                changes.stream().collect(groupingBy(change -> byService.containsKey(change.service())));
        List<Problem> shown = new ArrayList<>(warnings.apply(parts.getOrDefault(false, List.of())));
        parts.getOrDefault(true, List.of()).stream()
                .collect(groupingBy(Change::service))
                .forEach((service, some) -> warnings.apply(some).stream()
                        .filter(warning ->
                                !byService.getOrDefault(service, Set.of()).contains(warning.summary()))
                        .forEach(shown::add));
        return shown;
    }
}
