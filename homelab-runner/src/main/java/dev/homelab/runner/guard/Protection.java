// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.guard;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.homelab.model.Catalog;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Change.Shape;
import dev.homelab.provision.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Says no to deleting a service that was protected when it was last applied, and has no definition any more. No word helps:
 * who may write on the command line need not be who wrote the definition. Pure.
 */
public final class Protection {

    private final Catalog catalog;
    private final Set<ServiceName> services;

    /**
     * Protects services.
     *
     * @param services those that were protected when they were last applied
     */
    public Protection(Catalog catalog, Set<ServiceName> services) {
        this.catalog = catalog;
        this.services = Set.copyOf(services);
    }

    /**
     * Judges what a run is about to delete.
     *
     * @param plans by the name of their target
     * @return why not; empty if nothing that is protected would go
     */
    public List<Problem> judge(Map<String, ? extends Plan<?>> plans) {
        Map<ServiceName, List<String>> lost = plans.entrySet().stream()
                .flatMap(plan -> deletions(plan.getKey(), plan.getValue()))
                .filter(deletion -> services.contains(deletion.service()) && isGone(deletion.service()))
                .collect(groupingBy(Deletion::service, TreeMap::new, mapping(Deletion::resource, toList())));
        return lost.entrySet().stream()
                .map(service -> refused(service.getKey(), service.getValue()))
                .toList();
    }

    /** One resource that would be deleted, as {@code TARGET/KEY}. */
    private record Deletion(ServiceName service, String resource) {}

    private static Stream<Deletion> deletions(String target, Plan<?> plan) {
        return plan.changes().stream()
                .filter(change -> change.shape() == Shape.DELETE)
                .map(change -> new Deletion(change.service(), target + "/" + change.key()));
    }

    /** What goes on under another name is not deleted. */
    private boolean isGone(ServiceName name) {
        return catalog.services()
                .noneMatch(service ->
                        service.name().equals(name) || service.renamedFrom().equals(Optional.of(name)));
    }

    private static Problem refused(ServiceName service, List<String> resources) {
        return new Problem(
                "service is protected",
                Where.nowhere(),
                "\"%s\" has no definition any more, and the last one that was applied said protect: true. This would be deleted: %s."
                        .formatted(service, resources.stream().sorted().collect(joining(", "))),
                ("restore its definition; nothing was changed. If it has another name now, write renamedFrom: %s in the new"
                                + " definition. If it is to go, apply its definition without protect first, and then remove it.")
                        .formatted(service));
    }
}
