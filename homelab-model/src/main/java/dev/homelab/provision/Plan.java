// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import java.util.List;

/**
 * Everything that would happen to one target, and what was seen there when it was decided. Only the {@link Planner}
 * makes one.
 *
 * @param before what the target held, for rolling back
 * @param changes in the order they are to be made: deletions first
 * @param conflicts resources that are in the way and are not ours
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
     * A wanted resource whose place is taken.
     *
     * @param desired what was wanted
     * @param existing what is there
     */
    public record Conflict<R extends Resource>(Desired<R> desired, Observed<R> existing) {}
}
