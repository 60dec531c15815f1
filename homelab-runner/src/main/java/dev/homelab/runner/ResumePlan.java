// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Resource;
import dev.homelab.provision.json.ChangeJson;
import dev.homelab.runner.record.PastChange;
import dev.homelab.runner.record.PastChange.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A plan for one target, and what a run that was killed has left for it to finish. Pure.
 *
 * <p>What the other run had begun and not ended is made again even where the target looks right, since a look does not show
 * everything: a folder that was to go, an entry in the ledger. Whatever it had begun belongs to this run as if this run had
 * done it: it is verified, and rolled back to what was there before the other run.
 *
 * @param changes what is to be made: the plan's, and what is to be made again
 * @param wayBack what a rollback restores; see {@link Planner#remember}
 * @param inProgress the changes of the other run that it had begun
 */
record ResumePlan<R extends Resource>(List<Change<R>> changes, Plan<R> wayBack, Set<String> inProgress) {

    /** No run was interrupted. */
    static <R extends Resource> ResumePlan<R> ofNothing(Plan<R> plan) {
        return new ResumePlan<>(plan.changes(), plan, Set.of());
    }

    /** Resumes an interrupted run; changes in an unknown form are skipped. */
    static <R extends Resource> ResumePlan<R> of(
            Plan<R> plan, List<PastChange> inProgress, ChangeJson<R> json, Planner planner) {
        List<Change<R>> earlier = inProgress.stream()
                .flatMap(past -> json.read(past.json()).stream())
                .toList();
        List<Change<R>> halfMade = inProgress.stream()
                .filter(past -> past.progress().isHalf())
                .flatMap(past -> json.read(past.json()).stream())
                .toList();
        List<Change<R>> changes = new ArrayList<>(plan.changes());
        changes.addAll(again(plan, halfMade));
        return new ResumePlan<>(
                changes,
                planner.remember(plan, earlier),
                earlier.stream().map(Change::key).collect(toSet()));
    }

    /** Returns the services that a plan changes something for, or cannot. */
    static Set<ServiceName> services(Plan<?> plan) {
        return services(plan.changes(), plan);
    }

    /** Returns the services that anything is changed for, or cannot be, or has been. */
    Set<ServiceName> services() {
        Set<ServiceName> services = services(changes, wayBack);
        services.addAll(services(wayBack));
        return services;
    }

    /** Returns what a later run has to know if this one never ends. */
    List<PastChange> memory(String target, ChangeJson<R> json) {
        return wayBack.changes().stream()
                .map(change -> new PastChange(
                        target,
                        change.key(),
                        change.service(),
                        change.shape(),
                        json.write(change).toString(),
                        inProgress.contains(change.key()) ? Progress.BEGUN : Progress.PLANNED))
                .toList();
    }

    /** Returns the changes, of those that were half made, that nothing else is planned for and that look made. */
    private static <R extends Resource> List<Change<R>> again(Plan<R> plan, List<Change<R>> halfMade) {
        Set<String> planned = plan.changes().stream().map(Change::key).collect(toSet());
        Map<String, Observed<R>> present =
                plan.before().stream().collect(toMap(Observed::key, Function.identity(), (one, other) -> one));
        return halfMade.stream()
                .filter(change -> !planned.contains(change.key()))
                .filter(change -> Optional.ofNullable(present.get(change.key())).equals(change.after()))
                .toList();
    }

    private static Set<ServiceName> services(List<? extends Change<?>> changes, Plan<?> plan) {
        Stream<ServiceName> changed = changes.stream().map(Change::service);
        Stream<ServiceName> kept =
                plan.conflicts().stream().map(conflict -> conflict.desired().service());
        return Stream.concat(changed, kept).collect(toCollection(TreeSet::new));
    }
}
