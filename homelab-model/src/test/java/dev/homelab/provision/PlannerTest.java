// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Change.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlannerTest {

    private static final ServiceName PHOTOS = ServiceName.of("photos");
    private static final ServiceName WIKI = ServiceName.of("wiki");

    private final Planner planner = new Planner("home");

    record Thing(String key, String value) implements Resource {
        @Override
        public String summary() {
            return value;
        }
    }

    @Test
    void whatIsMissingIsCreated() {
        assertThat(shapes(List.of(want(PHOTOS, "a", "1")), List.of())).containsExactly(Shape.CREATE);
    }

    @Test
    void whatIsAsItShouldBeIsLeft() {
        assertThat(planner.plan(List.of(want(PHOTOS, "a", "1")), List.of(ours(PHOTOS, "a", "1")))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void whatPassesToAnotherServiceIsUpdated() {
        assertThat(shapes(List.of(want(WIKI, "a", "1")), List.of(ours(PHOTOS, "a", "1"))))
                .containsExactly(Shape.UPDATE);
    }

    @Test
    void whatIsDifferentIsUpdated() {
        assertThat(shapes(List.of(want(PHOTOS, "a", "2")), List.of(ours(PHOTOS, "a", "1"))))
                .containsExactly(Shape.UPDATE);
    }

    @Test
    void whatIsNotOursIsAConflictAndIsNotTouched() {
        Plan<Thing> plan = planner.plan(List.of(want(PHOTOS, "a", "2")), List.of(theirs("a", "1")));

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.conflicts()).hasSize(1);
    }

    @Test
    void whatAnotherHomelabOwnsIsNotOurs() {
        Observed<Thing> other = Observed.ownedBy(new Owner("elsewhere", PHOTOS), new Thing("a", "1"));

        assertThat(planner.plan(List.of(), List.of(other)).isEmpty()).isTrue();
        assertThat(planner.plan(List.of(want(PHOTOS, "a", "1")), List.of(other)).conflicts())
                .hasSize(1);
    }

    @Test
    void whatIsAdoptedIsUpdated() {
        Plan<Thing> plan = planner.plan(List.of(want(PHOTOS, "a", "1")), List.of(theirs("a", "1")), Set.of("a"));

        assertThat(plan.changes()).singleElement().matches(change -> change.shape() == Shape.UPDATE);
    }

    @Test
    void whatCannotBeAdoptedStaysAConflict() {
        record Fixed(String key) implements Resource {
            @Override
            public String summary() {
                return key;
            }

            @Override
            public Optional<String> unadoptable() {
                return Optional.of("it cannot be changed");
            }
        }
        Plan<Fixed> plan = planner.plan(
                List.of(new Desired<>(PHOTOS, new Fixed("a"))), List.of(Observed.unowned(new Fixed("a"))), Set.of("a"));

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.conflicts()).hasSize(1);
    }

    @Test
    void aNarrowedPlanIsOfCertainServicesAndWasLookedAtAsAWhole() {
        List<Observed<Thing>> observed = List.of(ours(WIKI, "z", "1"), theirs("y", "1"));
        Plan<Thing> whole = planner.plan(List.of(want(PHOTOS, "a", "1"), want(PHOTOS, "y", "1")), observed);

        Plan<Thing> narrow = planner.narrow(whole, PHOTOS::equals);

        assertThat(narrow.changes()).extracting(Change::shape).containsExactly(Shape.CREATE);
        assertThat(narrow.conflicts()).hasSize(1);
        assertThat(narrow.before()).containsExactlyElementsOf(observed);
        assertThat(planner.narrow(whole, WIKI::equals).conflicts()).isEmpty();
    }

    @Test
    void whatIsOursAndNotWantedIsDeletedBeforeAnythingElse() {
        assertThat(shapes(List.of(want(PHOTOS, "a", "1")), List.of(ours(WIKI, "z", "1"), theirs("y", "1"))))
                .containsExactly(Shape.DELETE, Shape.CREATE);
    }

    @Test
    void twoResourcesOfOneKeyAreABug() {
        List<Desired<Thing>> twins = List.of(want(PHOTOS, "a", "1"), want(WIKI, "a", "1"));

        assertThatThrownBy(() -> planner.plan(twins, List.of())).hasMessageContaining("bug in homelab");
    }

    @Test
    void restoringLeavesWhatSomeoneElsePutThereSince() {
        Plan<Thing> plan = planner.plan(List.of(want(PHOTOS, "a", "1")), List.of());

        assertThat(planner.restore(plan, Set.of(PHOTOS), List.of(theirs("a", "9")))
                        .changes())
                .isEmpty();
    }

    @Test
    void restoringIsLimitedToTheServicesNamed() {
        Plan<Thing> plan = planner.plan(List.of(want(PHOTOS, "a", "1"), want(WIKI, "b", "1")), List.of());
        Map<String, Observed<Thing>> world = world(plan, plan.changes().size());

        assertThat(planner.restore(plan, Set.of(WIKI), List.copyOf(world.values()))
                        .changes())
                .singleElement()
                .matches(change -> change.key().equals("b"));
    }

    static IntStream seeds() {
        return IntStream.range(0, 2_000);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void restoringAfterAnyPrefixGivesWhatWasObserved(int seed) {
        Random random = new Random(seed);
        List<Observed<Thing>> before = randomWorld(random);
        List<Desired<Thing>> desired = IntStream.range(0, 6)
                .filter(i -> random.nextBoolean())
                .mapToObj(i -> want(service(random), "k" + i, "v" + random.nextInt(2)))
                .toList();
        Set<String> adopted = before.stream()
                .map(Observed::key)
                .filter(k -> random.nextInt(3) == 0)
                .collect(Collectors.toSet());
        Plan<Thing> plan = planner.plan(desired, before, adopted);

        Map<String, Observed<Thing>> world =
                world(plan, random.nextInt(plan.changes().size() + 1));
        Plan<Thing> back = planner.restore(plan, Set.of(PHOTOS, WIKI), List.copyOf(world.values()));
        back.changes().forEach(change -> make(world, change));

        assertThat(world.values()).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void theWayBackLeadsToWhatWasThereBeforeAKilledRun() {
        Change<Thing> begun =
                new Change<>(PHOTOS, Optional.of(ours(PHOTOS, "a", "1")), Optional.of(ours(PHOTOS, "a", "2")));
        Plan<Thing> plan = planner.plan(List.of(want(PHOTOS, "a", "2")), List.of(ours(PHOTOS, "a", "half")));

        Plan<Thing> wayBack = planner.remember(plan, List.of(begun));

        assertThat(planner.restore(wayBack, Set.of(PHOTOS), List.of(ours(PHOTOS, "a", "2")))
                        .changes())
                .extracting(Change::after)
                .containsExactly(Optional.of(ours(PHOTOS, "a", "1")));
    }

    @Test
    void whatAKilledRunHadFinishedIsOnTheWayBackToo() {
        Change<Thing> made = new Change<>(WIKI, Optional.empty(), Optional.of(ours(WIKI, "b", "1")));
        Change<Thing> neverMade = new Change<>(WIKI, Optional.empty(), Optional.of(ours(WIKI, "c", "1")));
        Plan<Thing> plan = planner.plan(List.of(want(WIKI, "b", "1")), List.of(ours(WIKI, "b", "1")));

        Plan<Thing> wayBack = planner.remember(plan, List.of(made, neverMade));

        assertThat(plan.changes()).isEmpty();
        assertThat(wayBack.changes()).containsExactly(made);
    }

    private static List<Observed<Thing>> randomWorld(Random random) {
        return IntStream.range(0, 6)
                .filter(i -> random.nextBoolean())
                .mapToObj(i -> random.nextBoolean()
                        ? ours(service(random), "k" + i, "v" + random.nextInt(2))
                        : theirs("k" + i, "v" + random.nextInt(2)))
                .toList();
    }

    private static Map<String, Observed<Thing>> world(Plan<Thing> plan, int made) {
        Map<String, Observed<Thing>> world = new TreeMap<>();
        plan.before().forEach(found -> world.put(found.key(), found));
        plan.changes().stream().limit(made).forEach(change -> make(world, change));
        return world;
    }

    private static void make(Map<String, Observed<Thing>> world, Change<Thing> change) {
        change.after().ifPresentOrElse(after -> world.put(change.key(), after), () -> world.remove(change.key()));
    }

    private List<Shape> shapes(List<Desired<Thing>> desired, List<Observed<Thing>> observed) {
        return planner.plan(desired, observed).changes().stream()
                .map(Change::shape)
                .toList();
    }

    private static ServiceName service(Random random) {
        return random.nextBoolean() ? PHOTOS : WIKI;
    }

    private static Desired<Thing> want(ServiceName service, String key, String value) {
        return new Desired<>(service, new Thing(key, value));
    }

    private static Observed<Thing> ours(ServiceName service, String key, String value) {
        return new Observed<>(new Thing(key, value), Optional.of(new Owner("home", service)));
    }

    private static Observed<Thing> theirs(String key, String value) {
        return Observed.unowned(new Thing(key, value));
    }
}
