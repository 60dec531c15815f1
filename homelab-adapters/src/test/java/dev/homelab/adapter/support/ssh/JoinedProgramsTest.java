// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.spi.ProgramOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinedProgramsTest {

    @Test
    void eachProgramHasItsOwnOutputErrorsAndExitCode() throws IOException, InterruptedException {
        List<ProgramOutput> outputs = run(JoinedPrograms.of(List.of(
                List.of("printf", "no line end"),
                List.of("sh", "-c", "echo it\\'s wrong >&2; exit 3"),
                List.of("true"),
                List.of("printf", "\\377\\n"),
                List.of("cat"))));

        assertThat(outputs).extracting(ProgramOutput::exit).containsExactly(0, 3, 0, 0, 0);
        assertThat(outputs.get(0).text().output()).isEqualTo("no line end");
        assertThat(outputs.get(1).errors()).isEqualTo("it's wrong\n");
        assertThat(outputs.get(2).bytes()).isEmpty();
        assertThat(outputs.get(3).bytes()).containsExactly(0xff, '\n'); // no text, and as it is
        assertThat(outputs.get(4).bytes()).isEmpty(); // it has nothing to read
    }

    @Test
    void aProgramThatTheShellDidNotComeToHasNoExitCode() {
        JoinedPrograms joined = JoinedPrograms.of(List.of(List.of("first"), List.of("second"), List.of("third")));
        byte[] output = ("done\n" + joined.mark() + " 0\nhalf a li").getBytes(StandardCharsets.UTF_8);

        List<ProgramOutput> outputs = joined.outputs(output, "\n" + joined.mark() + "\nTerminated");

        assertThat(outputs).extracting(ProgramOutput::exit).containsExactly(0, -1, -1);
        assertThat(outputs).extracting(ProgramOutput::errors).containsExactly("", "Terminated", "");
    }

    @Test
    void theProgramThatRunsIsNamed() {
        JoinedPrograms joined = JoinedPrograms.of(List.of(List.of("first"), List.of("second", "of", "two")));
        String first = "done\n" + joined.mark() + " 0\n";

        assertThat(joined.running(new byte[0])).isEqualTo("first");
        assertThat(joined.running(first.getBytes(StandardCharsets.UTF_8))).isEqualTo("second of two");
        assertThat(joined.running((first + first).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("second of two");
    }

    @Test
    void aLineThatIsCutBeforeTheExitCodeIsNone() {
        JoinedPrograms joined = JoinedPrograms.of(List.of(List.of("first")));
        byte[] cut = ("done\n" + joined.mark() + " ").getBytes(StandardCharsets.UTF_8);

        assertThat(joined.outputs(cut, "")).extracting(ProgramOutput::exit).containsExactly(-1);
    }

    private static List<ProgramOutput> run(JoinedPrograms joined) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(joined.argv()).start();
        byte[] output = process.getInputStream().readAllBytes();
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return joined.outputs(output, errors);
    }
}
