// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Quoted;
import dev.homelab.problem.Remedy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what to type about a problem: the only place that knows options and commands for what the library calls a remedy. */
final class CommandWords {

    /** How words are introduced, as the first of a problem and after others. */
    private enum Introduction {
        COMMAND("Run:", "Or run:"),
        OPTION("Add to the command:", "Or add to the command:"),
        OPTIONS("Add one of these to the command:", "Or add one of these to the command:"),
        WAY_AROUND(
                "To leave the target out of a run instead, add to plan or apply:",
                "To leave the target out of a run instead, add to plan or apply:"),
        WAY_AROUND_ALL(
                "To leave the targets out of a run instead, add to plan or apply:",
                "To leave the targets out of a run instead, add to plan or apply:");

        private final String first;
        private final String later;

        Introduction(String first, String later) {
            this.first = first;
            this.later = later;
        }

        /** Returns whether all of its words are meant together. */
        boolean isWayAround() {
            return this == WAY_AROUND || this == WAY_AROUND_ALL;
        }
    }

    private CommandWords() {}

    /** Returns the problem with its remedies as options and commands in the text of its fix, in their order. */
    static Problem of(Problem problem) {
        Map<Introduction, List<String>> groups = problem.remedies().stream()
                .collect(groupingBy(
                        remedy -> introduction(remedy, problem.remedies()),
                        LinkedHashMap::new,
                        mapping(CommandWords::words, toList())));
        StringBuilder fix = new StringBuilder(problem.fix());
        groups.forEach((introduction, words) -> {
            boolean isFirst = fix.length() == problem.fix().length();
            if (isFirst
                    && introduction == Introduction.COMMAND
                    && !problem.fix().endsWith(".")) {
                fix.append('\n'); // after commands of other programs
            } else {
                fix.append(isFirst && !introduction.isWayAround() ? " " : "\n\n");
                fix.append(isFirst ? introduction.first : introduction.later).append("\n\n");
            }
            fix.append("  ").append(String.join(introduction.isWayAround() ? " " : "\n  ", words));
        });
        return problem.withFix(fix.toString());
    }

    private static Introduction introduction(Remedy remedy, List<Remedy> all) {
        return switch (remedy.kind()) {
            case SKIP_TARGET ->
                all.stream()
                                        .filter(one -> one.kind() == Remedy.Kind.SKIP_TARGET)
                                        .count()
                                == 1
                        ? Introduction.WAY_AROUND
                        : Introduction.WAY_AROUND_ALL;
            case RELEASE_LOCK, TRUST_HOST, MAKE_KEY, PLAN, APPLY, SAVE_PLAN, INCLUDE_TILES, RUN_CODE, PIN ->
                Introduction.COMMAND;
            case ADOPT, ADOPT_SERVICE, ACCEPT, DELETE, WAIT, DEBUG, NAME_SERVICES ->
                all.stream().filter(CommandWords::isOption).count() == 1 ? Introduction.OPTION : Introduction.OPTIONS;
        };
    }

    private static boolean isOption(Remedy remedy) {
        return remedy.kind() != Remedy.Kind.SKIP_TARGET && words(remedy).startsWith("--");
    }

    private static String words(Remedy remedy) {
        String all = remedy.arguments().stream().map(Quoted::word).collect(joining(" "));
        return switch (remedy.kind()) {
            case ADOPT -> "--adopt " + Quoted.word(String.join("/", remedy.arguments()));
            case ADOPT_SERVICE -> "--adopt-service " + all;
            case ACCEPT -> "--accept " + all;
            case DELETE -> "--yes-delete " + all;
            case SKIP_TARGET -> "--without " + all;
            case WAIT -> "--wait SECONDS";
            case RELEASE_LOCK -> "homelab unlock --holder " + all;
            case TRUST_HOST -> "homelab hosts trust " + all.replaceFirst(" ", " --fingerprint ");
            case MAKE_KEY -> "homelab key new";
            case PLAN -> "homelab plan";
            case APPLY -> "homelab apply";
            case SAVE_PLAN -> "homelab plan --out FILE";
            case INCLUDE_TILES -> "homelab glance init";
            case RUN_CODE -> "the same command without --no-code and without the variable HOMELAB_NO_CODE";
            case DEBUG -> "--verbose";
            case NAME_SERVICES -> "--services FOLDER";
            case PIN -> "homelab pin " + all;
        };
    }
}
