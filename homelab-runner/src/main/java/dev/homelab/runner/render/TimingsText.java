// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import dev.homelab.problem.Printable;
import dev.homelab.runner.timing.Span;
import dev.homelab.runner.timing.Timings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where the time of a run went, as people read it. */
public final class TimingsText {

    private static final double MILLIS = 1000;

    private TimingsText() {}

    /** Returns a line for each phase of the run, and one for each target with its steps. */
    public static List<String> lines(List<Span> spans) {
        Map<String, List<Span>> tracks = spans.stream().collect(groupingBy(Span::track, LinkedHashMap::new, toList()));
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Where the time went: " + seconds(Timings.whole(spans)));
        List<Span> phases = tracks.getOrDefault(Timings.RUN, List.of());
        tracks.remove(Timings.RUN);
        int width = Math.max(
                phases.stream().mapToInt(span -> span.step().length()).max().orElse(0),
                tracks.keySet().stream().mapToInt(String::length).max().orElse(0));
        phases.forEach(span -> lines.add(line(width, span.step(), span.length(), "")));
        if (!tracks.isEmpty()) {
            lines.add("At targets, in parallel:");
            tracks.forEach((target, all) -> lines.add(line(width, target, Timings.sum(all.stream()), steps(all))));
        }
        return Printable.lines(lines);
    }

    private static String line(int width, String name, Duration length, String remark) {
        return ("  %-" + width + "s  %8s  %s")
                .formatted(name, seconds(length), remark)
                .stripTrailing();
    }

    /** Skips what took less than a hundredth of a second. */
    private static String steps(List<Span> spans) {
        return spans.stream().collect(groupingBy(Span::step, LinkedHashMap::new, toList())).entrySet().stream()
                .map(step ->
                        Map.entry(name(step.getKey(), step.getValue().size()), Timings.sum(step.getValue().stream())))
                .filter(step -> step.getValue().toMillis() >= 10)
                .map(step -> step.getKey() + " " + seconds(step.getValue()))
                .collect(joining(", "));
    }

    private static String name(String step, int times) {
        return step.equals("change") && times > 1 ? times + " changes" : step;
    }

    private static String seconds(Duration length) {
        return String.format(Locale.ROOT, "%.2f s", length.toMillis() / MILLIS);
    }
}
