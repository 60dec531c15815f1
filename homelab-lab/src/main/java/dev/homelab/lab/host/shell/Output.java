// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.shell;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The output of one command.
 *
 * @param exit the exit code, 0 for success
 * @param out all of standard output
 * @param err all of standard error
 * @param charset which bytes {@code out} stands for: UTF-8 for text, ISO-8859-1 for what is none, a character each
 */
public record Output(int exit, String out, String err, Charset charset) {

    /** Success with nothing to say. */
    public static final Output SILENT = new Output(0, "", "");

    /** The output of a command that prints text. */
    public Output(int exit, String out, String err) {
        this(exit, out, err, StandardCharsets.UTF_8);
    }

    /** The output of a command that prints bytes. */
    public static Output ofBytes(int exit, byte[] out, String err) {
        return new Output(exit, new String(out, StandardCharsets.ISO_8859_1), err, StandardCharsets.ISO_8859_1);
    }

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
        if (charset.equals(later.charset)) {
            return new Output(later.exit, out + later.out, err + later.err, charset);
        }
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(bytes());
        both.writeBytes(later.bytes());
        return ofBytes(later.exit, both.toByteArray(), err + later.err);
    }

    /** The bytes of standard output. */
    public byte[] bytes() {
        return out.getBytes(charset);
    }
}
