// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import dev.homelab.problem.Printable;
import dev.homelab.problem.Problem;
import dev.homelab.runner.Checkup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What was found of everything that runs need, for people: a line each, and under it what is wrong and how to mend it. */
public final class DoctorText {

    private DoctorText() {}

    /** Returns the lines. */
    public static List<String> lines(List<Checkup> checkups) {
        List<String> lines = new ArrayList<>();
        Set<String> said = new HashSet<>();
        int width = checkups.stream().mapToInt(one -> one.name().length()).max().orElse(0);
        for (Checkup one : checkups) {
            lines.add(Printable.line("%-8s %-9s %s  %s"
                            .formatted(
                                    one.isOk() ? "ok" : "problem",
                                    one.part().name().toLowerCase(Locale.ROOT),
                                    one.name() + " ".repeat(width - one.name().length()),
                                    one.detail()))
                    .stripTrailing());
            for (Problem problem : one.problems()) {
                String text = ReportText.problems(List.of(problem)).stripTrailing();
                if (said.add(problem.summary() + problem.detail())) {
                    text.lines().map(line -> ("    " + line).stripTrailing()).forEach(lines::add);
                    lines.add("");
                } else {
                    lines.add("    %s, as above".formatted(problem.summary()));
                }
            }
        }
        long bad = checkups.stream().filter(one -> !one.isOk()).count();
        lines.add("");
        lines.add(
                bad == 0
                        ? "All of %s ok.".formatted(PlanText.count(checkups.size(), "check"))
                        : "%d of %s found a problem.".formatted(bad, PlanText.count(checkups.size(), "check")));
        return lines;
    }
}
