// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.runner.cli.completion.Shell;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.Model.OptionSpec;

/** Completion scripts and the manual page have each command and option. */
class CompletionTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "completion/homelab.bash, ''",
        "completion/_homelab, ''",
        "completion/homelab.fish, --",
        "share/man/man1/homelab.1, ''"
    })
    void eachCommandAndOptionIsInEachFile(String file, String dropped, @TempDir Path folder) throws IOException {
        InstalledFiles.write(folder);

        String text = Files.readString(folder.resolve(file)).replace("\\-", "-");

        assertThat(HelpTest.commands()).allSatisfy(command -> {
            assertThat(text).contains(command.name());
            assertThat(command.options().stream()
                            .filter(option -> !option.hidden())
                            .map(OptionSpec::longestName))
                    .allSatisfy(name -> assertThat(text).contains(name.replaceFirst("^" + dropped, "")));
        });
        assertThat(text).doesNotContain("--service\"", "--service ", "--write");
    }

    @ParameterizedTest
    @EnumSource
    void theCommandPrintsWhatAnInstallationHas(Shell shell, @TempDir Path folder) throws IOException {
        InstalledFiles.write(folder);

        assertThat(run("completion", shell.name())).isZero();

        assertThat(out.toString()).isEqualTo(Files.readString(folder.resolve("completion/" + shell.file())));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aShellThatIsNotKnownIsWrongUsage() {
        assertThat(run("completion", "tcsh")).isEqualTo(Main.WRONG_USAGE);
        assertThat(err.toString()).contains("bash", "zsh", "fish");
    }

    private int run(String... arguments) {
        return Main.run(Map.of(), new PrintWriter(out), new PrintWriter(err), arguments);
    }
}
