// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.discord;

import static java.util.stream.Collectors.joining;

import dev.homelab.adapter.discord.DiscordMessage.Embed;
import dev.homelab.adapter.discord.DiscordMessage.Field;
import dev.homelab.problem.Problem;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.Outcome;
import dev.homelab.report.Ending;
import dev.homelab.report.Phase;
import dev.homelab.report.Report;
import dev.homelab.report.Step;
import dev.homelab.report.Verdict;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** A report in the words of a message: what became of each service, what failed and why, what was rolled back. Pure. */
final class ReportMessage {

    private static final int GREY = 0x95A5A6;
    private static final int BLUE = 0x3498DB;
    private static final int GREEN = 0x2ECC71;
    private static final int YELLOW = 0xF1C40F;
    private static final int RED = 0xE74C3C;

    /** An ending in words and in colour. */
    private record Tone(String words, int color) {}

    private static final Map<Ending, Tone> ENDINGS = new EnumMap<>(Map.of(
            Ending.DONE, new Tone("done", GREEN),
            Ending.FAILED, new Tone("failed", RED),
            Ending.PENDING, new Tone("changes are pending", YELLOW),
            Ending.INVALID, new Tone("definitions are not valid, nothing was changed", RED),
            Ending.REFUSED, new Tone("refused, nothing was changed", YELLOW),
            Ending.ROLLED_BACK, new Tone("failed and rolled back", YELLOW),
            Ending.INCOMPLETE, new Tone("rollback incomplete, manual action required", RED),
            Ending.CANCELLED, new Tone("cancelled", YELLOW)));

    private static final Map<Phase, String> PHASES = new EnumMap<>(Map.of(
            Phase.PLANNING, "planning",
            Phase.APPLYING, "applying",
            Phase.VERIFYING, "verifying",
            Phase.ROLLING_BACK, "rolling back",
            Phase.ENDED, "ended"));

    private static final Map<Verdict.Status, String> STATUSES = new EnumMap<>(Map.of(
            Verdict.Status.GOOD, "verified",
            Verdict.Status.PENDING, "pending",
            Verdict.Status.REMOVED, "removed",
            Verdict.Status.FAILED, "failed",
            Verdict.Status.ROLLED_BACK, "rolled back",
            Verdict.Status.LEFT_OUT, "as it was before",
            Verdict.Status.INCOMPLETE, "failed, rollback incomplete",
            Verdict.Status.NOT_BEGUN, "not begun",
            Verdict.Status.UNVERIFIED, "unverified"));

    private ReportMessage() {}

    static DiscordMessage of(Report report) {
        Tone tone = report.ending()
                .map(ReportMessage::tone)
                .orElseGet(() -> new Tone(PHASES.getOrDefault(report.phase(), "running"), running(report)));
        List<Field> fields = Stream.of(
                        field("Services", report.verdicts(), ReportMessage::line),
                        field("Failed", failed(report), ReportMessage::line),
                        field("Rolled back", putBack(report), ReportMessage::name))
                .flatMap(field -> field)
                .toList();
        return DiscordMessage.of(new Embed(
                Excerpt.plain(report.homelab()) + ": " + tone.words(), summary(report), tone.color(), fields));
    }

    private static String summary(Report report) {
        long made = report.steps().stream()
                .filter(step -> !step.back() && step.result() == Outcome.Result.APPLIED)
                .count();
        String first = "Run %s: %d of %d changes made.".formatted(Excerpt.plain(report.run()), made, report.planned());
        return Stream.of(
                        Stream.of(first),
                        report.remarks().stream().map(Excerpt::plain),
                        report.problems().stream().map(ReportMessage::line))
                .flatMap(lines -> lines)
                .collect(joining("\n"));
    }

    private static List<Step> failed(Report report) {
        return report.steps().stream()
                .filter(step -> step.result() == Outcome.Result.FAILED)
                .toList();
    }

    private static List<Step> putBack(Report report) {
        return report.steps().stream()
                .filter(step -> step.back() && step.result() == Outcome.Result.APPLIED)
                .toList();
    }

    private static <T> Stream<Field> field(String name, Collection<T> items, Function<T, String> line) {
        return items.isEmpty()
                ? Stream.empty()
                : Stream.of(new Field(name, items.stream().map(line).collect(joining("\n"))));
    }

    private static String line(Verdict verdict) {
        String bad = verdict.findings().stream()
                .filter(finding -> !finding.good())
                .map(ReportMessage::line)
                .collect(joining("; "));
        return "**%s**: %s%s"
                .formatted(
                        verdict.service(),
                        STATUSES.getOrDefault(verdict.status(), "unknown"),
                        bad.isEmpty() ? "" : " (" + bad + ")");
    }

    private static String line(CheckResult finding) {
        return Excerpt.plain(finding.expectation() + ": " + finding.found());
    }

    private static String line(Step step) {
        String why = step.problems().stream().map(ReportMessage::line).collect(joining("; "));
        return why.isEmpty() ? name(step) : name(step) + ": " + why;
    }

    private static String line(Problem problem) {
        return Excerpt.plain(problem.summary() + ": " + problem.detail());
    }

    private static String name(Step step) {
        return "**%s** on %s (%s)"
                .formatted(step.service(), Excerpt.plain(step.target()), Excerpt.plain(step.summary()));
    }

    private static Tone tone(Ending ending) {
        return ENDINGS.getOrDefault(ending, new Tone("ended", GREY));
    }

    private static int running(Report report) {
        return failed(report).isEmpty() ? BLUE : YELLOW;
    }
}
