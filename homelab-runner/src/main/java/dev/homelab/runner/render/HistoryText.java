// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import static dev.homelab.runner.render.PlanText.count;
import static dev.homelab.runner.render.PlanText.pad;
import static java.util.stream.Collectors.joining;

import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Printable;
import dev.homelab.problem.Quoted;
import dev.homelab.provision.Change;
import dev.homelab.provision.Change.Shape;
import dev.homelab.report.Ending;
import dev.homelab.runner.record.PastChange;
import dev.homelab.runner.record.PastRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs of the past as a person reads them. */
public final class HistoryText {

    private static final int MOST_NAMES = 4;

    private HistoryText() {}

    /** Returns a line for each run, the last one first. */
    public static List<String> lines(List<PastRun> runs) {
        if (runs.isEmpty()) {
            return List.of("No run that had something to change is recorded.");
        }
        int width =
                runs.stream().mapToInt(run -> word(run.ending()).length()).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (int i = runs.size() - 1; i >= 0; i--) {
            PastRun run = runs.get(i);
            lines.add("%s  %s  %s  %s".formatted(run.run(), pad(word(run.ending()), width), shapes(run), names(run)));
        }
        return Printable.lines(lines);
    }

    /**
     * Returns what a run was to change, field by field, why, and what became of each change.
     *
     * @param pictures what its changes made of what, as far as that is known
     */
    public static List<String> lines(PastRun run, Map<PastChange, Change<?>> pictures) {
        List<String> lines = new ArrayList<>();
        lines.add("Run %s of homelab %s, begun %s: %s."
                .formatted(run.run(), run.version(), run.at(), word(run.ending())));
        int width = run.changes().stream()
                .mapToInt(change -> change.target().length())
                .max()
                .orElse(0);
        for (ServiceName service : run.services()) {
            lines.add("  " + service);
            run.changes().stream()
                    .filter(change -> change.service().equals(service))
                    .forEach(change -> lines.addAll(lines(change, width, pictures)));
            run.found()
                    .getOrDefault(service, List.of())
                    .forEach(text -> text.lines().forEach(line -> lines.add("        " + line)));
        }
        lines.add("To have everything as it was before it and what followed:");
        lines.add("  homelab rollback --run " + Quoted.word(run.run()));
        return Printable.lines(lines);
    }

    private static List<String> lines(PastChange change, int width, Map<PastChange, Change<?>> pictures) {
        List<String> lines = new ArrayList<>();
        lines.add("    %s %s  %s  [%s]"
                .formatted(PlanText.symbol(change.shape()), pad(change.target(), width), change.key(), word(change)));
        change.causes().forEach(cause -> lines.add("        " + cause));
        Optional.ofNullable(pictures.get(change)).map(Difference::of).orElse(List.of()).stream()
                .map(Difference::text)
                .forEach(difference -> lines.add("        " + difference));
        if (!change.problem().isEmpty()) {
            change.problem().lines().forEach(line -> lines.add("        " + line));
        }
        return lines;
    }

    private static String word(PastChange change) {
        return switch (change.progress()) {
            case PLANNED -> "not begun";
            case BEGUN -> "begun, not known to have ended";
            case FAILED -> "failed";
            case MADE -> "made";
            case PUT_BACK -> "rolled back";
        };
    }

    private static String word(Optional<Ending> ending) {
        return ending.map(HistoryText::word).orElse("never ended");
    }

    static String word(Ending ending) {
        return switch (ending) {
            case DONE -> "done";
            case ROLLED_BACK -> "failed, rolled back";
            case INCOMPLETE -> "failed, rollback incomplete";
            case CANCELLED -> "cancelled";
            case FAILED, PENDING, INVALID, REFUSED -> "failed";
        };
    }

    private static String shapes(PastRun run) {
        return "+%d ~%d -%d".formatted(many(run, Shape.CREATE), many(run, Shape.UPDATE), many(run, Shape.DELETE));
    }

    private static long many(PastRun run, Shape shape) {
        return run.changes().stream().filter(change -> change.shape() == shape).count();
    }

    private static String names(PastRun run) {
        int more = run.services().size() - MOST_NAMES;
        String names = run.services().stream()
                .limit(MOST_NAMES)
                .map(ServiceName::value)
                .collect(joining(", "));
        return more > 0 ? names + " and " + count(more, "other") : names;
    }
}
