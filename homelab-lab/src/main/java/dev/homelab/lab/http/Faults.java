// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.http;

import java.util.concurrent.atomic.AtomicInteger;

/** The switches that make a fake fail. Every fake has one; all are off at first. Safe for many threads. */
public final class Faults {

    private final AtomicInteger writesLeft = new AtomicInteger(Integer.MAX_VALUE);
    private volatile boolean down;

    /** Refuses every write after the next {@code writes}. */
    public void failAfter(int writes) {
        writesLeft.set(writes);
    }

    /** Refuses every request, or connection, until {@link #recover}. */
    public void goDown() {
        down = true;
    }

    /** Makes the fake well again. */
    public void recover() {
        down = false;
        writesLeft.set(Integer.MAX_VALUE);
    }

    /** Returns whether the fake is to refuse everything. */
    public boolean isDown() {
        return down;
    }

    /** Takes one write from what is left, and returns whether it may be made. A fake calls this once per write. */
    public boolean allowWrite() {
        return writesLeft.getAndUpdate(left -> left == Integer.MAX_VALUE ? left : Math.max(left - 1, 0)) > 0;
    }
}
