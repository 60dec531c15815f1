// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of the program and all its commands, as man reads it. */
public final class ManPage {

    private final CommandSpec program;
    private final List<String> lines = new ArrayList<>();

    /** Makes the page of a command line with all its commands. */
    public ManPage(CommandLine program) {
        this.program = program.getCommandSpec();
    }

    /**
     * Returns the page.
     *
     * @param version what {@code --version} prints
     */
    public String text(String version) {
        lines.add(".TH HOMELAB 1 \"\" \"%s\" \"User Commands\"".formatted(escaped(version)));
        lines.add(".nh"); // what is to be typed is not hyphenated
        section("NAME");
        line("homelab - " + Sentences.first(program).replaceFirst("\\.$", ""));
        section("SYNOPSIS");
        lines.add(".B homelab");
        line("COMMAND [OPTIONS]");
        section("DESCRIPTION");
        line("The options of a command are also printed by homelab COMMAND --help.");
        section("COMMANDS");
        program.subcommands().values().forEach(command -> command(command.getCommandSpec()));
        section("OPTIONS");
        program.options().forEach(this::option);
        section("EXIT STATUS");
        example(Stream.of(program.usageMessage().footer()));
        return String.join("\n", lines) + "\n";
    }

    private void command(CommandSpec command) {
        lines.add(".SS \"%s\"".formatted(escaped(usage(command)).replace("\"", "\\(dq")));
        List<String> description = new ArrayList<>(List.of(Sentences.first(command)));
        Stream.of(command.usageMessage().description())
                .filter(text -> !text.equals(description.get(0)) && !text.startsWith("%n"))
                .forEach(description::add);
        line(String.join(" ", description));
        command.positionalParameters().forEach(this::parameter);
        command.options().stream()
                .filter(option -> !option.hidden() && !program.optionsMap().containsKey(option.longestName()))
                .forEach(this::option);
        if (command.usageMessage().footer().length > 0) {
            lines.add(".PP");
            example(Stream.of(command.usageMessage().footer()));
        }
        command.subcommands().values().forEach(each -> command(each.getCommandSpec()));
    }

    private static String usage(CommandSpec command) {
        return Stream.concat(
                        Stream.of(command.qualifiedName()),
                        command.positionalParameters().stream().map(PositionalParamSpec::paramLabel))
                .collect(Collectors.joining(" "));
    }

    private void parameter(PositionalParamSpec parameter) {
        lines.add(".TP");
        lines.add(".I " + escaped(parameter.paramLabel()));
        line(String.join(" ", parameter.description()));
    }

    private void option(OptionSpec option) {
        lines.add(".TP");
        lines.add(".B " + escaped(String.join(", ", option.names()))
                + (option.arity().max() > 0 ? " \\fI" + escaped(option.paramLabel()) + "\\fR" : ""));
        line(String.join(" ", option.description()));
    }

    private void example(Stream<String> texts) {
        lines.add(".EX");
        texts.forEach(this::line);
        lines.add(".EE");
    }

    private void section(String title) {
        lines.add(".SH " + title);
    }

    private void line(String text) {
        lines.add(escaped(text));
    }

    /** A full stop or an apostrophe at the beginning of a line would be a command of the page. */
    private static String escaped(String text) {
        String plain = text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("~", "\\(ti")
                .replace("^", "\\(ha");
        return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
    }
}
