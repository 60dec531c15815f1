// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.secret;

/** What a program came to; what it printed may be a secret. */
final class ProgramResult {

    private final int exit;
    private final byte[] output;
    private final String errors;

    ProgramResult(int exit, byte[] output, String errors) {
        this.exit = exit;
        this.output = output.clone();
        this.errors = errors;
    }

    int exit() {
        return exit;
    }

    byte[] output() {
        return output.clone();
    }

    String errors() {
        return errors;
    }
}
