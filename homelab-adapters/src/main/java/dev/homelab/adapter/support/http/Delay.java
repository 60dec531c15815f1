// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.http;

import java.time.Duration;

/** A wait that a server asked for, or needs. Tests pass one that only takes note of it. */
@FunctionalInterface
public interface Delay {

    void take(Duration length);

    /** Returns the pause that really waits; an interrupt ends it early and stays set. */
    static Delay real() {
        return length -> {
            try {
                Thread.sleep(length.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }
}
