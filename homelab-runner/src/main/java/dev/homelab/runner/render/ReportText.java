// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import dev.homelab.problem.Problem;
import dev.homelab.provision.Outcome;
import dev.homelab.report.Finding;
import dev.homelab.report.Report;
import dev.homelab.report.Step;
import dev.homelab.report.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as a person reads it on a terminal. */
public final class ReportText {

    private static final int SERVICE_WIDTH = 14;
    private static final int TARGET_WIDTH = 18;

    private ReportText() {}

    /** Returns the lines of one step. */
    public static List<String> lines(Step step) {
        String word = step.result() == Outcome.Result.APPLIED
                ? step.back() ? "back" : "ok"
                : step.result().name().toLowerCase(Locale.ROOT);
        List<String> lines = new ArrayList<>();
        lines.add("  %s %s %s %s %s"
                .formatted(
                        PlanText.pad(word, "skipped".length()),
                        PlanText.pad(step.service().value(), SERVICE_WIDTH),
                        PlanText.pad(step.target(), TARGET_WIDTH),
                        PlanText.symbol(step.shape()),
                        step.summary()));
        step.problems().forEach(problem -> problem.render().lines().forEach(line -> lines.add("          " + line)));
        return lines;
    }

    /** Returns the verdicts, one line per service and one per finding that speaks against it. */
    public static List<String> verdicts(Report report) {
        List<String> lines = new ArrayList<>();
        for (Verdict verdict : report.verdicts()) {
            long good = verdict.findings().stream().filter(Finding::good).count();
            String looked = verdict.findings().isEmpty()
                    ? ""
                    : "%d of %d checks good".formatted(good, verdict.findings().size());
            lines.add("  %s %s %s"
                    .formatted(
                            PlanText.pad(word(verdict.status()), "put back".length()),
                            PlanText.pad(verdict.service().value(), SERVICE_WIDTH),
                            looked)
                    .stripTrailing());
            verdict.findings().stream()
                    .filter(finding -> !finding.good())
                    .forEach(finding ->
                            lines.add("           %s: %s".formatted(finding.expectation(), finding.found())));
        }
        return lines;
    }

    /** Returns the last line: how it ended, in words. */
    public static String ending(Report report) {
        long made = report.steps().stream()
                .filter(step -> !step.back() && step.result() == Outcome.Result.APPLIED)
                .count();
        return report.ending()
                .map(ending -> switch (ending) {
                    case DONE ->
                        made == 0
                                ? "Nothing was changed."
                                : "Done: %d changes, %d services verified.".formatted(made, good(report));
                    case FAILED -> "Failed; nothing is left half-way.";
                    case PENDING -> "Changes are pending.";
                    case INVALID -> "The definitions are not valid; nothing was touched.";
                    case REFUSED -> "Refused; nothing was touched.";
                    case ROLLED_BACK -> "Failed: what failed was put back on all targets as it was.";
                    case INCOMPLETE -> "Failed, and not everything could be put back: please look.";
                })
                .orElse("");
    }

    /** Returns the text of problems, each with an empty line after it. */
    public static String problems(List<Problem> problems) {
        StringBuilder text = new StringBuilder();
        problems.forEach(problem -> text.append(problem.render()).append("\n\n"));
        return text.toString();
    }

    private static long good(Report report) {
        return report.verdicts().stream()
                .filter(verdict -> verdict.status() == Verdict.Status.GOOD)
                .count();
    }

    private static String word(Verdict.Status status) {
        return switch (status) {
            case GOOD -> "good";
            case REMOVED -> "removed";
            case FAILED -> "FAILED";
            case ROLLED_BACK -> "PUT BACK";
            case INCOMPLETE -> "BROKEN";
        };
    }
}
