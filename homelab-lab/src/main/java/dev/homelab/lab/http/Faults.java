// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.http;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** The switches that make a fake fail. Every fake has one; all are off at first. Safe for many threads. */
public final class Faults {

    private final AtomicInteger writesLeft = new AtomicInteger(Integer.MAX_VALUE);
    private volatile BooleanSupplier judge = () -> true;
    private final AtomicInteger writesMade = new AtomicInteger();
    private volatile int lostAfter = Integer.MAX_VALUE;
    private volatile boolean down;

    /** Refuses every write after the next {@code writes}. */
    public void failAfter(int writes) {
        writesLeft.set(writes);
    }

    /** Makes the write after the next {@code writes} and ends the connection without an answer, once. */
    public void loseAnswerAfter(int writes) {
        writesMade.set(0);
        lostAfter = writes;
    }

    /** Refuses every request, or connection, until {@link #recover}. */
    public void goDown() {
        down = true;
    }

    /** Asks {@code judge} before each write from now on, on the thread that makes it, whether it may be made. */
    public void ask(BooleanSupplier judge) {
        this.judge = judge;
    }

    /** Makes the fake well again. */
    public void recover() {
        judge = () -> true;
        down = false;
        writesLeft.set(Integer.MAX_VALUE);
        lostAfter = Integer.MAX_VALUE;
    }

    /** Returns, once, whether the answer to what was just written is to be lost. A fake asks before it answers. */
    public boolean losesAnswer() {
        boolean isLost = writesMade.get() > lostAfter;
        if (isLost) {
            lostAfter = Integer.MAX_VALUE;
        }
        return isLost;
    }

    /** Returns whether the fake is to refuse everything. */
    public boolean isDown() {
        return down;
    }

    /** Takes one write from what is left, and returns whether it may be made. A fake calls this once per write. */
    public boolean allowWrite() {
        boolean left = writesLeft.getAndUpdate(n -> n == Integer.MAX_VALUE ? n : Math.max(n - 1, 0)) > 0;
        boolean isAllowed = left && judge.getAsBoolean();
        if (isAllowed) {
            writesMade.incrementAndGet();
        }
        return isAllowed;
    }
}
