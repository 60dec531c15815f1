// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the help of every command has to say, and what a slip of the pen is answered with. */
class HelpTest {

    private static final int WIDTH = 80;

    /** Options that mean another thing with another command, and why. */
    private static final Map<String, String> TWO_MEANINGS = Map.of(
            "--check", "an import compares with what runs, and a plan with nothing",
            "--run", "rollback goes back to before a run, or undoes what the run directory of a pipeline holds",
            "--services", "the demo takes one folder",
            "--with", "a demo has a server in the place of another, and a first inventory has it",
            "--only", "a rollback has no plan of all services",
            "--offline", "a plan is then compared with earlier definitions, and a site has no history",
            "--format", "a site is files, and what validate finds is printed",
            "--as", "a graph is in another language than a definition");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    static Stream<CommandSpec> commands() {
        return all(new HomelabCommand(Map.of()).commandLine("--help").getCommandSpec())
                .filter(command -> !command.name().equals("help"));
    }

    private static Stream<CommandSpec> all(CommandSpec command) {
        return Stream.concat(
                Stream.of(command),
                command.subcommands().values().stream()
                        .map(CommandLine::getCommandSpec)
                        .flatMap(HelpTest::all));
    }

    private static List<OptionSpec> options(CommandSpec command) {
        return command.options().stream().filter(option -> !option.hidden()).toList();
    }

    private static Stream<String> examples(CommandSpec command) {
        return Stream.of(command.usageMessage().footer())
                .filter(line -> line.startsWith("  homelab "))
                .map(line -> line.strip().replaceFirst(" >.*", ""));
    }

    @Test
    void eachCommandHasALineThatFitsBesideItsName() {
        assertThat(commands().skip(1))
                .allSatisfy(command -> assertThat(GroupedHelp.line(command))
                        .as(command.qualifiedName())
                        .endsWith(".")
                        .hasSizeBetween(10, WIDTH - 14));
    }

    @Test
    void theHelpHasNoLineLongerThanATerminal() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(WIDTH));
        assertThat(out.toString()).contains("Every day:", "In a pipeline:", "Set-up:");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyOptionAndParameterIsDescribed(CommandSpec command) {
        assertThat(options(command))
                .allSatisfy(option -> assertThat(option.description())
                        .as(option.longestName())
                        .isNotEmpty()
                        .allSatisfy(line -> assertThat(line).endsWith(".")));
        assertThat(command.positionalParameters())
                .allSatisfy(parameter -> assertThat(parameter.description()).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasAnExampleThatIsOne(CommandSpec command) {
        if (!command.subcommands().isEmpty()) {
            return; // its commands have
        }
        assertThat(examples(command)).isNotEmpty().allSatisfy(example -> {
            assertThat(example).startsWith(command.qualifiedName());
            String[] arguments = Arrays.stream(example.split(" ", -1)).skip(1).toArray(String[]::new);
            assertThatCode(() -> new HomelabCommand(Map.of())
                            .commandLine(arguments)
                            .setCaseInsensitiveEnumValuesAllowed(true)
                            .parseArgs(arguments))
                    .doesNotThrowAnyException();
        });
    }

    @Test
    void everyOptionIsInAnExample() {
        Set<String> used = commands()
                .flatMap(HelpTest::examples)
                .flatMap(example -> Stream.of(example.split("[ =]", -1)))
                .collect(toSet());

        assertThat(commands()
                        .flatMap(command -> options(command).stream())
                        .map(OptionSpec::longestName)
                        .filter(name -> !List.of("--help", "--version").contains(name))
                        .distinct())
                .allSatisfy(name -> assertThat(used).contains(name));
    }

    @Test
    void anOptionMeansTheSameWithEachCommand() {
        Map<String, Set<String>> meanings = commands()
                .flatMap(command -> options(command).stream())
                .collect(groupingBy(
                        OptionSpec::longestName,
                        TreeMap::new,
                        mapping(
                                option -> option.paramLabel() + " " + List.of(option.description()) + " of "
                                        + List.of(option.names()),
                                toSet())));

        assertThat(meanings)
                .allSatisfy((name, descriptions) -> assertThat(descriptions)
                        .as(name)
                        .hasSizeLessThanOrEqualTo(TWO_MEANINGS.containsKey(name) ? 2 : 1));
        assertThat(meanings.keySet()).containsAll(TWO_MEANINGS.keySet());
    }

    @Test
    void theHelpOfACommandIsByGroupsAndEndsWithExamples() {
        assertThat(run("apply", "--help")).isZero();

        assertThat(out.toString())
                .containsSubsequence(
                        "Usage: homelab apply",
                        "What may change:",
                        "Confirmations:",
                        "Runs and waiting:",
                        "Definitions:",
                        "Output:",
                        "Examples:",
                        "  homelab apply --only photos",
                        "Exit codes: homelab --help");
    }

    @ParameterizedTest
    @CsvSource({
        "aply, apply",
        "plna, plan",
        "hosts trst, trust",
        "plan --yes-delet 3, --yes-delete",
        "plan --yes-delet=3, --yes-delete",
        "plan -only photos, --only",
        "rollback --dryrun, --dry-run"
    })
    void aSlipIsAnsweredWithTheRightWord(String written, String meant) {
        assertThat(run(written.split(" ", -1))).isEqualTo(Main.WRONG_USAGE);

        assertThat(err.toString()).contains("Did you mean \"%s\"?".formatted(meant));
        assertThat(err.toString().lines()).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void whatIsNearToNothingIsAnsweredWithTheWayToTheHelp() {
        assertThat(run("plan", "--xyzzy")).isEqualTo(Main.WRONG_USAGE);

        assertThat(err.toString().lines())
                .containsExactly(
                        "homelab plan has no option \"--xyzzy\".",
                        "Usage: homelab plan [OPTIONS]",
                        "Help: homelab plan --help");
    }

    @Test
    void withoutACommandTheHelpIsShown() {
        assertThat(run()).isEqualTo(Main.WRONG_USAGE);
        assertThat(err.toString()).contains("Missing command.", "Every day:");
        assertThat(run("hosts")).isEqualTo(Main.WRONG_USAGE);
        assertThat(err.toString()).contains("trust");
    }

    private int run(String... arguments) {
        return Main.run(Map.of(), new PrintWriter(out), new PrintWriter(err), arguments);
    }
}
