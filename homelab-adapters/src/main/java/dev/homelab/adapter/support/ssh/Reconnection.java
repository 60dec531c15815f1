// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Repeats what fails because a host, or the engine on it, is unreachable. One that stayed unreachable for the whole patience is not
 * waited for again until it has answered. Safe for many threads.
 */
final class Reconnection {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final Supplier<ReconnectPolicy> policy;
    private volatile boolean isGivenUp;

    Reconnection(Supplier<ReconnectPolicy> policy) {
        this.policy = policy;
    }

    /**
     * Does something until it is done or patience ends.
     *
     * @param action gets whether it is repeated
     * @param isUnreachable whether a result says that the other side does not answer
     * @return the last result
     * @throws UnreachableHostException if the host did not answer in the end
     */
    <T> T repeat(Function<Boolean, T> action, Predicate<T> isUnreachable) {
        Wait wait = new Wait();
        while (true) {
            try {
                T result = action.apply(wait.hasBegun());
                if (!isUnreachable.test(result)) {
                    isGivenUp = false;
                    return result;
                }
                if (!wait.goesOn()) {
                    return result;
                }
            } catch (UnreachableHostException e) {
                if (!wait.goesOn()) {
                    throw e;
                }
            }
        }
    }

    /** One wait, from the first failure on. */
    private final class Wait {

        private long begin;
        private Duration pause = Duration.ZERO;

        boolean hasBegun() {
            return !pause.isZero();
        }

        /** Pauses, and returns whether to try again. */
        boolean goesOn() {
            ReconnectPolicy now = policy.get();
            if (now.isNone() || isGivenUp) {
                return false;
            }
            if (!hasBegun()) {
                begin = System.nanoTime();
            }
            if (System.nanoTime() - begin >= now.patience().toNanos()) {
                isGivenUp = true;
                return false;
            }
            Duration longer = pause.multipliedBy(2);
            pause = !hasBegun() ? FIRST_PAUSE : longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
            return now.cancellation().pause(pause);
        }
    }
}
