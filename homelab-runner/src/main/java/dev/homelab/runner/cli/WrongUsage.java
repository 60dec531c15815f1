// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static java.util.stream.Collectors.joining;

import dev.homelab.problem.Printable;
import dev.homelab.problem.Spelling;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a mistyped command line is answered with: what is wrong, the nearest command or option, and where the help is. */
final class WrongUsage {

    private WrongUsage() {}

    /** Prints it. An argument may come from a definition or a branch by way of a script. */
    static void print(ParameterException wrong, PrintWriter err) {
        CommandLine commandLine = wrong.getCommandLine();
        CommandSpec command = commandLine.getCommandSpec();
        if (isMissingCommand(wrong, command)) {
            err.println("Missing command.");
            commandLine.usage(err);
        } else {
            err.println(Printable.block(message(wrong, command)));
            err.println(usage(commandLine));
            err.println("Help: %s --help".formatted(command.qualifiedName()));
        }
        err.flush();
    }

    private static boolean isMissingCommand(ParameterException wrong, CommandSpec command) {
        return wrong.getClass() == ParameterException.class
                && !command.subcommands().isEmpty()
                && !(command.userObject() instanceof Callable);
    }

    private static String message(ParameterException wrong, CommandSpec command) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return String.valueOf(wrong.getMessage());
        }
        String written = unmatched.getUnmatched().get(0);
        boolean isOption = written.startsWith("-");
        String name = isOption ? written.replaceFirst("=.*", "") : written;
        Collection<String> known = isOption ? options(command) : subcommands(command);
        String kind = isOption ? "option" : known.isEmpty() ? "argument" : "command";
        return "%s has no %s \"%s\".%s"
                .formatted(
                        command.qualifiedName(),
                        kind,
                        name,
                        nearest(name, known)
                                .map(" Did you mean \"%s\"?"::formatted)
                                .orElse(""));
    }

    /** Dashes say nothing about what is meant. */
    private static Optional<String> nearest(String written, Collection<String> known) {
        String bare = written.replaceFirst("^-+", "");
        return Spelling.nearest(
                        bare,
                        known.stream().map(name -> name.replaceFirst("^-+", "")).toList())
                .flatMap(found -> known.stream()
                        .filter(name -> name.replaceFirst("^-+", "").equals(found))
                        .findFirst());
    }

    private static List<String> options(CommandSpec command) {
        return command.options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::longestName)
                .toList();
    }

    private static Set<String> subcommands(CommandSpec command) {
        return command.subcommands().keySet();
    }

    /** Returns how the command is called, without the names of all its options. */
    private static String usage(CommandLine commandLine) {
        CommandSpec command = commandLine.getCommandSpec();
        Stream<String> parameters = command.positionalParameters().stream()
                .map(parameter ->
                        parameter.arity().min() == 0 ? "[" + parameter.paramLabel() + "]" : parameter.paramLabel());
        return Stream.concat(
                        Stream.of("Usage: " + command.qualifiedName(), "[OPTIONS]"),
                        command.subcommands().isEmpty() ? parameters : Stream.of("COMMAND"))
                .collect(joining(" "));
    }
}
