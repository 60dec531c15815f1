// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import static dev.homelab.runner.render.PlanText.count;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import dev.homelab.problem.Printable;
import dev.homelab.problem.Problem;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.Outcome;
import dev.homelab.report.Report;
import dev.homelab.report.Step;
import dev.homelab.report.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
        step.problems()
                .forEach(problem ->
                        CommandWords.of(problem).render().lines().forEach(line -> lines.add("          " + line)));
        return Printable.lines(lines);
    }

    /** Returns the verdicts, one line per service, and a table of what was looked at for each that is not good. */
    public static List<String> verdicts(Report report) {
        return verdicts(report, false);
    }

    /**
     * Returns the lines of the verdicts.
     *
     * @param all whether there is a table for good services, too
     */
    public static List<String> verdicts(Report report, boolean all) {
        List<String> lines = new ArrayList<>();
        int width = report.verdicts().stream()
                .mapToInt(verdict -> word(verdict.status()).length())
                .reduce("verified".length(), Math::max);
        int services = report.verdicts().stream()
                .mapToInt(verdict -> verdict.service().value().length())
                .reduce(SERVICE_WIDTH, Math::max);
        for (Verdict verdict : report.verdicts()) {
            lines.add("  %s %s %s"
                    .formatted(
                            PlanText.pad(word(verdict.status()), width),
                            PlanText.pad(verdict.service().value(), services),
                            looked(verdict))
                    .stripTrailing());
            if (all || verdict.status() != Verdict.Status.GOOD) {
                lines.addAll(table(verdict.findings()));
            }
        }
        lines.addAll(causes(report));
        return Printable.lines(lines);
    }

    /** Returns why services are not as they should be, with evidence and advice; one cause of several services once. */
    private static List<String> causes(Report report) {
        List<Problem> problems = report.verdicts().stream()
                .flatMap(verdict -> verdict.problems().stream())
                .toList();
        List<String> lines = new ArrayList<>();
        OneCause.grouped(problems).forEach(problem -> {
            lines.add("");
            CommandWords.of(problem).render().lines().forEach(line -> lines.add("  " + line));
        });
        return lines;
    }

    /** One row for each thing that was looked at, those that are as they should be included: they show where to begin. */
    private static List<String> table(List<CheckResult> findings) {
        int width = findings.stream()
                .mapToInt(finding -> finding.expectation().length())
                .max()
                .orElse(0);
        return findings.stream()
                .map(finding -> "           %s  %s  %s"
                        .formatted(
                                PlanText.pad(word(finding.status()), "pending".length()),
                                PlanText.pad(finding.expectation(), width),
                                finding.found().replaceAll("(?<![^\\S\\n])[^\\S\\n]*+\\n\\s*+", " ")))
                .toList();
    }

    private static String looked(Verdict verdict) {
        if (verdict.status() == Verdict.Status.LEFT_OUT || verdict.status() == Verdict.Status.NOT_BEGUN) {
            return "";
        }
        if (verdict.findings().isEmpty()) {
            return verdict.status() == Verdict.Status.GOOD ? "as defined; nothing to visit" : "";
        }
        long good = verdict.findings().stream().filter(CheckResult::good).count();
        long pending = verdict.findings().stream()
                .filter(finding -> finding.status() == CheckResult.Status.PENDING)
                .count();
        return "%d of %d checks good%s".formatted(good, verdict.findings().size(), andPending(pending));
    }

    /** Returns the last line: how it ended, in words. */
    public static String ending(Report report) {
        return report.ending()
                .map(ending -> switch (ending) {
                    case DONE -> done(report);
                    case FAILED -> failed(report);
                    case PENDING -> "Changes are pending.";
                    case INVALID -> "The definitions are not valid; nothing was changed.";
                    case REFUSED -> "Refused; nothing was changed.";
                    case ROLLED_BACK -> rolledBack(report);
                    case INCOMPLETE -> "Apply failed, rollback incomplete: manual action required.";
                    case CANCELLED -> cancelled(report);
                })
                .orElse("");
    }

    private static String rolledBack(Report report) {
        return "Apply failed; %s rolled back on all targets."
                .formatted(count(many(report, Verdict.Status.ROLLED_BACK), "service"));
    }

    private static String done(Report report) {
        String pending = andPending(many(report, Verdict.Status.PENDING));
        if (!report.steps().isEmpty()) {
            return "Done: %s, %s verified%s."
                    .formatted(count(made(report), "change"), count(good(report), "service"), pending);
        }
        return report.verdicts().isEmpty()
                ? "Nothing was changed."
                : "Verified: %s as defined%s.".formatted(count(good(report), "service"), pending);
    }

    private static String cancelled(Report report) {
        if (report.verdicts().isEmpty()) {
            return made(report) == 0
                    ? "Cancelled; nothing was changed."
                    : "Cancelled: %s made, not verified.".formatted(count(made(report), "change"));
        }
        long asWanted = report.verdicts().stream().filter(Verdict::endedWell).count();
        return "Cancelled: %s verified, %d rolled back, %d not begun%s."
                .formatted(
                        count(asWanted, "service"),
                        many(report, Verdict.Status.ROLLED_BACK) + many(report, Verdict.Status.LEFT_OUT),
                        many(report, Verdict.Status.NOT_BEGUN),
                        counted(", %d begun and not verified", many(report, Verdict.Status.UNVERIFIED)));
    }

    private static String counted(String words, long count) {
        return count == 0 ? "" : words.formatted(count);
    }

    /** A look that finds something amiss has verdicts and no steps. */
    private static String failed(Report report) {
        int services = report.verdicts().size();
        return services == 0
                ? "Failed. No changes were made."
                : "Not as defined: %d of %s."
                        .formatted(
                                services - good(report) - many(report, Verdict.Status.PENDING),
                                count(services, "service"));
    }

    private static long made(Report report) {
        return report.steps().stream()
                .filter(step -> !step.back() && step.result() == Outcome.Result.APPLIED)
                .count();
    }

    /** Returns the text of problems, each with an empty line after it; those of one cause once. */
    public static String problems(List<Problem> problems) {
        StringBuilder text = new StringBuilder();
        OneCause.grouped(problems)
                .forEach(problem ->
                        text.append(CommandWords.of(problem).render()).append("\n\n"));
        return text.toString();
    }

    /** Returns the text of warnings. */
    public static String warnings(List<Problem> warnings) {
        Map<String, List<Problem>> kinds = OneCause.grouped(warnings).stream()
                .map(CommandWords::of)
                .collect(groupingBy(Problem::summary, LinkedHashMap::new, toList()));
        StringBuilder text = new StringBuilder();
        kinds.values().forEach(kind -> text.append(warningsOfAKind(kind)).append("\n\n"));
        return text.toString();
    }

    /** Several of a kind have one heading, and what they have in common once. */
    private static String warningsOfAKind(List<Problem> kind) {
        Problem first = kind.get(0);
        if (kind.size() == 1) {
            return first.renderAsWarning();
        }
        boolean isOneFix = kind.stream().allMatch(warning -> warning.fix().equals(first.fix()));
        String heading = "warning: " + first.summary() + ", " + kind.size() + " times";
        return kind.stream()
                .map(Problem::renderAsWarning)
                .map(text -> text.substring(text.indexOf('\n')))
                .map(text -> isOneFix ? text.substring(0, text.lastIndexOf("\n  Fix: ")) : text)
                .collect(joining("", heading, isOneFix ? fix(first) : ""));
    }

    private static String fix(Problem warning) {
        String text = warning.renderAsWarning();
        return text.substring(text.lastIndexOf("\n  Fix: "));
    }

    private static long good(Report report) {
        return many(report, Verdict.Status.GOOD);
    }

    private static long many(Report report, Verdict.Status status) {
        return report.verdicts().stream()
                .filter(verdict -> verdict.status() == status)
                .count();
    }

    private static String andPending(long pending) {
        return counted(", %d pending", pending);
    }

    private static String word(CheckResult.Status status) {
        return switch (status) {
            case GOOD -> "good";
            case PENDING -> "pending";
            case BAD -> "BAD";
        };
    }

    private static String word(Verdict.Status status) {
        return switch (status) {
            case GOOD -> "verified";
            case PENDING -> "pending";
            case REMOVED -> "removed";
            case FAILED -> "FAILED";
            case ROLLED_BACK -> "ROLLED BACK";
            case LEFT_OUT -> "SKIPPED";
            case INCOMPLETE -> "BROKEN";
            case NOT_BEGUN -> "not begun";
            case UNVERIFIED -> "unverified";
        };
    }
}
