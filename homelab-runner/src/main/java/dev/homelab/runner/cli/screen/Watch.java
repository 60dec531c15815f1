// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.screen;

import dev.homelab.report.Activity;
import dev.homelab.report.Watcher;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Shows what a command is at work on, until it is closed. */
public final class Watch implements Watcher, AutoCloseable {

    private final Board board;
    private final UnaryOperator<String> shown;
    private final boolean isLive;
    private final Runnable clear;
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean isPaused;

    /**
     * Shows a board, again and again.
     *
     * @param shown takes secrets and control sequences out of a text
     * @param isLive whether a person follows each second
     * @param millis from one time to the next
     * @param show shows the board as it is now
     * @param clear takes away what was shown
     */
    Watch(Board board, UnaryOperator<String> shown, boolean isLive, long millis, Runnable show, Runnable clear) {
        this.board = board;
        this.shown = shown;
        this.isLive = isLive;
        this.clear = clear;
        Thread ticks = new Thread(() -> tick(millis, show), "homelab-watch");
        ticks.setDaemon(true);
        ticks.start();
    }

    private void tick(long millis, Runnable show) {
        try {
            while (!closed.await(millis, TimeUnit.MILLISECONDS)) {
                showOnce(show);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void showOnce(Runnable show) {
        if (!isPaused && closed.getCount() > 0) {
            show.run();
        }
    }

    /** A secret is masked before anything is cut off. */
    @Override
    public void at(Activity activity) {
        board.at(new Activity(
                activity.target(), activity.service(), shown.apply(activity.step()), shown.apply(activity.detail())));
    }

    @Override
    public boolean wantsDetails() {
        return isLive;
    }

    /** Asks a question while nothing is shown. */
    <T> T whilePaused(Supplier<T> question) {
        pause(true);
        try {
            return question.get();
        } finally {
            pause(false);
        }
    }

    private synchronized void pause(boolean on) {
        isPaused = on;
        if (on) {
            clear.run();
        }
        board.rest();
    }

    @Override
    public void close() {
        end();
    }

    /** Shows nothing more. */
    public void end() {
        closed.countDown();
        synchronized (this) {
            clear.run();
        }
    }
}
