// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.http;

import dev.homelab.provision.Cancellation;
import java.time.Duration;
import java.util.function.Supplier;

/** A wait that a server asked for, or needs. Tests pass one that only takes note of it. */
@FunctionalInterface
public interface Delay {

    /**
     * Waits this long.
     *
     * @return whether to go on; false once the wait was ended early
     */
    boolean take(Duration length);

    /** Returns the delay that an interrupt ends early; the interrupt stays set. */
    static Delay real() {
        return within(Cancellation::new);
    }

    /**
     * Returns the delay that a cancellation ends early.
     *
     * @param phase what cancels the phase that the run is in now: a rollback waits although its run was cancelled
     */
    static Delay within(Supplier<Cancellation> phase) {
        return length -> phase.get().pause(length);
    }
}
