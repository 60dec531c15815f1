// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HomelabCommandTest {

    @Test
    void eachCommandHasTheNameThatItIsChosenBy() {
        CommandLine all = program("--help");

        assertThat(all.getSubcommands().keySet()).containsExactlyElementsOf(CommandGroup.names());
        assertThat(all.getSubcommands())
                .allSatisfy(
                        (name, command) -> assertThat(command.getCommandName()).isEqualTo(name));
    }

    @Test
    void onlyTheChosenCommandIsBuilt() {
        assertThat(program("--verbose", "plan", "--json").getSubcommands()).containsOnlyKeys("plan");
        assertThat(program("--version").getSubcommands()).isEmpty();
    }

    @Test
    void aCommandThatIsNotKnownIsHeldAgainstAll() {
        StringWriter err = new StringWriter();

        int code = Main.run(Map.of(), new PrintWriter(new StringWriter()), new PrintWriter(err), "pln");

        assertThat(code).isEqualTo(Main.WRONG_USAGE);
        assertThat(err.toString()).contains("plan");
    }

    private static CommandLine program(String... arguments) {
        return new HomelabCommand(Map.of()).commandLine(arguments);
    }
}
