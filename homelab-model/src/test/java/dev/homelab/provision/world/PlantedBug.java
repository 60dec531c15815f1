// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision.world;

import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Change;
import dev.homelab.provision.Change.Shape;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Owner;
import dev.homelab.provision.Plan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ways in which a planner can go wrong, each of which some law must see. */
enum PlantedBug implements Planning {
    CLAIMS_WHAT_IS_NOT_OURS {
        @Override
        public Plan<Thing> plan(List<Desired<Thing>> desired, List<Observed<Thing>> observed, Set<String> adopted) {
            Set<String> all = observed.stream().map(Observed::key).collect(Collectors.toSet());
            return REAL.plan(desired, observed, all);
        }
    },
    DELETES_WHAT_IS_NOT_OURS {
        @Override
        public Plan<Thing> plan(List<Desired<Thing>> desired, List<Observed<Thing>> observed, Set<String> adopted) {
            Plan<Thing> plan = REAL.plan(desired, observed, adopted);
            Stream<Change<Thing>> more = observed.stream()
                    .filter(found -> found.owner().isEmpty())
                    .map(found -> new Change<>(ServiceName.of("photos"), Optional.of(found), Optional.empty()));
            return with(plan, Stream.concat(more, plan.changes().stream()).toList());
        }
    },
    NEVER_DELETES {
        @Override
        public Plan<Thing> plan(List<Desired<Thing>> desired, List<Observed<Thing>> observed, Set<String> adopted) {
            return changed(REAL.plan(desired, observed, adopted), change -> change.shape() != Shape.DELETE);
        }
    },
    NEVER_UPDATES {
        @Override
        public Plan<Thing> plan(List<Desired<Thing>> desired, List<Observed<Thing>> observed, Set<String> adopted) {
            return changed(REAL.plan(desired, observed, adopted), change -> change.shape() != Shape.UPDATE);
        }
    },
    OVERLOOKS_A_NEW_OWNER {
        @Override
        public Plan<Thing> plan(List<Desired<Thing>> desired, List<Observed<Thing>> observed, Set<String> adopted) {
            return changed(
                    REAL.plan(desired, observed, adopted),
                    change -> !change.before()
                            .map(Observed::resource)
                            .equals(change.after().map(Observed::resource)));
        }
    },
    TOUCHES_WHAT_IS_RIGHT {
        @Override
        public Plan<Thing> plan(List<Desired<Thing>> desired, List<Observed<Thing>> observed, Set<String> adopted) {
            Plan<Thing> plan = REAL.plan(desired, observed, adopted);
            List<Change<Thing>> changes = new ArrayList<>(plan.changes());
            observed.stream()
                    .filter(found -> found.belongsTo(World.HOMELAB))
                    .filter(found ->
                            changes.stream().noneMatch(change -> change.key().equals(found.key())))
                    .map(found ->
                            new Change<>(found.owner().orElseThrow().service(), Optional.of(found), Optional.of(found)))
                    .forEach(changes::add);
            return with(plan, changes);
        }
    },
    DELETES_LAST {
        @Override
        public Plan<Thing> plan(List<Desired<Thing>> desired, List<Observed<Thing>> observed, Set<String> adopted) {
            Plan<Thing> plan = REAL.plan(desired, observed, adopted);
            List<Change<Thing>> changes = new ArrayList<>(plan.changes());
            Collections.reverse(changes);
            return with(plan, changes);
        }
    },
    FORGETS_WHAT_WAS_BEFORE {
        @Override
        public Plan<Thing> plan(List<Desired<Thing>> desired, List<Observed<Thing>> observed, Set<String> adopted) {
            Plan<Thing> plan = REAL.plan(desired, observed, adopted);
            return with(
                    plan,
                    mapped(
                            plan,
                            change -> change.shape() == Shape.UPDATE
                                    ? new Change<>(change.service(), Optional.empty(), change.after())
                                    : change));
        }
    },
    RESTORES_EVERYTHING {
        @Override
        public Plan<Thing> restore(Plan<Thing> plan, Set<ServiceName> services, List<Observed<Thing>> now) {
            Set<ServiceName> all = plan.changes().stream().map(Change::service).collect(Collectors.toSet());
            return REAL.restore(plan, all, now);
        }
    },
    KEEPS_WHAT_WAS_ADOPTED {
        @Override
        public Plan<Thing> restore(Plan<Thing> plan, Set<ServiceName> services, List<Observed<Thing>> now) {
            Plan<Thing> back = REAL.restore(plan, services, now);
            return with(
                    back,
                    mapped(
                            back,
                            change -> new Change<>(
                                    change.service(),
                                    change.before(),
                                    change.after()
                                            .map(found -> found.owner().isEmpty()
                                                    ? Observed.ownedBy(
                                                            new Owner(World.HOMELAB, change.service()),
                                                            found.resource())
                                                    : found))));
        }
    },
    DELETES_WHAT_WAS_ADOPTED {
        @Override
        public Plan<Thing> restore(Plan<Thing> plan, Set<ServiceName> services, List<Observed<Thing>> now) {
            Plan<Thing> back = REAL.restore(plan, services, now);
            return with(
                    back,
                    mapped(
                            back,
                            change -> new Change<>(
                                    change.service(),
                                    change.before(),
                                    change.after().filter(found -> found.owner().isPresent()))));
        }
    },
    RESTORES_OVER_A_PERSONS_WORK {
        @Override
        public Plan<Thing> restore(Plan<Thing> plan, Set<ServiceName> services, List<Observed<Thing>> now) {
            List<Observed<Thing>> claimed = now.stream()
                    .map(found ->
                            Observed.ownedBy(new Owner(World.HOMELAB, ServiceName.of("photos")), found.resource()))
                    .toList();
            return REAL.restore(plan, services, claimed);
        }
    };

    private static final Planning REAL = Planning.real();

    @Override
    public Plan<Thing> plan(List<Desired<Thing>> desired, List<Observed<Thing>> observed, Set<String> adopted) {
        return REAL.plan(desired, observed, adopted);
    }

    @Override
    public Plan<Thing> restore(Plan<Thing> plan, Set<ServiceName> services, List<Observed<Thing>> now) {
        return REAL.restore(plan, services, now);
    }

    private static Plan<Thing> changed(Plan<Thing> plan, java.util.function.Predicate<Change<Thing>> kept) {
        return with(plan, plan.changes().stream().filter(kept).toList());
    }

    private static List<Change<Thing>> mapped(Plan<Thing> plan, UnaryOperator<Change<Thing>> bug) {
        return plan.changes().stream().map(bug).toList();
    }

    private static Plan<Thing> with(Plan<Thing> plan, List<Change<Thing>> changes) {
        return new Plan<>(plan.before(), changes, plan.conflicts());
    }
}
