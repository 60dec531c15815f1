// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The switches that break the connection to a fake host. All are off at first. Safe for many threads.
 *
 * <p>A request is a command, or one message over SFTP; they are counted together, from 1.
 */
public final class LineFaults {

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile int before;
    private volatile int after;
    private volatile int refused;
    private volatile boolean due;

    /**
     * Ends the connection instead of carrying out a request, once.
     *
     * @param request its number from now on
     * @param connections how many connections are refused after that
     */
    public void dropBefore(int request, int connections) {
        set(request, 0, connections);
    }

    /**
     * Carries a request out, and ends the connection instead of answering, once.
     *
     * @param request its number from now on
     * @param connections how many connections are refused after that
     */
    public void dropAfter(int request, int connections) {
        set(0, request, connections);
    }

    /** Returns how many requests came since a switch was last set. */
    public int requests() {
        return requests.get();
    }

    private void set(int newBefore, int newAfter, int newRefused) {
        before = newBefore;
        after = newAfter;
        refused = newRefused;
        due = false;
        requests.set(0);
    }

    /** Counts a request, and returns whether the connection ends before it is carried out. */
    boolean dropsBefore() {
        int number = requests.incrementAndGet();
        if (due || number == before) {
            drop();
            return true;
        }
        due = number == after;
        return false;
    }

    /** Returns whether the connection ends now that a request was carried out. */
    boolean dropsAfter() {
        boolean drops = due;
        if (drops) {
            drop();
        }
        return drops;
    }

    /** Returns whether a new connection is refused. */
    boolean refuses() {
        return refusals.getAndUpdate(left -> Math.max(left - 1, 0)) > 0;
    }

    private void drop() {
        due = false;
        refusals.set(refused);
    }
}
