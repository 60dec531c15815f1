// SPDX-License-Identifier: Apache-2.0
package dev.homelab.problem;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Something a person has to know about, and what to do about it.
 *
 * @param summary the kind of problem: at most six words, the same each time, no user data
 * @param where the place to look at
 * @param detail what is wrong and why it matters, in full sentences, values in double quotes
 * @param fix the next thing to do, as an instruction; what to type on a command line is not in it
 * @param remedies what a program can do about it, in the order to offer it
 * @param evidence what failed showed of itself, where it would be gone later
 */
public record Problem(
        String summary,
        Where where,
        String detail,
        String fix,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Remedy> remedies,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Evidence> evidence) {

    private static final Comparator<Problem> BY_PLACE =
            comparing(Problem::where).thenComparing(Problem::detail);

    public Problem {
        remedies = remedies == null ? List.of() : List.copyOf(remedies); // absent in JSON if there is none
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
    }

    /** A problem that a person has to solve. */
    public Problem(String summary, Where where, String detail, String fix) {
        this(summary, where, detail, fix, List.of(), List.of());
    }

    /** Returns the same problem, with more that a program can do about it. */
    public Problem with(Remedy... more) {
        List<Remedy> all = new ArrayList<>(remedies);
        all.addAll(List.of(more));
        return new Problem(summary, where, detail, fix, all, evidence);
    }

    /** Returns the same problem, with this evidence after what it has. */
    public Problem showing(List<Evidence> more) {
        List<Evidence> all = new ArrayList<>(evidence);
        all.addAll(more);
        return new Problem(summary, where, detail, fix, remedies, all);
    }

    /** Returns the same problem with another instruction. */
    public Problem withFix(String other) {
        return new Problem(summary, where, detail, other, remedies, evidence);
    }

    /** Returns the problems in the order a person reads them: by file, line and column, then targets, then the rest. */
    public static List<Problem> sorted(Collection<Problem> problems) {
        return problems.stream().sorted(BY_PLACE).distinct().toList();
    }

    /** Renders the problem the way the terminal and messages show it. */
    public String render() {
        return render("error");
    }

    /** Renders a problem that keeps nothing from being done. */
    public String renderAsWarning() {
        return render("warning");
    }

    private String render(String word) {
        String at = Printable.line(where.render());
        String place = at.isEmpty() ? "" : "\n  at " + at;
        String shown = evidence.stream()
                .flatMap(one -> one.lines().stream())
                .map(line -> "\n  " + Printable.line(line))
                .collect(joining());
        return word + ": " + summary + place + "\n  " + indent(detail) + shown + "\n  Fix: " + indent(fix);
    }

    private static String indent(String text) {
        return text.lines().map(Printable::line).collect(joining("\n  "));
    }
}
