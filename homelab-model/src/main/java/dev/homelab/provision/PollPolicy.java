// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * How long and how often to look whether something holds. All waits for a condition go through it, so none ignores a
 * cancellation.
 *
 * @param deadline when to give up, from the first look
 * @param interval the longest time between two looks; the first ones follow each other faster, since most waits are short
 */
public record PollPolicy(Duration deadline, Duration interval) {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);

    /** The policy for services that start, on slow disks too. */
    public static PollPolicy usual() {
        return new PollPolicy(Duration.ofSeconds(60), Duration.ofMillis(500));
    }

    /**
     * Looks until the condition holds, the deadline is reached or the run is cancelled, and at least once.
     *
     * @return the last look
     */
    public <T> T await(Supplier<T> look, Predicate<T> condition, Cancellation cancellation) {
        return await(look, condition, (seen, tried) -> seen, cancellation);
    }

    /**
     * Looks until it is good or time is up, and says how long that took.
     *
     * @param result made of the last look, and of the time from the first look to it; zero for a single look
     */
    public <T, R> R await(
            Supplier<T> look, Predicate<T> condition, BiFunction<T, Duration, R> result, Cancellation cancellation) {
        long begin = System.nanoTime();
        T seen = look.get();
        Duration tried = Duration.ZERO;
        Duration pause = FIRST_PAUSE;
        while (!condition.test(seen)
                && System.nanoTime() - begin < deadline.toNanos()
                && cancellation.pause(pause.compareTo(interval) < 0 ? pause : interval)) {
            pause = pause.multipliedBy(2).compareTo(interval) < 0 ? pause.multipliedBy(2) : interval;
            seen = look.get();
            tried = Duration.ofNanos(System.nanoTime() - begin);
        }
        return result.apply(seen, tried);
    }
}
