// SPDX-License-Identifier: Apache-2.0
package dev.homelab.report;

/** How a run ended; each has the exit code that programs see. */
public enum Ending {
    /** Everything is as the catalog says, or is to stay as it is. */
    DONE(0),
    /** It failed before anything was changed, or with changes that a later job of the pipeline rolls back. */
    FAILED(1),
    /** Changes are pending, or drift was found. */
    PENDING(2),
    /** The definitions are not valid; nothing was changed. */
    INVALID(3),
    /** Refused, before anything was changed: a guard, a conflict, a stale plan, or another run that holds the lock. */
    REFUSED(4),
    /** A service did not come up or did not verify; every target was read again afterwards and is as it was for it. */
    ROLLED_BACK(5),
    /** Something could not be rolled back, or could not be read afterwards: manual action required. */
    INCOMPLETE(6),
    /** Cancelled: what was begun and not verified is rolled back, and the rest was not begun. */
    CANCELLED(130);

    private final int exitCode;

    Ending(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
