// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import static java.util.stream.Collectors.joining;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Quoted;
import dev.homelab.problem.Remedy;
import java.util.List;

/** Says what to type about a problem: the only place that knows options and commands for what the library calls a remedy. */
final class CommandWords {

    private CommandWords() {}

    /** Returns the problem with its remedies as options and commands in the text of its fix. */
    static Problem of(Problem problem) {
        List<String> all = problem.remedies().stream().map(CommandWords::words).toList();
        List<String> options =
                all.stream().filter(word -> word.startsWith("--")).toList();
        List<String> commands =
                all.stream().filter(word -> !word.startsWith("--")).toList();
        StringBuilder fix = new StringBuilder(problem.fix());
        if (!options.isEmpty()) {
            String which = options.size() == 1 ? "Add to the command:" : "Add one of these to the command:";
            fix.append(' ').append(which).append("\n\n").append(lines(options));
        }
        if (!commands.isEmpty() && options.isEmpty() && !problem.fix().endsWith(".")) {
            fix.append('\n').append(lines(commands)); // after commands of other programs
        } else if (!commands.isEmpty()) {
            fix.append(options.isEmpty() ? " Run:\n\n" : "\n\nOr run:\n\n").append(lines(commands));
        }
        return problem.fixedBy(fix.toString());
    }

    private static String lines(List<String> words) {
        return words.stream().map(word -> "  " + word).collect(joining("\n"));
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
            case RUN_CODE -> "the same without --no-code and without the variable HOMELAB_NO_CODE";
            case DEBUG -> "--verbose";
            case NAME_SERVICES -> "--services FOLDER";
        };
    }
}
