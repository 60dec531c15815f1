// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.model.Catalog;
import dev.homelab.problem.Problem;
import dev.homelab.runner.guard.Guard;
import dev.homelab.runner.guard.Protection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why a plan is not applied: it is stale, its definitions are older than what was applied last, or a guard stops it. Each stage
 * ends the judgement.
 *
 * @param catalog what definitions say
 * @param revision what commit they are of
 * @param shown the plan that was shown before; empty if none was
 */
record Refusals(Catalog catalog, Revision revision, Optional<SavedPlan> shown) {

    /** Returns why it is not applied; nothing if it may be. */
    List<Problem> of(HomelabPlan plan) {
        RunRequest request = plan.request();
        if (request.isRollback()) {
            return stale(plan); // a named run is rolled back, and its changes are on record
        }
        if (request.destroys()) {
            List<Problem> stale = stale(plan);
            return stale.isEmpty()
                    ? protection(plan)
                    : stale; // that everything goes was confirmed by the homelab's name
        }
        List<Problem> older = revision.refusal(plan, request.consent());
        if (!older.isEmpty()) {
            return older;
        }
        List<Problem> stale = stale(plan);
        return stale.isEmpty() ? guarded(plan) : stale;
    }

    private List<Problem> stale(HomelabPlan plan) {
        return shown.map(one -> one.compare(plan)).orElse(List.of());
    }

    private List<Problem> guarded(HomelabPlan plan) {
        List<Problem> problems =
                new ArrayList<>(new Guard(catalog, plan.request().consent()).judge(plan.byTarget(), plan.risky()));
        problems.addAll(protection(plan));
        return problems;
    }

    private List<Problem> protection(HomelabPlan plan) {
        return new Protection(catalog, plan.causes().protectedServices()).judge(plan.byTarget());
    }
}
