// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toList;

import dev.homelab.problem.Evidence;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Remedy;
import dev.homelab.problem.Where;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Problems of several targets that have one cause, such as a key that cannot be read, as one problem at all of them. */
public final class OneCause {

    /** Names of more targets than these are counted. */
    private static final int MOST = 5;

    /** What problems with one cause have in common: all but the target, and the place if it is not a target. */
    private record Cause(
            String summary,
            String detail,
            String fix,
            List<Remedy> remedies,
            List<Evidence> evidence,
            Optional<Where> place) {}

    private OneCause() {}

    /** Returns problems in their order, those of one cause where the first of them is. */
    public static List<Problem> grouped(List<Problem> problems) {
        return problems.stream().collect(groupingBy(OneCause::cause, LinkedHashMap::new, toList())).values().stream()
                .map(OneCause::merged)
                .toList();
    }

    private static Cause cause(Problem problem) {
        List<Remedy> remedies = problem.remedies().stream()
                .filter(remedy -> remedy.kind() != Remedy.Kind.SKIP_TARGET)
                .toList();
        Optional<Where> place = Optional.of(problem.where()).filter(where -> !(where instanceof Where.OnTarget));
        return new Cause(problem.summary(), problem.detail(), problem.fix(), remedies, problem.evidence(), place);
    }

    private static Problem merged(List<Problem> same) {
        Problem first = same.get(0);
        if (same.stream().map(Problem::where).distinct().count() == 1) {
            return first;
        }
        List<String> places =
                same.stream().map(Problem::where).distinct().map(OneCause::name).toList();
        String more = places.size() > MOST ? " and %d more".formatted(places.size() - MOST) : "";
        String names = places.stream().limit(MOST).collect(joining(", ", "", more));
        Map<Boolean, List<Remedy>> byKind = same.stream()
                .flatMap(problem -> problem.remedies().stream())
                .distinct()
                .collect(partitioningBy(remedy -> remedy.kind() == Remedy.Kind.SKIP_TARGET));
        List<Remedy> remedies = Stream.concat(
                        byKind.getOrDefault(false, List.of()).stream(), byKind.getOrDefault(true, List.of()).stream())
                .toList();
        return new Problem(
                first.summary(), Where.target(names, ""), first.detail(), first.fix(), remedies, first.evidence());
    }

    private static String name(Where where) {
        return where.render().replaceFirst("^target ", "");
    }
}
