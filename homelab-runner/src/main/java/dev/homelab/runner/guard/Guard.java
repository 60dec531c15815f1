// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.guard;

import dev.homelab.model.Catalog;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Change;
import dev.homelab.provision.Plan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Says no to a plan that would harm, or that is not ours to carry out. Pure. */
public final class Guard {

    private Guard() {}

    /**
     * Judges what a run is about to do.
     *
     * @param plans by the name of their target
     * @return why not; empty if nothing speaks against it
     */
    public static List<Problem> judge(Catalog catalog, Map<String, ? extends Plan<?>> plans) {
        List<Problem> problems = new ArrayList<>();
        long deletions = count(plans.values());
        if (catalog.definitions().isEmpty() && deletions > 0) {
            problems.add(new Problem(
                    "catalog is empty",
                    catalog.inventoryPositions().at(""),
                    "there is no definition at all, and applying that would take down everything: %d deletions."
                            .formatted(deletions),
                    "check the folder of your services and --services; nothing was touched."));
        }
        plans.forEach((target, plan) -> plan.conflicts().forEach(conflict -> problems.add(inTheWay(target, conflict))));
        return problems;
    }

    private static long count(Collection<? extends Plan<?>> plans) {
        return plans.stream()
                .flatMap(plan -> plan.changes().stream())
                .filter(change -> change.shape() == Change.Shape.DELETE)
                .count();
    }

    private static Problem inTheWay(String target, Plan.Conflict<?> conflict) {
        String owner =
                conflict.existing().owner().map(o -> "it belongs to " + o).orElse("homelab did not put it there");
        return new Problem(
                "something else is in the way",
                Where.target(target, ""),
                "service \"%s\" wants \"%s\", but the target already has it (%s), and %s."
                        .formatted(
                                conflict.desired().service(),
                                conflict.desired().resource().key(),
                                conflict.existing().resource().summary(),
                                owner),
                "remove it by hand, or give the service another name or hostname; nothing was touched.");
    }
}
