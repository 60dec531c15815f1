// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.contract;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Change;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Resource;
import dev.homelab.provision.json.ChangeJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The laws every provisioner obeys, whatever its target.
 *
 * <p>Subclass this once per adapter; {@link ContractSubject} says what to hand it: a provisioner wired to a fake target. Every test starts with an empty
 * fake.
 */
public abstract class ProvisionerContract<R extends Resource> extends ContractSubject<R> {

    @Test
    void desiredIsPure() {
        assertThat(provisioner().desired(catalog()))
                .hasSizeGreaterThan(1)
                .isEqualTo(provisioner().desired(catalog()));
    }

    @Test
    void askedForSomeServicesItAnswersAsForAll() {
        List<Desired<R>> all = provisioner().desired(largeCatalog());
        List<ServiceName> owners = all.stream().map(Desired::service).distinct().toList();
        Set<ServiceName> some =
                owners.stream().skip(owners.size() > 1 ? 1 : 0).limit(3).collect(toSet());

        assertThat(provisioner().desired(largeCatalog(), some::contains))
                .isNotEmpty()
                .isEqualTo(all.stream()
                        .filter(desired -> some.contains(desired.service()))
                        .toList());
    }

    @Test
    void observingWritesNothing() {
        apply(plan(catalog()));
        int writes = writes();
        faults().failAfter(0);

        assertThatCode(this::observe).doesNotThrowAnyException();
        assertThat(writes()).isEqualTo(writes);
    }

    @Test
    void anEmptyTargetNeedsEverything() {
        assertThat(plan(catalog()).changes())
                .hasSameSizeAs(provisioner().desired(catalog()))
                .allMatch(change -> change.shape() == Change.Shape.CREATE);
    }

    @Test
    void afterApplyThereIsNothingLeftToPlan() {
        assertThat(apply(plan(catalog()))).allMatch(Outcome::succeeded);

        assertThat(plan(catalog()).changes()).isEmpty();
        assertThat(plan(catalog()).conflicts()).isEmpty();
    }

    @Test
    void anUpdateTouchesOnlyWhatChanged() {
        apply(plan(catalog()));

        assertThat(plan(changedCatalog()).changes())
                .singleElement()
                .matches(change -> change.shape() == Change.Shape.UPDATE);
        apply(plan(changedCatalog()));
        assertThat(plan(changedCatalog()).isEmpty()).isTrue();
    }

    @Test
    void applyingTheSamePlanTwiceIsHarmless() {
        Plan<R> plan = plan(catalog());
        apply(plan);

        assertThat(apply(plan)).allMatch(Outcome::succeeded);
        assertThat(plan(catalog()).isEmpty()).isTrue();
    }

    @Test
    void aSecondRunWritesNothing() {
        addByHand();
        apply(plan(catalog()));
        int writes = writes();

        assertThat(apply(plan(catalog()))).isEmpty();
        assertThat(writes()).isEqualTo(writes);
    }

    @Test
    void manyAreAsGoodAsOne() {
        addByHand();
        List<Observed<R>> before = observe();
        Plan<R> plan = plan(largeCatalog());

        assertThat(apply(plan)).hasSizeGreaterThan(10).allMatch(Outcome::succeeded);
        assertThat(plan(largeCatalog()).isEmpty()).isTrue();
        assertThat(apply(plan(emptyCatalog()))).allMatch(Outcome::succeeded);
        assertThat(observe()).isEqualTo(before);
    }

    @Test
    void whatShowsOnlyLaterIsWaitedFor() {
        assumeTrue(delayTruth(), "what is written to this target shows at once");

        assertThat(apply(plan(catalog()))).allMatch(Outcome::succeeded);
        assertThat(plan(catalog()).isEmpty()).isTrue();
    }

    @Test
    void whatPeopleAddedByHandIsLeftAlone() {
        addByHand();
        List<Observed<R>> before = observe();
        apply(plan(catalog()));
        apply(plan(emptyCatalog()));

        assertThat(before).isNotEmpty();
        assertThat(observe()).isEqualTo(before);
    }

    @Test
    void rollingBackRestoresWhatWasThere() {
        apply(plan(catalog()));
        List<Observed<R>> before = observe();
        Plan<R> update = plan(changedCatalog());
        apply(update);

        restore(update);

        assertThat(observe()).isEqualTo(before);
    }

    @Test
    void rollingBackADeletionRestoresWhatWasThere() {
        apply(plan(catalog()));
        List<Observed<R>> before = observe();
        Plan<R> removal = plan(emptyCatalog());
        apply(removal);

        restore(removal);

        assertThat(removal.changes()).isNotEmpty();
        assertThat(observe()).isEqualTo(before);
    }

    @Test
    void aHalfFailedApplyIsReportedAndCanBeRolledBack() {
        addByHand();
        List<Observed<R>> before = observe();
        Plan<R> plan = plan(catalog());
        boolean isWhole = false;
        for (int writes = 0; !isWhole; writes += stride()) {
            faults().failAfter(writes);
            List<Outcome<R>> outcomes = apply(plan);
            faults().recover();

            isWhole = outcomes.stream().allMatch(Outcome::succeeded);
            assertThat(isWhole && writes == 0).isFalse();
            assertThat(outcomes).hasSameSizeAs(plan.changes());
            restore(plan);
            assertThat(observe()).as("after %d writes", writes).isEqualTo(before);
        }
    }

    @Test
    void aWriteWhoseAnswerIsLostIsNotMadeTwice() {
        addByHand();
        List<Observed<R>> before = observe();
        Plan<R> plan = plan(catalog());
        apply(plan);
        List<Observed<R>> after = observe();
        restore(plan);
        boolean isLost = true;
        for (int writes = 0; isLost; writes += stride()) {
            int made = writes();
            faults().loseAnswerAfter(writes);
            apply(plan);
            faults().recover();

            isLost = writes() - made > writes;
            assertThat(isLost || writes > 0).as("an answer was lost").isTrue();
            assertThat(apply(plan(catalog()))).allMatch(Outcome::succeeded);
            assertThat(observe()).as("the answer after %d writes", writes).isEqualTo(after);
            restore(plan);
            assertThat(observe()).as("the answer after %d writes", writes).isEqualTo(before);
        }
    }

    @Test
    void rollingBackAnAdoptionGivesTheResourceBack() {
        String key = addInTheWay();
        List<Observed<R>> before = observe();
        assertThat(plan(catalog()).conflicts()).isNotEmpty();
        Plan<R> adoption = planner.plan(provisioner().desired(catalog()), observe(), Set.of(key));
        assertThat(apply(adoption)).allMatch(Outcome::succeeded);
        assertThat(plan(catalog()).isEmpty()).isTrue();

        restore(adoption);

        assertThat(observe()).isEqualTo(before);
    }

    @Test
    void whatWasPlannedIsReadBackFromTheJournalAsItWas() {
        addByHand();
        apply(plan(catalog()));
        ChangeJson<R> json = new ChangeJson<>(provisioner().resourceType());
        List<Change<R>> changes = new ArrayList<>(plan(changedCatalog()).changes());
        changes.addAll(plan(emptyCatalog()).changes());
        observe()
                .forEach(seen -> changes.add(new Change<>(
                        ServiceName.of("any"), Optional.of(seen), Optional.of(Observed.unowned(seen.resource())))));

        assertThat(changes)
                .allSatisfy(change -> assertThat(json.read(json.write(change))).contains(change));
    }
}
