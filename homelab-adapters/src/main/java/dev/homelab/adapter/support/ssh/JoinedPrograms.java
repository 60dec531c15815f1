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
    private static final byte[] LINE_END = {'\n'};

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

    /** Returns the program that has printed what is last in this output, or is to print it. */
    String running(byte[] output) {
        byte[] end = end();
        int ended = 0;
        for (int at = indexOf(output, end, 0); at >= 0; at = indexOf(output, end, at + end.length)) {
            ended++;
        }
        return String.join(" ", programs.get(Math.min(ended, programs.size() - 1)));
    }

    private byte[] end() {
        return ("\n" + mark + " ").getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns the output of each; a program that the shell did not come to has none, and the exit code -1. */
    List<ProgramOutput> outputs(byte[] output, String errors) {
        List<ProgramOutput> all = new ArrayList<>();
        byte[] end = end();
        String endOfErrors = "\n" + mark + "\n";
        int at = 0;
        int atErrors = 0;
        for (int i = 0; i < programs.size(); i++) {
            int last = indexOf(output, end, at);
            int lastError = errors.indexOf(endOfErrors, atErrors);
            String said = errors.substring(atErrors, lastError < 0 ? errors.length() : lastError);
            atErrors = lastError < 0 ? errors.length() : lastError + endOfErrors.length();
            int line = last + end.length;
            int lineEnd = last < 0 ? -1 : indexOf(output, LINE_END, line);
            if (lineEnd < 0) {
                all.add(new ProgramOutput(-1, new byte[0], said));
                at = output.length;
            } else {
                int exit = Integer.parseInt(new String(output, line, lineEnd - line, StandardCharsets.US_ASCII));
                all.add(new ProgramOutput(exit, Arrays.copyOfRange(output, at, last), said));
                at = lineEnd + 1;
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
