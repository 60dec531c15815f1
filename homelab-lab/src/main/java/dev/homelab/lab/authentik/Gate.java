// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where requests wait until enough of them have come, or for some seconds. Safe for many threads. */
final class Gate {

    private static final long LONGEST_WAIT = 3;

    private final CountDownLatch missing;
    private volatile boolean opened;

    /**
     * @param together how many have to come
     */
    Gate(int together) {
        missing = new CountDownLatch(together);
    }

    void pass() {
        missing.countDown();
        try {
            if (missing.await(LONGEST_WAIT, TimeUnit.SECONDS)) {
                opened = true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether enough of them waited at the same time. */
    boolean opened() {
        return opened;
    }
}
