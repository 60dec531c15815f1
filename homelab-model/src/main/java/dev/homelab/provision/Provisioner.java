// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.value.ServiceName;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Keeps one target in line with the catalog. This is the one interface a new target implements.
 *
 * <p>Work is divided so that each part can be trusted on its own: {@link #desired} only thinks, {@link
 * Session#observe} only looks, {@link Planner} decides, and {@link Session#apply} only acts. An instance stands for one
 * configured target and holds no open connection.
 *
 * @param <R> what this target is made of
 */
public interface Provisioner<R extends Resource> {

    /** Returns the resource type, for reading journals back and for the generated documentation. */
    Class<R> resourceType();

    /**
     * Works out what the catalog asks of this target. Pure: no clock, no network, no files.
     *
     * @return resources in the form {@link Session#observe} would report them
     */
    List<Desired<R>> desired(ResolvedCatalog catalog);

    /**
     * Works out what some services ask of this target: what {@link #desired(ResolvedCatalog)} returns for them. A target that
     * works out each service by itself needs not do so for the others, which makes comparing two revisions cheap.
     *
     * @param services the services that are wanted
     */
    default List<Desired<R>> desired(ResolvedCatalog catalog, Predicate<ServiceName> services) {
        return desired(catalog).stream()
                .filter(want -> services.test(want.service()))
                .toList();
    }

    /**
     * Fills in what the catalog does not say by what is there, where a target leaves that as it is. Pure. Most targets have no
     * such thing and return what they got.
     */
    default List<Desired<R>> completed(List<Desired<R>> desired, List<Observed<R>> observed) {
        return desired;
    }

    /** Works out what a visitor must find, from outside, once this target is in line. Pure, like {@link #desired}. */
    default List<Check> expectations(ResolvedCatalog catalog) {
        return List.of();
    }

    /** Says what people may notice or lose by a change; none by most. Pure, like {@link #desired}. */
    default Set<Risk> risks(Change<R> change, ResolvedCatalog catalog) {
        return Set.of();
    }

    /**
     * Signs in. One session serves every service of a run; its user closes it.
     *
     * @throws TargetException if the target is unavailable
     */
    Session<R> open();
}
