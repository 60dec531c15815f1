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

    /** Asks until the answer is the one hoped for or time is up, and returns the last answer. An interrupt ends it early. */
    <T> T await(Supplier<T> question, Predicate<T> hoped) {
        long end = System.nanoTime() + limit.toNanos();
        T answer = question.get();
        while (!hoped.test(answer) && System.nanoTime() < end && rests()) {
            answer = question.get();
        }
        return answer;
    }

    private boolean rests() {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
