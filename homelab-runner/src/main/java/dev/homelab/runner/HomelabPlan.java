// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static java.util.stream.Collectors.toMap;

import dev.homelab.provision.Change;
import dev.homelab.provision.Plan;
import dev.homelab.runner.cause.Causes;
import java.util.List;
import java.util.Map;

/**
 * What would happen to a homelab.
 *
 * @param homelab its name
 * @param targets one plan per target, in the order of the waves
 * @param causes why it changes what it changes
 */
public record HomelabPlan(String homelab, List<TargetPlan> targets, Causes causes) {

    public HomelabPlan {
        targets = List.copyOf(targets);
    }

    /** Returns whether everything is as it should be. */
    public boolean isEmpty() {
        return targets.stream().allMatch(target -> target.plan().isEmpty());
    }

    /** Returns the plans by the name of their target. */
    public Map<String, Plan<?>> byTarget() {
        return targets.stream().collect(toMap(TargetPlan::target, TargetPlan::plan));
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
        return targets.stream()
                .mapToInt(target -> target.plan().changes().size())
                .sum();
    }
}
