// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.provision.Change;
import java.util.List;

/**
 * What would happen to a homelab.
 *
 * @param homelab its name
 * @param targets one plan per target, in the order of the waves
 */
public record HomelabPlan(String homelab, List<TargetPlan> targets) {

    public HomelabPlan {
        targets = List.copyOf(targets);
    }

    /** Returns whether everything is as it should be. */
    public boolean isEmpty() {
        return targets.stream().allMatch(target -> target.plan().isEmpty());
    }

    /** Counts the changes of a shape. */
    public int count(Change.Shape shape) {
        return (int) targets.stream()
                .flatMap(target -> target.plan().changes().stream())
                .filter(change -> change.shape() == shape)
                .count();
    }

    /** Counts all changes. */
    public int count() {
        return targets.stream().mapToInt(target -> target.plan().changes().size()).sum();
    }
}
