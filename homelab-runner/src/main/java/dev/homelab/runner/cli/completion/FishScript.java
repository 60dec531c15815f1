// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.completion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The completion script for fish. */
final class FishScript {

    private final CommandSpec program;
    private final List<String> lines = new ArrayList<>();

    FishScript(CommandSpec program) {
        this.program = program;
    }

    String text() {
        lines.add("# Completion of homelab for fish.");
        lines.add("complete -c homelab -f");
        command(program, List.of());
        return String.join("\n", lines) + "\n";
    }

    private void command(CommandSpec command, List<String> path) {
        String here = condition(path);
        Collection<CommandLine> commands = command.subcommands().values();
        for (CommandLine each : commands) {
            CommandSpec one = each.getCommandSpec();
            String none = path.isEmpty()
                    ? "__fish_use_subcommand"
                    : here + "; and not __fish_seen_subcommand_from "
                            + String.join(" ", command.subcommands().keySet());
            lines.add("complete -c homelab -n %s -a %s -d %s"
                    .formatted(quoted(none), one.name(), quoted(Sentences.first(one))));
        }
        command.options().stream().filter(option -> !option.hidden()).forEach(option -> option(option, here));
        command.positionalParameters().forEach(parameter -> {
            if (isFile(parameter)) {
                lines.add("complete -c homelab -n %s -F".formatted(quoted(here)));
            } else if (!values(parameter).isEmpty()) {
                lines.add("complete -c homelab -n %s -a %s"
                        .formatted(quoted(here), quoted(String.join(" ", values(parameter)))));
            }
        });
        for (CommandLine each : commands) {
            List<String> further = new ArrayList<>(path);
            further.add(each.getCommandName());
            command(each.getCommandSpec(), further);
        }
    }

    private void option(OptionSpec option, String here) {
        StringBuilder line = new StringBuilder("complete -c homelab");
        if (!here.isEmpty()) {
            line.append(" -n ").append(quoted(here));
        }
        for (String name : option.names()) {
            line.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
        }
        if (option.arity().max() > 0) {
            line.append(isFile(option) ? " -r -F" : option.arity().min() == 0 ? "" : " -x");
        }
        if (!values(option).isEmpty()) {
            line.append(" -a ").append(quoted(String.join(" ", values(option))));
        }
        lines.add(line + " -d " + quoted(Sentences.first(option)));
    }

    private static String condition(List<String> path) {
        return path.stream()
                .map("__fish_seen_subcommand_from "::concat)
                .reduce((one, other) -> one + "; and " + other)
                .orElse("");
    }

    private static boolean isFile(ArgSpec argument) {
        return argument.type() == Path.class
                || List.of(argument.auxiliaryTypes()).contains(Path.class);
    }

    private static List<String> values(ArgSpec argument) {
        Iterable<String> candidates = argument.completionCandidates();
        return candidates == null
                ? List.of()
                : StreamSupport.stream(candidates.spliterator(), false).toList();
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
