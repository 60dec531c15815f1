// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.toSet;

import dev.homelab.adapter.compose.ComposeOutline.Part;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Change;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Names of containers that are to be created and that other containers of the host have, running or not. Pure. */
final class TakenNames {

    private final HostContainers containers;
    private final ComposeProblems problems;

    /**
     * The names on one host.
     *
     * @param containers all that exist there
     */
    TakenNames(HostContainers containers, ComposeProblems problems) {
        this.containers = containers;
        this.problems = problems;
    }

    /** Returns a problem for each. A project that is changed, too, is skipped: that may remove or rename its container. */
    List<Problem> of(List<Change<ComposeProject>> changes) {
        Set<String> changed = changes.stream().map(Change::key).collect(toSet());
        return changes.stream()
                .flatMap(change -> change.after().stream())
                .map(picture -> picture.resource())
                .flatMap(project -> names(project)
                        .flatMap(name -> containers.all().stream()
                                .filter(container -> container.firstName().equals(name))
                                .filter(container ->
                                        !changed.contains(container.project()) && !isSetAside(container, changes)))
                        .map(container -> problems.nameTaken(project.name(), container)))
                .toList();
    }

    private static boolean isSetAside(HostContainer container, List<Change<ComposeProject>> changes) {
        return changes.stream()
                .flatMap(change -> change.before().stream())
                .anyMatch(before -> before.resource().origin().container().equals(container.id()));
    }

    private static Stream<String> names(ComposeProject project) {
        return project.outline().services().values().stream().map(Part::container);
    }
}
