// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.model.inventory.Wave;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Cancellation;
import dev.homelab.provision.Change;
import dev.homelab.provision.Change.Shape;
import dev.homelab.provision.TargetException;
import dev.homelab.report.Ending;
import dev.homelab.report.Phase;
import dev.homelab.report.Report;
import dev.homelab.report.Verdict;
import dev.homelab.runner.Order.Turn;
import dev.homelab.runner.guard.Stage;
import dev.homelab.runner.record.Journal;
import dev.homelab.runner.record.Journals;
import dev.homelab.runner.record.PastChange;
import dev.homelab.runner.record.PastRun;
import dev.homelab.runner.verify.TargetCheck;
import dev.homelab.runner.verify.TargetCheckResults;
import dev.homelab.runner.verify.Verifier;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run, top to bottom: guard, take down, build up, verify, and roll back what failed. All of it is in the journal before it
 * is done. A run that is cancelled goes no further, and rolls back what it began and did not verify.
 */
final class Run {

    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    private final RunContext runContext;
    private final Targets targets;
    private final Verifier verifier;
    private final Progress progress;
    private final Journals journals;
    private final Order order;
    private final FailureTracker findings;
    private final Queue<Problem> problems = new ConcurrentLinkedQueue<>();
    private final Part part;

    /** Whether it was cancelled before it was decided what stays; a later request changes nothing. */
    private boolean wasCancelled;

    /**
     * What of a run this process does.
     *
     * @param stage the part
     * @param holder the pipeline whose jobs do the others; empty if it is the whole run
     * @param begun when it began
     * @param cancellation ends it early
     * @param revision what definitions are of
     */
    record Part(Stage stage, Optional<String> holder, Instant begun, Cancellation cancellation, Revision revision) {}

    Run(RunContext runContext, Targets targets, Verifier verifier, Progress progress, Journals journals, Part part) {
        this.part = part;
        this.runContext = runContext;
        this.targets = targets;
        this.verifier = verifier;
        this.progress = progress;
        this.journals = journals;
        this.order = new Order(runContext.catalog());
        this.findings = new FailureTracker(order, targets.replicas());
    }

    /**
     * Carries a plan out.
     *
     * @param refusal why not to; nothing if it may be
     */
    Report apply(HomelabPlan plan, List<Problem> refusal) {
        progress.planned(progress.report().run(), plan.count());
        if (!refusal.isEmpty()) {
            return progress.end(Ending.REFUSED, List.of(), refusal);
        }
        part.cancellation().check(); // nothing was begun, so nothing of it is remembered as applied
        List<Problem> notWritable = part.stage() == Stage.VERIFY ? List.of() : targets.checkWritable();
        if (!notWritable.isEmpty()) {
            return progress.end(Ending.FAILED, List.of(), notWritable);
        }
        return part.stage().begins() ? begin(plan) : resume(plan);
    }

    private Report begin(HomelabPlan plan) {
        Optional<PastRun> interrupted = journals.interrupted();
        interrupted.ifPresent(this::finishInterrupted);
        if (plan.isEmpty() && interrupted.isEmpty()) {
            return progress.end(done(), List.of(), targets.behind());
        }
        List<PastChange> memory = targets.memory().stream()
                .map(change -> change.because(plan.why(change.target(), change.key())))
                .toList();
        progress.planned(progress.report().run(), memory.size());
        PastRun run = new PastRun(
                progress.report().run(),
                part.begun().truncatedTo(ChronoUnit.SECONDS).toString(),
                Version.current(),
                runContext.applied().only(targets.affected()),
                memory,
                part.stage() == Stage.ROLLBACK ? Optional.empty() : part.holder(),
                Set.of(),
                Map.of(),
                Optional.empty());
        return make(journals.begin(runContext::protect, run, runContext.homelab()));
    }

    private void finishInterrupted(PastRun run) {
        LOG.warn("Run {} never ended. Its changes are completed now, or rolled back.", run.run());
        resume(run);
    }

    private void resume(PastRun run) {
        targets.resume(run);
        run.begun().forEach(findings::begin);
    }

    /** Goes on where an earlier stage stopped. */
    private Report resume(HomelabPlan plan) {
        Optional<PastRun> run = journals.interrupted(part.holder().orElse(""));
        if (run.isEmpty()) {
            return plan.isEmpty()
                    ? progress.end(done(), List.of(), targets.behind())
                    : progress.end(
                            Ending.REFUSED,
                            List.of(),
                            List.of(part.stage().notBegun(part.holder().orElse(""))));
        }
        progress.planned(run.get().run(), plan.count());
        resume(run.get());
        return make(journals.resume(run.get()));
    }

    private Report make(Journal journal) {
        progress.phase(Phase.APPLYING);
        reconnect(part.cancellation());
        try {
            if (part.stage().begins()) {
                takeDown(journal);
            }
            buildUp(journal);
            finish(findings::failAt);
            findings.judge();
        } catch (RuntimeException e) { // what was made by then is rolled back like after any other failure
            problems.addAll(UnexpectedError.problems(Where.nowhere(), e));
            targets.affected().forEach(findings::fail);
        }
        if (part.stage().verifies() && !isCancelled()) {
            progress.phase(Phase.VERIFYING);
            verify();
        }
        wasCancelled = isCancelled();
        reconnect(new Cancellation()); // what follows is not cut short
        if (wasCancelled) {
            findings.cancel();
        }
        Report report = part.stage().isWhole() ? settle(journal) : leaveToOthers(journal);
        if (part.stage().isWhole() || isLastStage(report)) {
            report.ending().ifPresent(journal::ended);
        }
        return report;
    }

    /** Rolls back what failed, so that nothing is left to do. */
    private Report settle(Journal journal) {
        Set<ServiceName> stuck = Set.of();
        if (findings.anyBad()) {
            preserve(journal);
            progress.phase(Phase.ROLLING_BACK);
            stuck = rollBack(journal);
        }
        sayIfWellAgain();
        return progress.end(ending(stuck), verdicts(stuck), problems());
    }

    /** Keeps, in the report and in the journal, why services failed: a rollback removes the evidence. */
    private void preserve(Journal journal) {
        findings.failed()
                .forEach(service -> findings.bad(service)
                        .forEach(finding -> journal.found(
                                service, progress.masked("%s: %s".formatted(finding.expectation(), finding.found())))));
        findings.explain(targets.diagnose(findings.failed()));
        findings.failed()
                .forEach(service -> findings.problems(service).stream()
                        .map(progress::masked)
                        .forEach(problem -> journal.found(service, problem)));
    }

    private void sayIfWellAgain() {
        if (!findings.anyBad() && !wasCancelled) {
            try {
                journals.failedBefore(progress.report().run())
                        .ifPresent(before -> progress.remark(
                                "%s: run %s before this one had failed.".formatted(Report.RECOVERED, before.run())));
            } catch (TargetException e) {
                problems.addAll(e.problems());
            }
        }
    }

    /** Leaves it to another stage, or to a rollback, to go on. */
    private Report leaveToOthers(Journal journal) {
        Set<ServiceName> bad = findings.bad(targets.affected());
        preserve(journal);
        bad.forEach(findings::blame);
        Set<ServiceName> definitions =
                new TreeSet<>(part.stage().verifies() || wasCancelled ? targets.affected() : bad);
        List<Verdict> verdicts = definitions.stream()
                .map(service -> findings.verdict(service, statusInStage(service, bad)))
                .toList();
        if (part.stage().verifies()) {
            verdicts.stream().filter(Verdict::endedWell).map(Verdict::service).forEach(journal::verified);
            sayIfWellAgain();
        }
        Ending ending = findings.anyFailed() ? Ending.FAILED : done();
        return progress.end(wasCancelled ? Ending.CANCELLED : ending, verdicts, problems());
    }

    private Verdict.Status statusInStage(ServiceName service, Set<ServiceName> bad) {
        if (findings.isCutShort(service)) {
            return Verdict.Status.UNVERIFIED;
        }
        if (bad.contains(service)) {
            return Verdict.Status.FAILED;
        }
        return wasCancelled && !findings.isBegun(service) ? Verdict.Status.NOT_BEGUN : wellNow(service);
    }

    /** Waits for hosts that become unreachable from now on. */
    private void reconnect(Cancellation cancellation) {
        runContext.reconnectWithin(verifier.patience().deadline(), cancellation);
    }

    private boolean isCancelled() {
        return part.cancellation().isCancelled();
    }

    private List<Problem> problems() {
        List<Problem> all = new ArrayList<>(problems);
        all.addAll(targets.behind());
        return Problem.sorted(all);
    }

    /** A target that is behind does not keep the jobs of a pipeline from going on; the whole run says it by its ending. */
    private Ending done() {
        return targets.behind().isEmpty() || !part.stage().isWhole() ? Ending.DONE : Ending.PENDING;
    }

    private boolean isLastStage(Report report) {
        return part.stage().verifies() && report.ending().equals(Optional.of(Ending.DONE));
    }

    private void takeDown(Journal journal) {
        order.takeDown(targets.affected()).stream()
                .takeWhile(turn -> !isCancelled())
                .forEach(turn -> apply(turn, journal, change -> change.shape() == Shape.DELETE));
    }

    /**
     * Goes through the turns. What leads to a service that has no visitors yet is made while containers start; what is there already is
     * changed only once they are healthy.
     */
    private void buildUp(Journal journal) {
        List<Turn> turns = order.buildUp(targets.affected()).stream()
                .filter(turn -> part.stage().builds(turn.wave()))
                .toList();
        Set<ServiceName> early =
                part.stage().isWhole() ? targets.created(order.independent(targets.affected())) : Set.of();
        if (early.isEmpty()) {
            buildUp(turns.stream(), journal);
            return;
        }
        List<? extends CompletableFuture<?>> containers =
                isCancelled() ? List.of() : begin(turns.get(0), journal, Run::isBuilding);
        try {
            buildUp(turns.stream().filter(Turn::isOutward).map(turn -> turn.of(early)), journal);
        } finally {
            ParallelExecutor.await(containers);
        }
        containers.forEach(ParallelExecutor::result);
        findings.judge();
        buildUp(turns.stream().skip(1).map(turn -> turn.isOutward() ? turn.without(early) : turn), journal);
    }

    private static boolean isBuilding(Change<?> change) {
        return change.shape() != Shape.DELETE;
    }

    private void buildUp(Stream<Turn> turns, Journal journal) {
        turns.takeWhile(turn -> !isCancelled()).forEach(turn -> apply(turn, journal, Run::isBuilding));
    }

    /** A service that has failed is skipped in all turns that follow, and so are those that need it. */
    private void apply(Turn turn, Journal journal, Predicate<Change<?>> shape) {
        List<? extends CompletableFuture<?>> begun = begin(turn, journal, shape);
        ParallelExecutor.await(begun);
        begun.forEach(ParallelExecutor::result);
        findings.judge();
    }

    private List<? extends CompletableFuture<?>> begin(Turn turn, Journal journal, Predicate<Change<?>> shape) {
        Set<ServiceName> wanted = new TreeSet<>(turn.services());
        wanted.removeAll(findings.bad(wanted));
        return targets.begin(
                turn.wave(),
                run -> run.apply(
                        change -> shape.test(change) && wanted.contains(change.service()),
                        noting(journal, run, false),
                        part.cancellation()));
    }

    /** Lets each target finish what it left for the end of the changes. */
    private void finish(BiConsumer<String, ServiceName> failed) {
        for (Wave wave : Wave.values()) {
            targets.each(
                    wave,
                    run -> run.finish((services, why) -> {
                        problems.addAll(why);
                        services.forEach(service -> failed.accept(run.target().name(), service));
                    }));
        }
    }

    private JournalingListener noting(Journal journal, TargetRun<?> run, boolean back) {
        return new JournalingListener(run.target().name(), back, journal, findings, progress, part.cancellation());
    }

    /** A service is verified if its plan is empty, its targets report it healthy, and it answers from outside. */
    private void verify() {
        Set<ServiceName> good = new TreeSet<>(targets.affected());
        good.removeAll(findings.bad(good));
        try {
            Set<String> unread = new ConcurrentSkipListSet<>();
            Map<String, Set<ServiceName>> notConverged = targets.ask(run -> run.notConverged(
                    problem -> {
                        unread.add(run.target().name());
                        problems.add(problem);
                    },
                    verifier));
            notConverged.keySet().removeAll(targets.replicas().behind()); // known, and reported
            notConverged.values().forEach(services -> services.retainAll(good));
            findings.notConverged(notConverged, unread);
            List<TargetCheck> checks = runContext.checks(targets.planRequest()).stream()
                    .filter(one -> good.contains(one.service()))
                    .toList();
            List<TargetCheckResults> found = targets.look(good, findings.failed(), checks, verifier);
            if (isCancelled()) {
                findings.takeCutShort(found, good);
            } else {
                findings.take(found);
                good.removeAll(findings.bad(good));
                good.forEach(findings::verified);
            }
        } catch (RuntimeException e) {
            problems.addAll(UnexpectedError.problems(Where.nowhere(), e));
            good.forEach(findings::fail); // not seen to be well
        }
    }

    /**
     * Rolls back everything this run changed for the services that failed or were cut short, and for those that need them,
     * and returns those that are not as they were. Goes the way a run goes: deletions from the outside in, then the rest from the
     * inside out.
     */
    private Set<ServiceName> rollBack(Journal journal) {
        Set<ServiceName> services = findings.bad(targets.affected());
        services.forEach(findings::blame);
        try {
            return rollBack(services, journal);
        } catch (RuntimeException e) {
            problems.addAll(UnexpectedError.problems(Where.nowhere(), e));
            return services; // how they are is not known
        }
    }

    private Set<ServiceName> rollBack(Set<ServiceName> services, Journal journal) {
        order.takeDown(services).forEach(turn -> rollBack(turn, journal, change -> change.shape() == Shape.DELETE));
        order.buildUp(services).forEach(turn -> rollBack(turn, journal, change -> change.shape() != Shape.DELETE));
        finish((target, service) -> {}); // reported; the next step checks whether everything is restored
        Set<ServiceName> stuck = targets.union(run -> run.notBack(services, problems::add, verifier.uncancelled()));
        stuck.addAll(targets.outOfReach(services));
        return stuck;
    }

    private void rollBack(Turn turn, Journal journal, Predicate<Change<?>> shape) {
        targets.each(
                turn.wave(),
                run -> run.rollBack(
                        turn.services(), shape, noting(journal, run, true), problems::add, verifier.uncancelled()));
    }

    private Ending ending(Set<ServiceName> stuck) {
        if (!stuck.isEmpty()) {
            return Ending.INCOMPLETE;
        }
        if (wasCancelled) {
            return Ending.CANCELLED;
        }
        return findings.anyFailed() ? Ending.ROLLED_BACK : done();
    }

    private List<Verdict> verdicts(Set<ServiceName> stuck) {
        return targets.affected().stream()
                .map(service -> findings.verdict(service, status(service, stuck)))
                .toList();
    }

    private Verdict.Status status(ServiceName service, Set<ServiceName> stuck) {
        if (stuck.contains(service)) {
            return Verdict.Status.INCOMPLETE;
        }
        if (findings.hasFailed(service) || findings.isCutShort(service)) {
            return Verdict.Status.ROLLED_BACK;
        }
        if (wasCancelled && !findings.isBegun(service)) {
            return Verdict.Status.NOT_BEGUN;
        }
        return findings.bad(Set.of(service)).isEmpty() ? wellNow(service) : Verdict.Status.LEFT_OUT;
    }

    private Verdict.Status wellNow(ServiceName service) {
        return stays(service) ? findings.well(service) : Verdict.Status.REMOVED;
    }

    private boolean stays(ServiceName service) {
        return targets.planRequest().undo().isPresent()
                ? targets.keeps(service)
                : runContext.catalog().definition(service).isPresent() || targets.keeps(service);
    }
}
