// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.shell;

/**
 * What one command left behind.
 *
 * @param exit the exit code, 0 for success
 * @param out all of standard output
 * @param err all of standard error
 */
public record Output(int exit, String out, String err) {

    /** Success with nothing to say. */
    public static final Output SILENT = new Output(0, "", "");

    /** Success that prints {@code text} as it is. */
    public static Output of(String text) {
        return new Output(0, text, "");
    }

    /** Success that prints one line. */
    public static Output line(String text) {
        return of(text + "\n");
    }

    /** A failure that says why on standard error. */
    public static Output failure(int exit, String message) {
        return new Output(exit, "", message + "\n");
    }

    public boolean succeeded() {
        return exit == 0;
    }

    /** This output followed by that of a later command, whose exit code counts. */
    public Output then(Output later) {
        return new Output(later.exit, out + later.out, err + later.err);
    }
}
