// SPDX-License-Identifier: Apache-2.0
package dev.homelab.spi;

/**
 * The result of a program.
 *
 * @param exit its exit code
 * @param output what it printed
 * @param errors what it complained about
 */
public record CommandResult(int exit, String output, String errors) {

    public boolean succeeded() {
        return exit == 0;
    }

    /** Returns the last line of the complaints that says something, or of the output if there are none. */
    public String reason() {
        String text = errors.isBlank() ? output : errors;
        return text.lines()
                .filter(line -> !line.isBlank())
                .reduce((first, last) -> last)
                .map(String::strip)
                .orElse("exit code " + exit);
    }
}
