// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.RunOptions;
import dev.homelab.runner.RunRequest;
import dev.homelab.runner.guard.Scope;
import dev.homelab.runner.pipeline.Job;
import dev.homelab.runner.pipeline.RunDirectory;
import dev.homelab.runner.record.PastRun;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Rolls back what the jobs of a pipeline did to unverified services, and releases the lock. */
final class PipelineRollback {

    private final Homelab homelab;
    private final RunOptions options;

    /**
     * The rollback of a pipeline.
     *
     * @param options with the holder of the pipeline
     */
    PipelineRollback(Homelab homelab, RunOptions options) {
        this.homelab = homelab;
        this.options = options;
    }

    /**
     * Does it, and leaves the report for the jobs that follow.
     *
     * @param terminal where its progress is printed
     */
    Report run(RunDirectory folder, Optional<Terminal> terminal) {
        Optional<PastRun> run =
                folder.hasNoPlan() ? Optional.empty() : homelab.record(options).interrupted();
        Optional<Scope> scope = run.map(PastRun::unverified)
                .filter(services -> !services.isEmpty())
                .map(PipelineRollback::scope);
        Report report;
        if (scope.isEmpty()) {
            terminal.ifPresent(out -> out.line("Nothing to roll back: every changed service is verified."));
            report = Report.begin("", "", List.of()).ended(Ending.DONE, List.of(), List.of());
        } else {
            report = undo(run.orElseThrow(), scope.get());
            folder.report(Job.ROLLBACK, report);
        }
        if (!folder.hasNoPlan()) {
            homelab.record(options).releaseLockIfHeld();
        }
        return report;
    }

    /** An unreachable target does not stop the rollback of the others; manual action is required then. */
    private Report undo(PastRun run, Scope scope) {
        Report report = attempt(run, scope);
        Set<String> away = away(report);
        if (away.isEmpty()) {
            return report;
        }
        Scope rest = scope;
        for (String target : away) {
            rest = rest.without(target);
        }
        Report others = attempt(run, rest);
        return others.ended(
                Ending.INCOMPLETE,
                others.verdicts(),
                Problem.sorted(Stream.concat(report.problems().stream(), others.problems().stream())
                        .toList()));
    }

    private Report attempt(PastRun run, Scope scope) {
        return homelab.apply(RunRequest.rollback(run.run()).with(scope).with(options));
    }

    /** Returns the targets that kept a run from beginning. */
    private Set<String> away(Report report) {
        Set<String> away = new TreeSet<>();
        if (report.ending().equals(Optional.of(Ending.FAILED)) && report.steps().isEmpty()) {
            for (Problem problem : report.problems()) {
                if (problem.where() instanceof Where.OnTarget target) {
                    away.add(target.name());
                }
            }
            away.retainAll(homelab.catalog().catalog().inventory().targets().keySet());
        }
        return away;
    }

    private static Scope scope(Set<ServiceName> services) {
        Scope scope = Scope.everything();
        for (ServiceName service : services) {
            scope = scope.only(service.value());
        }
        return scope;
    }
}
