// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Printable;
import dev.homelab.provision.Change.Shape;
import dev.homelab.runner.detect.ChangedFile;
import dev.homelab.runner.reason.AffectedService;
import dev.homelab.runner.reason.Cause;
import dev.homelab.runner.reason.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Services that definitions ask something else for, as a person reads them. */
public final class AffectedText {

    private AffectedText() {}

    /** Returns a line for each, with its causes, and one for each file. */
    public static List<String> lines(Comparison comparison) {
        List<String> lines = new ArrayList<>();
        lines.add("Compared with %s: %s."
                .formatted(
                        comparison.earlier(),
                        PlanText.count(comparison.affected().size(), "service") + " affected"));
        shown(comparison.affected()).forEach((service, one) -> lines.add("  %s  (%s)".formatted(service, causes(one))));
        lines.addAll(PlanText.more(comparison.affected().size()));
        if (!comparison.files().isEmpty()) {
            lines.add("Files that are others:");
            comparison.files().forEach(file -> lines.add("  " + file(file)));
        }
        lines.addAll(leftOut(comparison));
        return Printable.lines(lines);
    }

    /** Returns the lines of a plan that was made without observing any target. */
    public static List<String> plan(String homelab, Comparison comparison) {
        SortedMap<ServiceName, AffectedService> affected = comparison.affected();
        List<String> lines = new ArrayList<>();
        lines.add("Offline plan for homelab \"%s\": %d to create, %d to update, %d to delete, for %s."
                .formatted(
                        homelab,
                        count(affected, Shape.CREATE),
                        count(affected, Shape.UPDATE),
                        count(affected, Shape.DELETE),
                        PlanText.count(affected.size(), "service")));
        lines.add(
                "Compared with %s. No target was looked at: what people changed there is not in it, and no guard was asked."
                        .formatted(comparison.earlier()));
        lines.addAll(leftOut(comparison));
        shown(affected).forEach((service, one) -> {
            lines.add("  %s  (%s)".formatted(service, causes(one)));
            one.resources()
                    .forEach((resource, shape) -> lines.add("    %s %s".formatted(PlanText.symbol(shape), resource)));
        });
        lines.addAll(PlanText.more(affected.size()));
        return Printable.lines(lines);
    }

    /** Returns as many as a person may read through, those that lose something first of all. */
    private static SortedMap<ServiceName, AffectedService> shown(SortedMap<ServiceName, AffectedService> affected) {
        SortedMap<ServiceName, AffectedService> shown = new TreeMap<>();
        affected.entrySet().stream()
                .sorted(comparing(entry -> !entry.getValue().resources().containsValue(Shape.DELETE)))
                .limit(PlanText.MOST_SERVICES)
                .forEach(entry -> shown.put(entry.getKey(), entry.getValue()));
        return shown;
    }

    /** Counts the resources that become something. */
    public static long count(SortedMap<ServiceName, AffectedService> affected, Shape shape) {
        return affected.values().stream()
                .flatMap(one -> one.resources().values().stream())
                .filter(shape::equals)
                .count();
    }

    /** Says what is not in the comparison, and which files of that are others. */
    private static List<String> leftOut(Comparison comparison) {
        if (comparison.leftOut().isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("Services in Java are skipped: they are programs, and only YAML was read.");
        comparison.files().stream()
                .filter(file -> file.path().endsWith(".java"))
                .forEach(file -> lines.add("  not read: " + file(file)));
        return lines;
    }

    private static String file(ChangedFile file) {
        return "%s %s%s"
                .formatted(
                        file.how().name().toLowerCase(Locale.ROOT),
                        file.path(),
                        file.was().map(", which was "::concat).orElse(""));
    }

    private static String causes(AffectedService affected) {
        return affected.causes().stream().map(Cause::text).collect(joining("; "));
    }
}
