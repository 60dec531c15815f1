// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toMap;

import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Plan.Conflict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Decides what to change. Pure: the same lists always give the same plan.
 *
 * <pre>
 *   desired   observed    owner                  plan
 *   -------   ---------   --------------------   --------
 *   yes       absent      -                      create
 *   yes       equal       ours, same service     -
 *   yes       equal       ours, other service    update
 *   yes       different   ours                   update
 *   yes       present     not ours, adopted      update, unless it cannot be adopted
 *   yes       present     not ours               conflict
 *   no        present     ours                   delete
 *   no        present     not ours               -
 * </pre>
 */
public final class Planner {

    private final String homelab;

    /** Plans on behalf of the homelab with this name; whatever it does not own, it leaves alone. */
    public Planner(String homelab) {
        this.homelab = homelab;
    }

    /** Plans from what is observed to what is desired, and nothing more. */
    public <R extends Resource> Plan<R> plan(List<Desired<R>> desired, List<Observed<R>> observed) {
        return plan(desired, observed, Set.of());
    }

    /** Plans in the same way, and adopts the existing resources under the {@code adopted} keys. */
    public <R extends Resource> Plan<R> plan(
            List<Desired<R>> desired, List<Observed<R>> observed, Set<String> adopted) {
        Map<String, Desired<R>> wanted = byKey(desired, want -> want.resource().key());
        Map<String, Observed<R>> present = byKey(observed, Observed::key);
        List<Change<R>> changes = new ArrayList<>(deletions(wanted, present)); // first: they free names and ports
        List<Conflict<R>> conflicts = new ArrayList<>();
        wanted.forEach((key, want) -> {
            Optional<Observed<R>> before = Optional.ofNullable(present.get(key));
            Observed<R> after = Observed.ownedBy(new Owner(homelab, want.service()), want.resource());
            if (before.isPresent() && !before.get().belongsTo(homelab) && !isAdopted(before.get(), adopted)) {
                conflicts.add(new Conflict<>(want, before.get()));
            } else if (!before.equals(Optional.of(after))) {
                changes.add(new Change<>(want.service(), before, Optional.of(after)));
            }
        });
        return new Plan<>(observed, changes, conflicts);
    }

    private static boolean isAdopted(Observed<?> before, Set<String> adopted) {
        return adopted.contains(before.key()) && before.resource().unadoptable().isEmpty();
    }

    /** Returns what of a plan is for certain services; what was observed stays whole. */
    public <R extends Resource> Plan<R> narrow(Plan<R> plan, Predicate<ServiceName> wanted) {
        return new Plan<>(
                plan.before(),
                plan.changes().stream()
                        .filter(change -> wanted.test(change.service()))
                        .toList(),
                plan.conflicts().stream()
                        .filter(conflict -> wanted.test(conflict.desired().service()))
                        .toList());
    }

    /**
     * Plans the way back: what {@code plan} changed for these services, and nothing else, as it was before.
     *
     * <p>What was adopted is returned as it was, without our mark. What someone else put in the place since
     * then is theirs and stays.
     */
    public <R extends Resource> Plan<R> restore(
            Plan<R> plan, Set<ServiceName> services, List<Observed<R>> observedNow) {
        return restore(plan.changes(), services, observedNow);
    }

    /** Plans the way back in the same way from changes that were made some time ago. */
    public <R extends Resource> Plan<R> restore(
            List<Change<R>> changes, Set<ServiceName> services, List<Observed<R>> observedNow) {
        Map<String, Observed<R>> present = byKey(observedNow, Observed::key);
        List<Change<R>> deletions = new ArrayList<>();
        List<Change<R>> rest = new ArrayList<>();
        for (Change<R> change : changes) {
            Optional<Observed<R>> now = Optional.ofNullable(present.get(change.key()));
            boolean theirs = now.isPresent() && !now.get().belongsTo(homelab);
            if (services.contains(change.service()) && !theirs && !isRestored(change.before(), now)) {
                Change<R> back = new Change<>(change.service(), now, change.before());
                (change.before().isEmpty() ? deletions : rest).add(back);
            }
        }
        deletions.addAll(rest);
        return new Plan<>(observedNow, deletions, List.of());
    }

    /**
     * Returns a plan with a longer memory, for rolling back: where an earlier run that never ended has begun to change
     * something, what was there before that run, instead of what it left.
     *
     * <p>It has changes that are not in {@code plan}, too: those that the earlier run had finished.
     */
    public <R extends Resource> Plan<R> remember(Plan<R> plan, List<Change<R>> begun) {
        Map<String, Observed<R>> present = byKey(plan.before(), Observed::key);
        Map<String, Change<R>> earlier = byKey(begun, Change::key);
        List<Change<R>> changes = new ArrayList<>();
        for (Change<R> change : plan.changes()) {
            Optional<Change<R>> first = Optional.ofNullable(earlier.remove(change.key()));
            changes.add(first.map(e -> new Change<>(change.service(), e.before(), change.after()))
                    .filter(longer ->
                            longer.before().isPresent() || longer.after().isPresent())
                    .orElse(change));
        }
        earlier.values().forEach(change -> {
            Optional<Observed<R>> now = Optional.ofNullable(present.get(change.key()));
            if (!now.equals(change.before())) {
                changes.add(new Change<>(change.service(), change.before(), now));
            }
        });
        return new Plan<>(plan.before(), changes, plan.conflicts());
    }

    private static <R extends Resource> boolean isRestored(Optional<Observed<R>> before, Optional<Observed<R>> now) {
        return before.equals(now)
                || (before.isPresent()
                        && now.isPresent()
                        && before.get().owner().equals(now.get().owner())
                        && before.get().resource().isRestoredBy(now.get().resource()));
    }

    private <R extends Resource> List<Change<R>> deletions(
            Map<String, Desired<R>> wanted, Map<String, Observed<R>> present) {
        return present.values().stream()
                .filter(found -> found.belongsTo(homelab) && !wanted.containsKey(found.key()))
                .map(found -> new Change<>(
                        found.owner().orElseThrow().service(), Optional.of(found), Optional.<Observed<R>>empty()))
                .toList();
    }

    private static <T> Map<String, T> byKey(List<T> items, Function<T, String> key) {
        return items.stream()
                .sorted(comparing(key))
                .collect(toMap(key, Function.identity(), Planner::refuseTwins, TreeMap::new));
    }

    private static <T> T refuseTwins(T first, T second) {
        throw new IllegalArgumentException(
                "Two resources share one key: %s and %s. This is a bug in homelab.".formatted(first, second));
    }
}
