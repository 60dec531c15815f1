// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision.world;

import static java.util.stream.Collectors.toMap;

import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Change;
import dev.homelab.provision.Change.Shape;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Owner;
import dev.homelab.provision.Plan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** What must hold of planning in every world. */
enum Law {
    FOREIGN_THINGS_STAY_AS_THEY_ARE((planning, world) -> {
        Map<String, Observed<Thing>> after =
                World.after(world.observed(), plan(planning, world).changes());
        return world.observed().stream()
                .filter(found -> !found.belongsTo(World.HOMELAB) && !isAdopted(world, found.key()))
                .allMatch(found -> found.equals(after.get(found.key())));
    }),
    APPLIED_ONCE_NOTHING_IS_LEFT_TO_DO((planning, world) -> {
        Map<String, Observed<Thing>> after =
                World.after(world.observed(), plan(planning, world).changes());
        return planning.plan(world.desired(), List.copyOf(after.values()), Set.of())
                .changes()
                .isEmpty();
    }),
    WHAT_IS_WANTED_IS_THERE_AND_OURS((planning, world) -> {
        Plan<Thing> plan = plan(planning, world);
        Map<String, Observed<Thing>> after = World.after(world.observed(), plan.changes());
        Set<String> refused = plan.conflicts().stream()
                .map(conflict -> conflict.existing().key())
                .collect(Collectors.toSet());
        return world.desired().stream()
                .filter(want -> !refused.contains(want.resource().key()))
                .allMatch(want -> Observed.ownedBy(new Owner(World.HOMELAB, want.service()), want.resource())
                        .equals(after.get(want.resource().key())));
    }),
    WHAT_IS_NOT_WANTED_IS_GONE((planning, world) -> {
        Set<String> wanted =
                world.desired().stream().map(want -> want.resource().key()).collect(Collectors.toSet());
        return World.after(world.observed(), plan(planning, world).changes()).values().stream()
                .filter(found -> found.belongsTo(World.HOMELAB))
                .allMatch(found -> wanted.contains(found.key()));
    }),
    WHAT_IS_AS_IT_SHOULD_BE_IS_NOT_TOUCHED((planning, world) -> {
        Map<String, Desired<Thing>> wanted =
                world.desired().stream().collect(toMap(want -> want.resource().key(), want -> want));
        return plan(planning, world).changes().stream()
                .noneMatch(change -> change.before().equals(change.after())
                        || (change.shape() == Shape.CREATE && !wanted.containsKey(change.key())));
    }),
    DELETIONS_COME_FIRST((planning, world) -> {
        List<Shape> shapes =
                plan(planning, world).changes().stream().map(Change::shape).toList();
        return shapes.lastIndexOf(Shape.DELETE)
                < shapes.stream().filter(Shape.DELETE::equals).count();
    }),
    RESTORING_AFTER_ANY_PREFIX_GIVES_WHAT_WAS((planning, world) -> {
        Plan<Thing> plan = plan(planning, world);
        Map<String, Observed<Thing>> halfway = World.after(world.observed(), world.prefix(plan.changes()));
        Plan<Thing> back = planning.restore(plan, services(plan), List.copyOf(halfway.values()));
        return World.after(halfway.values(), back.changes()).equals(World.after(world.observed(), List.of()));
    }),
    RESTORING_ONE_SERVICE_LEAVES_THE_OTHERS((planning, world) -> {
        Plan<Thing> plan = plan(planning, world);
        Map<String, Observed<Thing>> applied = World.after(world.observed(), plan.changes());
        Plan<Thing> back = planning.restore(plan, world.scope(), List.copyOf(applied.values()));
        Map<String, Observed<Thing>> after = World.after(applied.values(), back.changes());
        Map<String, Observed<Thing>> before = World.after(world.observed(), List.of());
        return plan.changes().stream().allMatch(change -> {
            Map<String, Observed<Thing>> expected = world.scope().contains(change.service()) ? before : applied;
            return java.util.Objects.equals(after.get(change.key()), expected.get(change.key()));
        });
    }),
    RESTORING_LEAVES_WHAT_A_PERSON_PUT_THERE_SINCE((planning, world) -> {
        Plan<Thing> plan = plan(planning, world);
        Map<String, Observed<Thing>> now = World.after(world.observed(), plan.changes());
        now.put(world.meddling(), World.byHand(world.meddling()));
        Plan<Thing> back = planning.restore(plan, services(plan), List.copyOf(now.values()));
        return World.byHand(world.meddling())
                .equals(World.after(now.values(), back.changes()).get(world.meddling()));
    }),
    NARROWING_CHANGES_NOTHING_OUTSIDE_ITS_SCOPE((planning, world) -> {
        List<Change<Thing>> narrowed = plan(planning, world).changes().stream()
                .filter(change -> world.scope().contains(change.service()))
                .toList();
        Map<String, Observed<Thing>> after = World.after(world.observed(), narrowed);
        return world.observed().stream()
                .filter(found -> found.belongsTo(World.HOMELAB))
                .filter(found ->
                        !world.scope().contains(found.owner().orElseThrow().service()))
                .allMatch(found -> found.equals(after.get(found.key())) || isWantedWithin(world, found.key()));
    });

    @SuppressWarnings("ImmutableEnumChecker") // each is code alone, and holds nothing
    private final BiPredicate<Planning, World> holds;

    Law(BiPredicate<Planning, World> holds) {
        this.holds = holds;
    }

    boolean holds(Planning planning, World world) {
        return holds.test(planning, world);
    }

    private static Plan<Thing> plan(Planning planning, World world) {
        return planning.plan(world.desired(), world.observed(), world.adopted());
    }

    private static Set<ServiceName> services(Plan<Thing> plan) {
        return plan.changes().stream().map(Change::service).collect(Collectors.toSet());
    }

    private static boolean isAdopted(World world, String key) {
        return world.adopted().contains(key)
                && world.desired().stream()
                        .anyMatch(want -> want.resource().key().equals(key));
    }

    /** Whether a service of the scope asks for it: then it passes on to that one, and nothing is lost. */
    private static boolean isWantedWithin(World world, String key) {
        return world.desired().stream()
                .anyMatch(want ->
                        want.resource().key().equals(key) && world.scope().contains(want.service()));
    }
}
