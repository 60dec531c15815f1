// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import static java.util.stream.Collectors.joining;

import dev.homelab.spi.ProgramOutput;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Several programs as one command of a POSIX shell, which prints a line behind the output of each. No program can print that line:
 * it is random.
 *
 * @param programs the argv of each, in the order they run
 * @param mark what the line begins with
 */
record JoinedPrograms(List<List<String>> programs, String mark) {

    private static final int RANDOM_BYTES = 16;

    JoinedPrograms {
        programs = List.copyOf(programs);
    }

    static JoinedPrograms of(List<List<String>> programs) {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return new JoinedPrograms(programs, "--" + HexFormat.of().formatHex(random));
    }

    List<String> argv() {
        String script = programs.stream()
                .map(argv -> Argv.quoted(argv) + " </dev/null; printf '\\n%s %s\\n' " + mark + " $?; printf '\\n%s\\n' "
                        + mark + " >&2; ")
                .collect(joining());
        return List.of("sh", "-c", script + "exit 0");
    }

    /** Returns the programs as a person may read them. */
    String text() {
        return programs.stream().map(argv -> String.join(" ", argv)).collect(joining("; "));
    }

    /** Returns the output of each; a program that the shell did not come to has none, and the exit code -1. */
    List<ProgramOutput> outputs(byte[] output, String errors) {
        List<ProgramOutput> all = new ArrayList<>();
        byte[] end = ("\n" + mark + " ").getBytes(StandardCharsets.US_ASCII);
        String endOfErrors = "\n" + mark + "\n";
        int at = 0;
        int atErrors = 0;
        for (int i = 0; i < programs.size(); i++) {
            int last = indexOf(output, end, at);
            int lastError = errors.indexOf(endOfErrors, atErrors);
            String said = errors.substring(atErrors, lastError < 0 ? errors.length() : lastError);
            atErrors = lastError < 0 ? errors.length() : lastError + endOfErrors.length();
            if (last < 0) {
                all.add(new ProgramOutput(-1, new byte[0], said));
                at = output.length;
            } else {
                int line = last + end.length;
                int lineEnd = line;
                while (lineEnd < output.length && output[lineEnd] != '\n') {
                    lineEnd++;
                }
                int exit = Integer.parseInt(new String(output, line, lineEnd - line, StandardCharsets.US_ASCII));
                all.add(new ProgramOutput(exit, Arrays.copyOfRange(output, at, last), said));
                at = Math.min(lineEnd + 1, output.length);
            }
        }
        return List.copyOf(all);
    }

    private static int indexOf(byte[] text, byte[] part, int from) {
        for (int at = from; at <= text.length - part.length; at++) {
            if (text[at] == part[0] && Arrays.equals(text, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        return -1;
    }
}
