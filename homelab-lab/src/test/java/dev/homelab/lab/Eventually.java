// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens on another thread. */
public final class Eventually {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private Eventually() {}

    /** Returns as soon as the condition holds, and fails when it does not within ten seconds. */
    public static void eventually(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        assertThat(condition.getAsBoolean()).as(what).isTrue();
    }
}
