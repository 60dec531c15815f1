// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.model.inventory.Wave;
import dev.homelab.provision.Change;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Risk;
import dev.homelab.runner.guard.RiskyChange;
import java.util.List;
import java.util.Set;

/**
 * What would happen to one target.
 *
 * @param target its name in the inventory
 * @param wave what it is for
 * @param plan the changes
 * @param leftOut those that are to be made some day, and not by a run as limited as this one
 * @param risky those of the changes that bring a risk
 */
public record TargetPlan(String target, Wave wave, Plan<?> plan, Plan<?> leftOut, List<RiskyChange> risky) {

    public TargetPlan {
        risky = List.copyOf(risky);
    }

    /** Returns what people may notice or lose by a change of this plan. */
    public Set<Risk> risks(Change<?> change) {
        return risky.stream()
                .filter(each -> each.change().key().equals(change.key())
                        && each.change().equals(change))
                .findFirst()
                .map(RiskyChange::risks)
                .orElse(Set.of());
    }
}
