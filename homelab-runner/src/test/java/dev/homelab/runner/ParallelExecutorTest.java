// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ParallelExecutorTest {

    /** Otherwise the connection it uses would break, over which the lock of a run that is refused is released. */
    @Test
    void whatWasBegunIsWaitedForAndNotInterrupted() {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<String> end = new AtomicReference<>("not ended");

        try (ParallelExecutor threads = new ParallelExecutor(Optional.empty())) {
            threads.begin(() -> {
                begun.countDown();
                end.set(pause());
            });
            assertThat(awaited(begun)).isTrue();
        }

        assertThat(end).hasValue("ended");
    }

    private static String pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
            return "ended";
        } catch (InterruptedException e) {
            return "interrupted";
        }
    }

    private static boolean awaited(CountDownLatch begun) {
        try {
            return begun.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }
}
