// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.model.name.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Change;
import dev.homelab.provision.Change.Shape;
import dev.homelab.provision.Expectation;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.TargetException;
import dev.homelab.report.Ending;
import dev.homelab.report.Phase;
import dev.homelab.report.Report;
import dev.homelab.report.Verdict;
import dev.homelab.runner.Order.Turn;
import dev.homelab.runner.record.Journal;
import dev.homelab.runner.record.Journals;
import dev.homelab.runner.record.PastRun;
import dev.homelab.runner.verify.Verifier;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run, top to bottom: guard, take down, build up, verify, and put back what failed. All of it is in the journal before it
 * is done.
 */
final class Run {

    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    private final Opened opened;
    private final Targets targets;
    private final Verifier verifier;
    private final Progress progress;
    private final Journals journals;
    private final Set<ServiceName> failed = new ConcurrentSkipListSet<>();
    private final Order order;
    private final Findings findings = new Findings();
    private final Queue<Problem> problems = new ConcurrentLinkedQueue<>();

    Run(Opened opened, Targets targets, Verifier verifier, Progress progress, Journals journals) {
        this.opened = opened;
        this.targets = targets;
        this.verifier = verifier;
        this.progress = progress;
        this.journals = journals;
        this.order = new Order(opened.catalog());
    }

    /**
     * Carries a plan out.
     *
     * @param refusal why not to; nothing if it may be
     */
    Report apply(HomelabPlan plan, List<Problem> refusal) {
        progress.planned(plan.count());
        if (!refusal.isEmpty()) {
            return progress.end(Ending.REFUSED, List.of(), refusal);
        }
        Optional<PastRun> unfinished = journals.unfinished();
        unfinished.ifPresent(this::goOnFrom);
        if (plan.isEmpty() && unfinished.isEmpty()) {
            return progress.end(Ending.DONE, List.of(), List.of());
        }
        opened.protect();
        String run = progress.report().run();
        Journal journal = journals.begin(
                run, opened.homelab(), Homelab.VERSION, opened.applied().only(targets.touched()), targets.memory());
        Report report = make(journal);
        report.ending().ifPresent(journal::ended);
        return report;
    }

    private void goOnFrom(PastRun killed) {
        LOG.warn("Run {} never ended. What it left is finished now, or put back.", killed.run());
        targets.goOnFrom(killed);
    }

    private Report make(Journal journal) {
        progress.phase(Phase.APPLYING);
        takeDown(journal);
        buildUp(journal);
        progress.phase(Phase.VERIFYING);
        verify();
        Set<ServiceName> stuck = Set.of();
        if (!failed.isEmpty()) {
            progress.phase(Phase.ROLLING_BACK);
            stuck = rollBack(journal);
        }
        return progress.end(ending(stuck), verdicts(stuck), Problem.sorted(problems));
    }

    private void takeDown(Journal journal) {
        order.takeDown(targets.touched())
                .forEach(turn -> apply(turn, journal, change -> change.shape() == Shape.DELETE));
    }

    private void buildUp(Journal journal) {
        order.buildUp(targets.touched())
                .forEach(turn -> apply(turn, journal, change -> change.shape() != Shape.DELETE));
    }

    /** A service that has failed is left out of all turns that follow, and so are those that need it. */
    private void apply(Turn turn, Journal journal, Predicate<Change<?>> shape) {
        Set<ServiceName> wanted = new TreeSet<>(turn.services());
        wanted.removeAll(order.withDependents(failed));
        targets.each(
                turn.wave(),
                run -> run.apply(
                        change -> shape.test(change) && wanted.contains(change.service()),
                        new Noting(journal, run.target().name(), false)));
    }

    /** Notes what one target does. The way back is gone even if it cannot be noted. */
    private final class Noting implements Witness {

        private final Journal journal;
        private final String target;
        private final boolean back;

        Noting(Journal journal, String target, boolean back) {
            this.journal = journal;
            this.target = target;
            this.back = back;
        }

        @Override
        public void begin(List<? extends Change<?>> changes) {
            try {
                journal.begin(target, changes, back);
            } catch (TargetException e) {
                if (!back) {
                    throw e;
                }
            }
        }

        @Override
        public void end(Outcome<?> outcome) {
            if (!outcome.succeeded()) {
                failed.add(outcome.change().service());
            }
            journal.end(target, outcome, back);
            progress.step(target, outcome, back);
        }
    }

    /** Verified is what plans to nothing and answers from outside. */
    private void verify() {
        Set<ServiceName> good = new TreeSet<>(targets.touched());
        good.removeAll(order.withDependents(failed));
        try {
            Set<ServiceName> unfinished = targets.union(run -> run.unfinished(problems::add));
            unfinished.retainAll(good);
            unfinished.forEach(findings::unfinished);
            failed.addAll(unfinished);
            List<Expectation> wanted = opened.expectations(targets.errand()).stream()
                    .filter(expectation -> good.contains(expectation.service()))
                    .toList();
            failed.addAll(findings.take(wanted, verifier.look(wanted)));
        } catch (RuntimeException e) {
            problems.addAll(Unforeseen.problems(Where.nowhere(), e));
            failed.addAll(good); // not seen to be well
        }
    }

    /**
     * Puts everything this run touched for the failed services and those that need them back, and returns those that are
     * not as they were. Goes the way a run goes: what is to vanish from the outside in, then the rest from the inside out.
     */
    private Set<ServiceName> rollBack(Journal journal) {
        Set<ServiceName> services = new TreeSet<>(order.withDependents(failed));
        services.retainAll(targets.touched());
        services.forEach(this::blame);
        order.takeDown(services).forEach(turn -> rollBack(turn, journal, change -> change.shape() == Shape.DELETE));
        order.buildUp(services).forEach(turn -> rollBack(turn, journal, change -> change.shape() != Shape.DELETE));
        return targets.union(run -> run.notBack(services, problems::add));
    }

    /** Says which failed service kept another from its changes. */
    private void blame(ServiceName service) {
        if (!failed.contains(service)) {
            Set<ServiceName> culprits = order.needs(service);
            culprits.retainAll(failed);
            findings.leftOut(service, culprits);
        }
    }

    private void rollBack(Turn turn, Journal journal, Predicate<Change<?>> shape) {
        targets.each(
                turn.wave(),
                run -> run.rollBack(
                        turn.services(), shape, new Noting(journal, run.target().name(), true), problems::add));
    }

    private Ending ending(Set<ServiceName> stuck) {
        if (failed.isEmpty()) {
            return Ending.DONE;
        }
        return stuck.isEmpty() ? Ending.ROLLED_BACK : Ending.INCOMPLETE;
    }

    private List<Verdict> verdicts(Set<ServiceName> stuck) {
        return targets.touched().stream()
                .map(service -> new Verdict(service, status(service, stuck), findings.of(service)))
                .toList();
    }

    private Verdict.Status status(ServiceName service, Set<ServiceName> stuck) {
        if (stuck.contains(service)) {
            return Verdict.Status.INCOMPLETE;
        }
        if (failed.contains(service)) {
            return Verdict.Status.ROLLED_BACK;
        }
        if (order.withDependents(failed).contains(service)) {
            return Verdict.Status.LEFT_OUT;
        }
        return stays(service) ? Verdict.Status.GOOD : Verdict.Status.REMOVED;
    }

    private boolean stays(ServiceName service) {
        return targets.errand().undo().isPresent()
                ? targets.keeps(service)
                : opened.catalog().definition(service).isPresent();
    }
}
