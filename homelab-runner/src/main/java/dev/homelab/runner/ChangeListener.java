// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.provision.Change;
import dev.homelab.provision.Outcome;
import java.util.List;

/** Sees what one target does: what is about to be made, and what became of each change. */
@FunctionalInterface
interface ChangeListener {

    /** Called before any of these is made; if it throws, none is. */
    default void begin(List<? extends Change<?>> changes) {
        // most only care for what becomes of them
    }

    void end(Outcome<?> outcome);
}
