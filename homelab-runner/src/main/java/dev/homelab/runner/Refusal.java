// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.model.Catalog;
import dev.homelab.problem.Problem;
import dev.homelab.runner.guard.Consent;
import dev.homelab.runner.guard.Guard;
import dev.homelab.runner.guard.Protection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why a plan is not carried out. Pure.
 *
 * @param catalog what it is for
 * @param consent what somebody agreed to
 * @param saved the plan it is held to, if it is to any
 */
record Refusal(Catalog catalog, Consent consent, Optional<SavedPlan> saved) {

    /** Returns why; nothing if it may be. One that is another than the saved one is not judged any further. */
    List<Problem> of(HomelabPlan plan) {
        List<Problem> stale = saved.map(one -> one.compare(plan)).orElse(List.of());
        if (!stale.isEmpty()) {
            return stale;
        }
        List<Problem> problems = new ArrayList<>(new Guard(catalog, consent).judge(plan.byTarget(), plan.risky()));
        problems.addAll(new Protection(catalog, plan.causes().protectedServices()).judge(plan.byTarget()));
        return problems;
    }
}
