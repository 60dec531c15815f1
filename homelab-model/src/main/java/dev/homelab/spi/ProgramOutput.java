// SPDX-License-Identifier: Apache-2.0
package dev.homelab.spi;

import java.nio.charset.StandardCharsets;

/**
 * What a program printed that was run together with others.
 *
 * @param exit its exit code, or -1 if it was ended before it could give one
 * @param bytes its standard output, text or not; nothing is copied, so nothing may change it
 * @param errors its standard error
 */
@SuppressWarnings("ArrayRecordComponent")
public record ProgramOutput(int exit, byte[] bytes, String errors) {

    /** Returns the same as the result of a command that prints text. */
    public CommandResult text() {
        return new CommandResult(exit, new String(bytes, StandardCharsets.UTF_8), errors);
    }
}
