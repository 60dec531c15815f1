// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.notice;

import static java.util.stream.Collectors.joining;

import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Evidence;
import dev.homelab.problem.Printable;
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

/**
 * What a notification says of a run: what became of each service, what failed and why, what was rolled back. Every channel
 * sends the same, in its own form.
 *
 * @param homelab its name
 * @param run the run's id
 * @param level how good the state of the run is, for a colour or a priority
 * @param state the state of the run in a few words, such as "done"
 * @param lines one sentence each, in the channel's markup: how much was done, what is unusual, what stopped the run
 * @param sections services and steps, in the channel's markup
 */
public record Notice(
        String homelab, String run, Level level, String state, List<String> lines, List<Section> sections) {

    /** How good the state of a run is. */
    public enum Level {
        /** Under way, and nothing has failed so far. */
        RUNNING,
        /** Ended, and everything is verified. */
        GOOD,
        /** Nothing is broken, but not everything is as the definitions say. */
        WARNING,
        /** Something is broken, or nothing could be done. */
        FAILED
    }

    /**
     * A list with a heading.
     *
     * @param lines at least one
     */
    public record Section(String heading, List<String> lines) {

        public Section {
            lines = List.copyOf(lines);
        }
    }

    private static final int MOST_EVIDENCE = 3;
    private static final int MOST_LINES = 3;
    private static final int LONGEST_LINE = 160;

    private record State(String words, Level level) {}

    private static final Map<Ending, State> ENDINGS = new EnumMap<>(Map.of(
            Ending.DONE, new State("done", Level.GOOD),
            Ending.FAILED, new State("failed", Level.FAILED),
            Ending.PENDING, new State("changes are pending", Level.WARNING),
            Ending.INVALID, new State("definitions are not valid, nothing was changed", Level.FAILED),
            Ending.REFUSED, new State("refused, nothing was changed", Level.WARNING),
            Ending.ROLLED_BACK, new State("failed and rolled back", Level.WARNING),
            Ending.INCOMPLETE, new State("rollback incomplete, manual action required", Level.FAILED),
            Ending.CANCELLED, new State("cancelled", Level.WARNING)));

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

    public Notice {
        lines = List.copyOf(lines);
        sections = List.copyOf(sections);
    }

    /** Returns what there is to say of a run so far, with names and texts in this markup. */
    public static Notice of(Report report, Markup markup) {
        State state = report.ending()
                .map(ending -> ENDINGS.getOrDefault(ending, new State("ended", Level.WARNING)))
                .orElseGet(() -> new State(PHASES.getOrDefault(report.phase(), "running"), running(report)));
        return new Words(markup).of(report, state);
    }

    /** Returns the heading, without markup. */
    public String title() {
        return Printable.line(homelab) + ": " + state;
    }

    /** Returns everything but the heading as plain text, one paragraph for each section. */
    public String text() {
        return Stream.concat(
                        Stream.of(String.join("\n", lines)),
                        sections.stream()
                                .map(section -> section.heading() + ":\n" + String.join("\n", section.lines())))
                .collect(joining("\n\n"));
    }

    private static Level running(Report report) {
        return failed(report).isEmpty() ? Level.RUNNING : Level.WARNING;
    }

    private static List<Step> failed(Report report) {
        return report.steps().stream()
                .filter(step -> step.result() == Outcome.Result.FAILED)
                .toList();
    }

    private static List<Step> rolledBack(Report report) {
        return report.steps().stream()
                .filter(step -> step.back() && step.result() == Outcome.Result.APPLIED)
                .toList();
    }

    /** The sentences, in one markup. */
    private record Words(Markup markup) {

        Notice of(Report report, State state) {
            return new Notice(
                    report.homelab(),
                    report.run(),
                    state.level(),
                    state.words(),
                    summary(report),
                    Stream.of(
                                    section("Services", report.verdicts(), this::line),
                                    section("Failed", failures(report), line -> line),
                                    section("Evidence", evidence(report), markup::plain),
                                    section("Rolled back", rolledBack(report), this::name))
                            .flatMap(section -> section)
                            .toList());
        }

        private List<String> failures(Report report) {
            return Stream.concat(
                            failed(report).stream().map(this::line),
                            report.verdicts().stream()
                                    .flatMap(verdict -> verdict.problems().stream())
                                    .map(this::line)
                                    .distinct())
                    .toList();
        }

        /** What failed showed, in short, and where the rest is. */
        private static List<String> evidence(Report report) {
            List<Evidence> all = Stream.concat(
                            failed(report).stream().flatMap(step -> step.problems().stream()),
                            report.verdicts().stream().flatMap(verdict -> verdict.problems().stream()))
                    .flatMap(problem -> problem.evidence().stream())
                    .distinct()
                    .toList();
            if (all.isEmpty()) {
                return List.of();
            }
            return Stream.concat(
                            all.stream().limit(MOST_EVIDENCE).flatMap(Words::shortened),
                            Stream.of("All of it is in the record, under run %s.".formatted(report.run())))
                    .toList();
        }

        private static Stream<String> shortened(Evidence evidence) {
            List<String> log = evidence.log();
            return Stream.of(
                            Stream.of(evidence.summary()),
                            Stream.of(evidence.healthCheck())
                                    .filter(said -> !said.isEmpty())
                                    .map(said -> "health check: " + said),
                            log.subList(Math.max(0, log.size() - MOST_LINES), log.size()).stream())
                    .flatMap(lines -> lines)
                    .map(line -> Excerpt.of(line, LONGEST_LINE));
        }

        private List<String> summary(Report report) {
            long made = report.steps().stream()
                    .filter(step -> !step.back() && step.result() == Outcome.Result.APPLIED)
                    .count();
            String first =
                    "Run %s: %d of %d changes made.".formatted(markup.plain(report.run()), made, report.planned());
            return Stream.of(
                            Stream.of(first),
                            report.remarks().stream().map(markup::plain),
                            report.problems().stream().map(this::line))
                    .flatMap(lines -> lines)
                    .toList();
        }

        private static <T> Stream<Section> section(String heading, Collection<T> items, Function<T, String> line) {
            return items.isEmpty()
                    ? Stream.empty()
                    : Stream.of(new Section(heading, items.stream().map(line).toList()));
        }

        private String line(Verdict verdict) {
            String bad = verdict.findings().stream()
                    .filter(finding -> !finding.good())
                    .map(this::line)
                    .collect(joining("; "));
            return "%s: %s%s"
                    .formatted(
                            strong(verdict.service()),
                            STATUSES.getOrDefault(verdict.status(), "unknown"),
                            bad.isEmpty() ? "" : " (" + bad + ")");
        }

        private String line(CheckResult finding) {
            return markup.plain(finding.expectation() + ": " + finding.found());
        }

        private String line(Step step) {
            String why = step.problems().stream().map(this::line).collect(joining("; "));
            return why.isEmpty() ? name(step) : name(step) + ": " + why;
        }

        private String line(Problem problem) {
            return markup.plain(problem.summary() + ": " + problem.detail());
        }

        private String name(Step step) {
            return "%s on %s (%s)"
                    .formatted(strong(step.service()), markup.plain(step.target()), markup.plain(step.summary()));
        }

        private String strong(ServiceName service) {
            return markup.strong(service.toString());
        }
    }
}
