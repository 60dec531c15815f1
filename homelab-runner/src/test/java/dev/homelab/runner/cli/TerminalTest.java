// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Cancellation;
import dev.homelab.runner.cli.screen.Screen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TerminalTest {

    private static final String SECRET = "s3cr3t-t0ken";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine program = new CommandLine(
                    new HomelabCommand(Map.of(), Masker.of(List.of(SECRET)), new Cancellation(), Screen.none(Map.of())))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    private final Terminal terminal = new Terminal(program.getCommandSpec());

    @Test
    void nothingThatIsPrintedActsOnATerminal() {
        terminal.line("a\u001b[2K");
        terminal.lines(List.of("b\u202E", "c\u0007"));
        terminal.heading("d\u001b]0;x\u0007");
        terminal.warnings(List.of(hostile()));
        terminal.problems(List.of(hostile()), false);
        terminal.problems(List.of(hostile()), true);

        assertThat(out + err.toString())
                .doesNotContain("\u001b", "\u202E", "\u0007")
                .contains("a\\u001b[2K\n", "b\\u202e\n", "c\\u0007\n", "d\\u001b]0;x\\u0007\n");
    }

    @Test
    void noSecretIsPrinted() {
        Problem problem = new Problem("target refused", Where.nowhere(), "it says " + SECRET, "use " + SECRET);

        terminal.line(SECRET);
        terminal.lines(List.of("a " + SECRET));
        terminal.heading(SECRET);
        terminal.warnings(List.of(problem));
        terminal.problems(List.of(problem), false);
        terminal.problems(List.of(problem), true);

        assertThat(out + err.toString()).doesNotContain(SECRET).contains("***\n", "it says ***");
    }

    @Test
    void noLineIsACommandToACiServer() {
        terminal.lines(List.of("::add-mask::a", "  ::stop-commands::x", "a ##[error]b", "    ::1 is an address"));

        assertThat(out.toString()).isEqualTo("""
                        \\u003a:add-mask::a
                          \\u003a:stop-commands::x
                        a \\u0023#[error]b
                            ::1 is an address
                        """);
    }

    @Test
    void wrongUsageIsPrintedWithoutEscapes() {
        for (String wrong : List.of("--n\u001b[1mope", "\u202Eevil")) {
            assertThat(Main.run(Map.of(), new PrintWriter(out), new PrintWriter(err), "validate", wrong))
                    .isEqualTo(64);
        }

        assertThat(err.toString()).contains("--n\\u001b[1mope", "\\u202eevil").doesNotContain("\u001b", "\u202E");
    }

    @Test
    void whatIsLoggedIsPrintedWithoutEscapesAndSecrets() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream log =
                new PrintStream(new LogStream(printed, Masker.of(List.of(SECRET))), true, Charset.defaultCharset());

        log.println("WARN a\u001b[2K " + SECRET);
        new IllegalStateException(SECRET + "\u0007").printStackTrace(log);
        log.print("the last words");
        log.close();

        assertThat(printed.toString(Charset.defaultCharset()))
                .startsWith("WARN a\\u001b[2K ***\n")
                .contains("\n\tat dev.homelab")
                .endsWith("the last words")
                .doesNotContain(SECRET, "\u0007");
    }

    private static Problem hostile() {
        return new Problem("target refused", Where.target("a\u001b", "b\u0007"), "c\u202E\n\u001b[1A", "d\u0007");
    }
}
