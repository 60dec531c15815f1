// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.file;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at files again and again, and notifies when what was read differs from what was read before.
 *
 * <p>Comparing what is read, rather than waiting for events of the file system, behaves the same on every platform.
 *
 * @param <T> what is read; judged by {@code equals}
 */
public final class FileWatch<T> implements AutoCloseable {

    private static final long INTERVAL_MILLIS = 50;

    private final Supplier<T> reader;
    private final Consumer<T> listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable T last;

    private FileWatch(Supplier<T> reader, Consumer<T> listener) {
        this.reader = reader;
        this.listener = listener;
    }

    /** Reads once, notifies the listener on the calling thread, and from then on after every difference. */
    public static <T> FileWatch<T> start(String name, Supplier<T> reader, Consumer<T> listener) {
        FileWatch<T> watch = new FileWatch<>(reader, listener);
        watch.look();
        Thread looking = new Thread(watch::lookUntilClosed, "lab-" + name + "-watch");
        looking.setDaemon(true);
        looking.start();
        return watch;
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void lookUntilClosed() {
        try {
            while (!closed.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
                lookAgain();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookAgain() {
        try {
            look();
        } catch (RuntimeException e) {
            // a file vanished between being listed and being read: the next look sees the whole of it
        }
    }

    private void look() {
        T now = reader.get();
        if (!now.equals(last)) {
            last = now;
            listener.accept(now);
        }
    }
}
