// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import static java.util.stream.Collectors.joining;

import dev.homelab.model.name.ServiceName;
import dev.homelab.provision.Change.Shape;
import dev.homelab.runner.cause.Cause;
import dev.homelab.runner.cause.Touched;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Services that definitions ask something else for, as a person reads them. */
public final class TouchedText {

    private TouchedText() {}

    /**
     * Returns a line for each, with its causes.
     *
     * @param earlier what they were compared with
     */
    public static List<String> lines(SortedMap<ServiceName, Touched> touched, String earlier) {
        List<String> lines = new ArrayList<>();
        lines.add("Compared with %s: %s.".formatted(earlier, PlanText.count(touched.size(), "service") + " touched"));
        touched.forEach((service, one) -> lines.add("  %s  (%s)".formatted(service, causes(one))));
        return lines;
    }

    /** Returns likewise a plan that was made without looking at any target. */
    public static List<String> plan(String homelab, SortedMap<ServiceName, Touched> touched, String earlier) {
        List<String> lines = new ArrayList<>();
        lines.add("Offline plan for homelab \"%s\": %d to create, %d to update, %d to delete, for %s."
                .formatted(
                        homelab,
                        count(touched, Shape.CREATE),
                        count(touched, Shape.UPDATE),
                        count(touched, Shape.DELETE),
                        PlanText.count(touched.size(), "service")));
        lines.add(
                "Compared with %s. No target was looked at: what people changed there is not in it, and no guard was asked."
                        .formatted(earlier));
        touched.forEach((service, one) -> {
            lines.add("  %s  (%s)".formatted(service, causes(one)));
            one.resources()
                    .forEach((resource, shape) -> lines.add("    %s %s".formatted(PlanText.symbol(shape), resource)));
        });
        return lines;
    }

    /** Counts the resources that become something. */
    public static long count(SortedMap<ServiceName, Touched> touched, Shape shape) {
        return touched.values().stream()
                .flatMap(one -> one.resources().values().stream())
                .filter(shape::equals)
                .count();
    }

    private static String causes(Touched touched) {
        return touched.causes().stream().map(Cause::text).collect(joining("; "));
    }
}
