// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything that would happen to one target, and what was seen there when it was decided. Only the {@link Planner}
 * makes one.
 *
 * @param before what the target held, for rolling back
 * @param changes in the order they are to be made: deletions first
 * @param conflicts existing resources that homelab does not manage
 */
public record Plan<R extends Resource>(List<Observed<R>> before, List<Change<R>> changes, List<Conflict<R>> conflicts) {

    public Plan {
        before = List.copyOf(before);
        changes = List.copyOf(changes);
        conflicts = List.copyOf(conflicts);
    }

    /** Returns whether the target already holds what it should. */
    public boolean isEmpty() {
        return changes.isEmpty() && conflicts.isEmpty();
    }

    /**
     * Returns what changes leave behind, by key: data that was used before, and that nothing at the target uses afterwards, be
     * it ours or not.
     */
    public Map<String, List<RetainedData>> leftovers() {
        Set<String> changed = changes.stream().map(Change::key).collect(toSet());
        Stream<Observed<R>> untouched = before.stream().filter(seen -> !changed.contains(seen.key()));
        Stream<Observed<R>> made = changes.stream().flatMap(change -> change.after().stream());
        Set<String> used = Stream.concat(untouched, made)
                .flatMap(picture -> picture.resource().leftovers().stream().map(RetainedData::name))
                .collect(toSet());
        return changes.stream()
                .collect(toMap(
                        Change::key,
                        change -> change.before().stream()
                                .flatMap(picture -> picture.resource().leftovers().stream())
                                .filter(leftover -> !used.contains(leftover.name()))
                                .toList()));
    }

    /**
     * A wanted resource whose place is taken.
     *
     * @param desired what was wanted
     * @param existing what is there
     */
    public record Conflict<R extends Resource>(Desired<R> desired, Observed<R> existing) {}
}
