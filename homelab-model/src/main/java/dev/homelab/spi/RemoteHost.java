// SPDX-License-Identifier: Apache-2.0
package dev.homelab.spi;

import dev.homelab.problem.Where;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A machine that commands are run on. Safe for many threads. */
public interface RemoteHost {

    /** Returns how problems name this machine. */
    Where where();

    /**
     * Runs a program and waits for it.
     *
     * @param argv the program and its arguments, unquoted
     * @throws dev.homelab.provision.TargetException if the host cannot be reached or does not answer in time; a program
     *     that fails is no exception
     */
    default CommandResult run(List<String> argv, Duration limit) {
        return run(argv, "", limit);
    }

    /**
     * Runs a program with input.
     *
     * @param input what it reads from its standard input; unlike its arguments, no other user of the machine sees it
     */
    CommandResult run(List<String> argv, String input, Duration limit);

    /**
     * Runs a program that may take long, and passes on what it prints to standard error line by line as it comes, besides returning all of
     * it.
     *
     * @param errors takes the lines, from any thread; those of a program that is run again come again
     */
    default CommandResult follow(List<String> argv, Consumer<String> errors, Duration limit) {
        CommandResult result = run(argv, limit);
        result.errors().lines().forEach(errors);
        return result;
    }

    /**
     * Runs a program whose output is no text, such as an archive.
     *
     * @param output takes what it prints, none of which is in the result
     */
    CommandResult run(List<String> argv, OutputStream output, Duration limit);

    /**
     * Runs programs one after the other, whatever becomes of each, by a single command where the way to the host allows that. For
     * programs that change nothing and read no input.
     *
     * @param limit how long all of them together may take
     * @return one output for each program, in the same order
     */
    default List<ProgramOutput> runEach(List<List<String>> programs, Duration limit) {
        return programs.stream()
                .map(argv -> {
                    ByteArrayOutputStream output = new ByteArrayOutputStream();
                    CommandResult result = run(argv, output, limit);
                    return new ProgramOutput(result.exit(), output.toByteArray(), result.errors());
                })
                .toList();
    }

    /** Returns a folder of this machine, which need not exist. */
    Folder folder(String path);
}
