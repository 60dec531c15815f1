// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import dev.homelab.provision.Cancellation;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * How long to wait for the world to follow.
 *
 * @param deadline for one expectation, from the first look
 * @param interval between two looks
 */
public record PollPolicy(Duration deadline, Duration interval) {

    /** What a homelab on slow disks needs. */
    public static PollPolicy usual() {
        return new PollPolicy(Duration.ofSeconds(60), Duration.ofMillis(500));
    }

    /**
     * Looks until what is seen is well or patience ends, and at least once. Once the run is cancelled, it looks no more.
     *
     * @param told what to make of the last look, and of how long it was tried; no time at all for a single look
     */
    <T> T await(Supplier<T> look, Predicate<T> well, BiFunction<T, Duration, T> told, Cancellation cancellation) {
        long begin = System.nanoTime();
        T seen = look.get();
        Duration tried = Duration.ZERO;
        while (!well.test(seen) && System.nanoTime() - begin < deadline.toNanos() && cancellation.pause(interval)) {
            seen = look.get();
            tried = Duration.ofNanos(System.nanoTime() - begin);
        }
        return told.apply(seen, tried);
    }
}
