// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.pipeline;

import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.report.Ending;
import dev.homelab.report.Phase;
import dev.homelab.report.Report;
import dev.homelab.report.Step;
import dev.homelab.report.Verdict;
import dev.homelab.report.Verdict.Status;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The reports of a pipeline's jobs as one report of the whole. Pure. */
public final class PipelineReport {

    private final Map<Job, Report> reports = new EnumMap<>(Job.class);

    /** The story of the jobs that came to an end. */
    public PipelineReport(Map<Job, Report> reports) {
        this.reports.putAll(reports);
    }

    /** Reads it from what the jobs left. */
    public static PipelineReport read(RunDirectory folder) {
        Map<Job, Report> reports = new EnumMap<>(Job.class);
        for (Job job : Job.values()) {
            folder.report(job).ifPresent(report -> reports.put(job, report));
        }
        return new PipelineReport(reports);
    }

    /** Returns whether there is nothing to report: no changes and no problems. */
    public boolean isQuiet() {
        return ending() == Ending.DONE && steps().isEmpty();
    }

    /**
     * Returns the whole as one report.
     *
     * @param homelab the name of the homelab
     * @param remarks what else is to be said, such as where the pipeline is
     */
    public Report report(String homelab, List<String> remarks) {
        Optional<Report> first = Optional.ofNullable(reports.getOrDefault(Job.DEPLOY, reports.get(Job.APPLY)));
        List<Problem> problems = new ArrayList<>(problems());
        if (ending() == Ending.FAILED && problems.isEmpty() && verdicts().isEmpty() && !hasFailedSteps()) {
            problems.add(cutOff());
        }
        return new Report(
                first.map(Report::run).orElse("of the pipeline"),
                homelab,
                Stream.concat(remarks.stream(), reports.values().stream().flatMap(report -> report.remarks().stream()))
                        .distinct()
                        .toList(),
                Phase.ENDED,
                first.map(Report::planned).orElse(0),
                steps(),
                verdicts(),
                Problem.sorted(problems),
                Optional.of(ending()));
    }

    private Ending ending() {
        Report back = reports.get(Job.ROLLBACK);
        if (back != null && !back.steps().isEmpty()) {
            Ending well = isCancelled() ? Ending.CANCELLED : Ending.ROLLED_BACK;
            return ending(back) == Ending.DONE ? well : Ending.INCOMPLETE;
        }
        if (back != null && ending(back) != Ending.DONE) {
            return Ending.INCOMPLETE;
        }
        Ending worst = Ending.DONE;
        for (Report report : reports.values()) {
            worst = worst == Ending.DONE ? ending(report) : worst;
        }
        if (worst != Ending.DONE) {
            return worst;
        }
        if (isCutOff()) {
            return Ending.FAILED;
        }
        return problems().isEmpty() ? Ending.DONE : Ending.PENDING; // a target is out of sync
    }

    private boolean isCancelled() {
        return reports.values().stream().anyMatch(report -> ending(report) == Ending.CANCELLED);
    }

    /** A job that was killed, or never began, left no report. */
    private boolean isCutOff() {
        boolean isOver =
                reports.containsKey(Job.VERIFY) || reports.containsKey(Job.DRIFT) || reports.containsKey(Job.APPLY);
        return !isOver || reports.containsKey(Job.ROLLBACK);
    }

    private static Ending ending(Report report) {
        return report.ending().orElse(Ending.FAILED);
    }

    /** What the jobs found, and of what was not well, where a rollback left it. */
    private List<Verdict> verdicts() {
        Map<ServiceName, Verdict> verdicts = new TreeMap<>();
        reports.forEach((job, report) -> {
            if (job != Job.ROLLBACK) {
                report.verdicts().forEach(verdict -> verdicts.put(verdict.service(), verdict));
            }
        });
        Optional.ofNullable(reports.get(Job.ROLLBACK)).map(Report::verdicts).orElse(List.of()).stream()
                .filter(back -> !isWell(verdicts.get(back.service())))
                .forEach(back ->
                        verdicts.put(back.service(), rolledBack(verdicts.getOrDefault(back.service(), back), back)));
        return List.copyOf(verdicts.values());
    }

    private static boolean isWell(@Nullable Verdict verdict) {
        return verdict != null && verdict.endedWell();
    }

    private static Verdict rolledBack(Verdict found, Verdict back) {
        return new Verdict(found.service(), standing(back), found.findings(), found.problems());
    }

    private static Status standing(Verdict back) {
        return back.endedWell() ? Status.ROLLED_BACK : Status.INCOMPLETE;
    }

    private boolean hasFailedSteps() {
        return steps().stream().anyMatch(step -> !step.problems().isEmpty());
    }

    /** Returns what all jobs did; what a rollback did is on the way back, whatever it was to the run that did it. */
    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        reports.forEach((job, report) ->
                report.steps().forEach(step -> steps.add(job == Job.ROLLBACK ? step.onTheWayBack() : step)));
        return steps;
    }

    private List<Problem> problems() {
        return reports.values().stream()
                .flatMap(report -> report.problems().stream())
                .toList();
    }

    private static Problem cutOff() {
        return new Problem(
                "a job did not end",
                Where.nowhere(),
                "one of the jobs was killed, or failed before it could say why.",
                "read what it printed; then run it again, or push again. The next run finishes what is half-way.");
    }
}
