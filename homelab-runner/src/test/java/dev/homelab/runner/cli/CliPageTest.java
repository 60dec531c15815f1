// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;

/** {@code docs/cli.md} is the help of every command. {@code -Dgolden.update=true} rewrites it. */
class CliPageTest {

    private static final Path PAGE = Path.of("../docs/cli.md");

    @Test
    void thePageIsTheHelpOfEveryCommand() throws IOException {
        List<CommandSpec> commands = HelpTest.commands().toList();
        String page = """
                # Command line

                The help of every command, as `--help` prints it. A test writes this page.

                %s

                %s""".formatted(
                        commands.stream().map(CliPageTest::link).collect(Collectors.joining("\n")),
                        commands.stream().map(CliPageTest::section).collect(Collectors.joining("\n")));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String link(CommandSpec command) {
        return "- [`%s`](#%s)".formatted(command.qualifiedName(), command.qualifiedName("-"));
    }

    private static String section(CommandSpec command) {
        StringWriter out = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of(command.qualifiedName().split(" ", -1)));
        arguments.remove(0);
        arguments.add("--help");
        assertThat(Main.run(
                        Map.of(),
                        new PrintWriter(out),
                        new PrintWriter(new StringWriter()),
                        arguments.toArray(String[]::new)))
                .isZero();
        String help = out.toString().lines().map(String::stripTrailing).collect(Collectors.joining("\n"));
        return "## %s\n\n```text\n%s\n```\n".formatted(command.qualifiedName(), help);
    }
}
