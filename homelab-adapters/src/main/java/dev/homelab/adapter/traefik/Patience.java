// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * How long and how often to ask whether something has happened.
 *
 * @param limit when to give up
 * @param pause between two questions
 */
record Patience(Duration limit, Duration pause) {

    /** Asks until the answer is the one hoped for or time is up, and returns the last answer. */
    <T> T await(Supplier<T> question, Predicate<T> hoped) {
        long end = System.nanoTime() + limit.toNanos();
        T answer = question.get();
        while (!hoped.test(answer) && System.nanoTime() < end) {
            rest();
            answer = question.get();
        }
        return answer;
    }

    private void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for Traefik.", e);
        }
    }
}
