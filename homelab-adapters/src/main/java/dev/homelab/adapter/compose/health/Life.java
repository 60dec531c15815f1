// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.health;

import java.time.Duration;

/**
 * How often a container has ended and was started again by its restart policy. Docker counts from zero again when a user starts
 * it.
 *
 * @param restarts how often
 * @param earlier how long it took from its creation to its last start
 * @param outOfMemory whether it was killed since it needed more memory than it may use, the last time it ended
 */
public record Life(int restarts, Duration earlier, boolean outOfMemory) {

    /** Of a container of which no more is known. */
    public static final Life UNKNOWN = new Life(0, Duration.ZERO, false);

    /** One that fails at once never is up that long. */
    private static final Duration LEAST = Duration.ofSeconds(5);

    private static final Duration LEAST_AFTER_RESTART = Duration.ofSeconds(10);
    private static final Duration MOST = Duration.ofSeconds(45);
    private static final Duration AFTER_LACK_OF_MEMORY = Duration.ofMinutes(10);

    /**
     * Returns how long it has to be up until it is believed to stay: twice as long as it lived on average before, within bounds, so
     * that a loop is distinguished from a container that had to wait for another at first.
     */
    Duration trial() {
        if (restarts == 0) {
            return LEAST;
        }
        if (outOfMemory) {
            return AFTER_LACK_OF_MEMORY;
        }
        Duration twice = earlier.multipliedBy(2).dividedBy(restarts);
        Duration enough = twice.compareTo(LEAST_AFTER_RESTART) < 0 ? LEAST_AFTER_RESTART : twice;
        return enough.compareTo(MOST) > 0 ? MOST : enough;
    }

    /** Returns what speaks against it; empty if nothing does. */
    public String remark() {
        if (restarts == 0) {
            return outOfMemory ? ", killed for lack of memory" : "";
        }
        String times = restarts == 1 ? "once" : restarts + " times";
        return ", restarted " + times + (outOfMemory ? ", killed for lack of memory" : "");
    }
}
