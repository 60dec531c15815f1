// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;

/** The help of a command: commands and options by group, examples last. */
final class GroupedHelp extends Help {

    private static final String NAME_AND_LINE = "  %-11s %s%n";

    GroupedHelp(CommandSpec spec, ColorScheme colors) {
        super(spec, colors);
    }

    /** Returns what a command does, in one line: the first of its description. */
    static String line(CommandSpec command) {
        String[] header = command.usageMessage().header(); // picocli's own command has one
        String[] lines = header.length == 0 ? command.usageMessage().description() : header;
        return lines.length == 0 ? "" : lines[0];
    }

    @Override
    public String commandListHeading(Object... parameters) {
        return "";
    }

    @Override
    public String commandList(Map<String, Help> commands) {
        if (commandSpec().parent() != null) {
            return commands.isEmpty() ? "" : "%nCommands:%n".formatted() + lines(commands, commands.keySet().stream());
        }
        return CommandGroup.ALL.stream()
                .map(group -> "%n%s:%n".formatted(group.title()) + lines(commands, group.commands().stream()))
                .collect(joining());
    }

    private static String lines(Map<String, Help> commands, Stream<String> names) {
        return names.flatMap(name -> Optional.ofNullable(commands.get(name)).stream())
                .map(Help::commandSpec)
                .map(command -> NAME_AND_LINE.formatted(command.name(), line(command)))
                .collect(joining());
    }

    @Override
    public String optionListHeading(Object... parameters) {
        return "";
    }

    @Override
    public String optionList() {
        return OptionGroup.all(commandSpec().options()).stream()
                .map(group -> "%n%s:%n".formatted(group.title())
                        + optionListExcludingGroups(group.among(commandSpec().options())))
                .collect(joining());
    }

    @Override
    public String parameterListHeading(Object... parameters) {
        return commandSpec().positionalParameters().isEmpty() ? "" : "%n".formatted();
    }

    @Override
    public String footerHeading(Object... parameters) {
        return commandSpec().parent() == null || commandSpec().usageMessage().footer().length == 0
                ? super.footerHeading(parameters)
                : "%nExamples:%n".formatted();
    }

    @Override
    public String footer(Object... parameters) {
        return super.footer(parameters)
                + (commandSpec().parent() == null ? "" : "%nExit codes: homelab --help%n".formatted());
    }
}
