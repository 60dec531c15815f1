// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does something every so often, which must not throw, while a process lives, and one last thing when it is asked to end. */
final class Heartbeat {

    private final Duration interval;
    private final Runnable beat;
    private final Thread last;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "homelab-lease");
        thread.setDaemon(true);
        return thread;
    });

    Heartbeat(Duration interval, Runnable beat, Runnable last) {
        this.interval = interval;
        this.beat = beat;
        this.last = new Thread(last, "homelab-last");
    }

    void start() {
        long millis = interval.toMillis();
        Future<?> unused =
                timer.scheduleWithFixedDelay(beat, millis, millis, TimeUnit.MILLISECONDS); // never ends by itself
        Runtime.getRuntime().addShutdownHook(last);
    }

    /** Does something else at once, beside the caller. */
    void now(Runnable work) {
        timer.execute(work);
    }

    void stop() {
        timer.shutdownNow();
        try {
            Runtime.getRuntime().removeShutdownHook(last);
        } catch (IllegalStateException e) {
            return; // the process is ending, and this is its last thing
        }
    }
}
