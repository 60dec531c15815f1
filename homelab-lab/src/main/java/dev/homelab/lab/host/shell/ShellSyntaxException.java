// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.shell;

/** Says which shell syntax a fake host does not take. */
public final class ShellSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The message stands for the whole explanation: it is what the client reads on standard error. */
    public ShellSyntaxException(String message) {
        super(message);
    }
}
