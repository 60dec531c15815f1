// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.compose;

/** Says why Compose would not go on, in the words it prints on standard error. */
public final class ComposeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exit;

    /** A failure with Compose's ordinary exit code, 1. */
    public ComposeException(String message) {
        this(1, message);
    }

    /** A failure with an exit code of its own; 15 is Compose's for a file it cannot take. */
    public ComposeException(int exit, String message) {
        super(message);
        this.exit = exit;
    }

    public int exit() {
        return exit;
    }
}
