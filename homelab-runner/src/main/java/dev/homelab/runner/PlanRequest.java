// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Change;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Resource;
import dev.homelab.provision.json.ChangeJson;
import dev.homelab.runner.guard.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a run is for.
 *
 * @param request what it is limited to, and may do
 * @param undo what it is to bring back; empty if it is to do what definitions say
 * @param spared the services that it leaves alone
 */
record PlanRequest(RunRequest request, Optional<RollbackRequest> undo, Set<ServiceName> spared) {

    PlanRequest {
        spared = Set.copyOf(spared);
    }

    /** Makes everything as definitions say. */
    static PlanRequest usual() {
        return new PlanRequest(RunRequest.usual(), Optional.empty(), Set.of());
    }

    /** Returns the same, limited otherwise. */
    PlanRequest within(Scope scope) {
        return new PlanRequest(request.with(scope), undo, spared);
    }

    /** Returns whether it changes what a service asks of a target. */
    boolean includes(String target, ServiceName service) {
        return request.scope().includes(target, service) && !spared.contains(service);
    }

    /** Returns where it wants to bring a target. */
    <R extends Resource> TargetGoal<R> goal(
            Target target, Provisioner<R> provisioner, ResolvedCatalog catalog, Planner planner) {
        return undo.map(past -> back(past, target, provisioner, planner))
                .orElseGet(() -> forth(target, provisioner, provisioner.desired(catalog), planner));
    }

    private <R extends Resource> TargetGoal<R> forth(
            Target target, Provisioner<R> provisioner, List<Desired<R>> desired, Planner planner) {
        Set<String> adopted = request.consent().keys(target.name(), desired);
        return new TargetGoal<>(
                desired, observed -> planner.plan(provisioner.completed(desired, observed), observed, adopted));
    }

    private static <R extends Resource> TargetGoal<R> back(
            RollbackRequest undo, Target target, Provisioner<R> provisioner, Planner planner) {
        List<Change<R>> done = undo.at(target.name(), new ChangeJson<>(provisioner.resourceType()));
        return new TargetGoal<>(List.of(), observed -> planner.restore(done, undo.services(), observed));
    }
}
