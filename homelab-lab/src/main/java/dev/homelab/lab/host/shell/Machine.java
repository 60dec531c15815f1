// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.shell;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What a shell works on. */
public interface Machine {

    /**
     * Runs a program.
     *
     * @param variables its environment
     * @param input its standard input, asked only by a program that reads it
     */
    Output run(List<String> argv, Map<String, String> variables, Supplier<String> input);

    /** Reads a file for {@code <}; what is printed is its text. */
    Output read(String path);

    /** Writes a file for {@code >} and {@code >>}. */
    Output write(String path, String text, Writing how);

    /**
     * How a file is written.
     *
     * @param isAppended whether text goes to the end of a file
     * @param mustBeNew whether a file that is there is a failure, as after {@code set -C}
     * @param isPrivate whether a new file is its owner's alone, as after {@code umask 077}
     */
    record Writing(boolean isAppended, boolean mustBeNew, boolean isPrivate) {}
}
