// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.inventory.Target;
import dev.homelab.provision.ChangeJson;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Resource;
import dev.homelab.runner.guard.Mandate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a run is for.
 *
 * @param mandate what it is limited to, and may do
 * @param undo what it is to bring back; empty if it is to do what definitions say
 */
record Errand(Mandate mandate, Optional<Undo> undo) {

    /** Makes everything as definitions say. */
    static Errand usual() {
        return new Errand(Mandate.usual(), Optional.empty());
    }

    /** Returns where it wants to bring a target. */
    <R extends Resource> Aim<R> aim(
            Target target, Provisioner<R> provisioner, ResolvedCatalog catalog, Planner planner) {
        return undo.map(past -> back(past, target, provisioner, planner))
                .orElseGet(() -> forth(target, provisioner.desired(catalog), planner));
    }

    private <R extends Resource> Aim<R> forth(Target target, List<Desired<R>> desired, Planner planner) {
        Set<String> adopted = mandate.consent().keys(target.name(), desired);
        return new Aim<>(desired, observed -> planner.plan(desired, observed, adopted));
    }

    private static <R extends Resource> Aim<R> back(
            Undo undo, Target target, Provisioner<R> provisioner, Planner planner) {
        Plan<R> done = undo.at(target.name(), new ChangeJson<>(provisioner.resourceType()));
        return new Aim<>(List.of(), observed -> planner.restore(done, undo.services(), observed));
    }
}
