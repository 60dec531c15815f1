// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Cancellation;
import dev.homelab.report.Ending;
import dev.homelab.report.Phase;
import dev.homelab.report.Report;
import dev.homelab.report.Verdict;
import dev.homelab.runner.guard.Stage;
import dev.homelab.runner.guard.UnknownNameException;
import dev.homelab.runner.record.JournalEnd;
import dev.homelab.runner.record.Journals;
import dev.homelab.runner.record.LockedException;
import dev.homelab.runner.record.RunLock;
import dev.homelab.runner.record.RunLocks;
import dev.homelab.runner.verify.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run with what surrounds it: the lock before it, and after it what it leaves in the run record. */
final class LockedRun {

    private static final Logger LOG = LoggerFactory.getLogger(LockedRun.class);

    private final RunContext runContext;
    private final Progress progress;
    private final RunOptions options;
    private final Run.Part part;
    private final Stage stage;
    private final RunEnvironment environment;
    private final Cancellation cancellation;

    LockedRun(RunEnvironment environment, RunContext runContext, Progress progress, RunOptions options, Run.Part part) {
        this.environment = environment;
        this.runContext = runContext;
        this.progress = progress;
        this.options = options;
        this.part = part;
        this.stage = part.stage();
        this.cancellation = part.cancellation();
    }

    /**
     * Takes the lock, looks, plans, and does it.
     *
     * @param planRequest what the run is for, asked once the lock is held
     * @param refusal why a plan is not to be carried out
     */
    Report apply(Supplier<PlanRequest> planRequest, Function<HomelabPlan, List<Problem>> refusal) {
        progress.phase(Phase.PLANNING);
        try {
            cancellation.check();
            RunLocks gate = new RunLocks(runContext.record(), options.lockOptions(), cancellation);
            if (stage.begins() && !stage.isWhole()) {
                gate.reserve();
            }
            Report report = apply(
                    WatchedSession.during(
                            environment.watcher(),
                            "lock",
                            "acquiring",
                            () -> gate.enter(holder(progress.report().run()))),
                    planRequest,
                    refusal);
            if (!stage.isWhole() && isOver(report)) {
                free(gate);
            }
            return report;
        } catch (CancellationException e) {
            return progress.end(Ending.CANCELLED, List.of(), List.of());
        } catch (LockedException | UnknownNameException e) {
            return progress.end(Ending.REFUSED, List.of(), e.problems());
        } catch (RuntimeException e) {
            if (cancellation.isCancelled() && progress.report().steps().isEmpty()) {
                return progress.end(Ending.CANCELLED, List.of(), List.of()); // it failed for that reason
            }
            return brokenOff(progress.report(), UnexpectedError.problems(Where.nowhere(), e));
        }
    }

    /** The run has ended as it has; a reservation that cannot be released now ends with its lease. */
    private static void free(RunLocks gate) {
        try {
            gate.free();
        } catch (CancellationException | LockedException e) {
            LOG.warn("The reservation is kept until its lease ends: {}", e.getMessage());
        }
    }

    /** What had ended keeps its ending; what had changed something is not said to have changed nothing. */
    private Report brokenOff(Report report, List<Problem> why) {
        List<Problem> all = new ArrayList<>(report.problems());
        all.addAll(why);
        Ending ending = report.ending().orElse(report.steps().isEmpty() ? Ending.FAILED : Ending.INCOMPLETE);
        return progress.end(ending, report.verdicts(), Problem.sorted(all));
    }

    private Report apply(
            RunLock lock, Supplier<PlanRequest> planRequest, Function<HomelabPlan, List<Problem>> refusal) {
        Journals journals = new Journals(runContext.record(), environment.clock());
        try (lock;
                ParallelExecutor threads = environment.threads();
                Targets targets = observe(planRequest, journals, threads)) {
            HomelabPlan plan = targets.plan(runContext.homelab(), runContext::causes);
            plan.warnings().forEach(warning -> progress.remark("Warning: " + warning.detail()));
            Verifier verifier =
                    new Verifier(options.patience(), cancellation, environment.executor(), environment.watcher());
            Run run = new Run(runContext, targets, verifier, progress, journals, part);
            Report report = run.apply(plan, refusal.apply(plan));
            if (isApplied(report)) {
                remember(targets, report, journals.end());
            }
            return report;
        }
    }

    /** Reads the record meanwhile. A check that fails while the run is being cancelled is not reported. */
    private Targets observe(Supplier<PlanRequest> planRequest, Journals journals, ParallelExecutor threads) {
        try {
            runContext.readAhead(threads::begin);
            journals.readAhead(threads::begin);
            return runContext.observe(planRequest.get());
        } catch (RuntimeException e) {
            cancellation.check();
            throw e;
        }
    }

    /** Returns whether definitions were applied and verified, or there was nothing to do. */
    private boolean isApplied(Report report) {
        Ending ending = report.ending().orElse(Ending.FAILED);
        return switch (stage) {
            case ALL, ROLLBACK -> ending != Ending.REFUSED && ending != Ending.FAILED;
            case VERIFY -> ending != Ending.REFUSED;
            default -> isOver(report);
        };
    }

    /** Returns whether no other stage of the run has anything left to do. */
    private boolean isOver(Report report) {
        return report.ending().equals(Optional.of(Ending.DONE))
                && new Journals(runContext.record(), environment.clock())
                        .interrupted(options.holder().orElse(""))
                        .isEmpty();
    }

    /** A record that cannot be kept makes the next plan say less; it does not make this run fail. */
    private void remember(Targets targets, Report report, Optional<JournalEnd> end) {
        try {
            runContext.remember(targets, report.failed(), revision(targets.planRequest(), report), end);
        } catch (RuntimeException e) {
            LOG.warn("What was applied could not be recorded: {}", UnexpectedError.problems(Where.nowhere(), e));
        }
    }

    /** A commit of which nothing was applied, and a rollback, keep the revision that was applied before. */
    private Optional<String> revision(PlanRequest planRequest, Report report) {
        Optional<String> before = runContext.applied().revision();
        boolean isApplied =
                report.failed().isEmpty() || report.verdicts().stream().anyMatch(Verdict::endedWell);
        return planRequest.undo().isEmpty() && isApplied
                ? part.revision().after(before, planRequest.request().consent())
                : before;
    }

    static String holder(String run) {
        String user = Optional.ofNullable(System.getProperty("user.name")).orElse("an unknown user");
        return "run %s of %s (process %d)"
                .formatted(run, user, ProcessHandle.current().pid());
    }
}
