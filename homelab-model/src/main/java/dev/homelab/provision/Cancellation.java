// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request to end a run early, which any thread may make at any time, and which is never taken back.
 *
 * <p>The step in hand ends first, so that no target is left in the middle of a change. Then the run rolls back the services
 * that it began and did not verify, and releases the lock.
 */
public final class Cancellation {

    private final CountDownLatch requested = new CountDownLatch(1);
    private final Set<Cancellation> runs = ConcurrentHashMap.newKeySet();

    /** Creates one that is not requested yet. */
    public Cancellation() {
        // nothing is requested
    }

    /** Requests it. Does nothing if it was requested before. */
    public void cancel() {
        requested.countDown();
        runs.forEach(Cancellation::cancel);
    }

    public boolean isCancelled() {
        return requested.getCount() == 0;
    }

    /** Returns whether a run is under way that ends early once this is requested. */
    public boolean isAttended() {
        return !runs.isEmpty();
    }

    /**
     * Waits this long, or until the run is cancelled. An interrupt ends the wait too, and stays set; it cancels nothing, since
     * reads side by side are interrupted when one of them fails.
     *
     * @return whether to go on; false if the wait was ended early
     */
    public boolean pause(Duration length) {
        try {
            return !requested.await(length.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Goes on only if the run was not cancelled.
     *
     * @throws CancellationException if it was
     */
    public void check() {
        if (isCancelled()) {
            throw new CancellationException("The run was cancelled.");
        }
    }

    /**
     * Does work in a thread of its own, so that an interrupt of the caller cancels it, where it would make a connection of it
     * fail in the middle of a step otherwise. The caller waits for its end either way, and stays interrupted.
     *
     * @param work gets a cancellation of its own: an interrupt cancels this work alone, and not what other threads do under
     *     the same request
     * @return what the work returns; what it throws is thrown
     */
    public <T> T attend(Function<Cancellation, T> work) {
        CompletableFuture<T> end = new CompletableFuture<>();
        Cancellation run = new Cancellation();
        runs.add(run);
        if (isCancelled()) {
            run.cancel();
        }
        new Thread(() -> finish(end, run, work), "homelab-run").start();
        return await(end, run);
    }

    private <T> void finish(CompletableFuture<T> end, Cancellation run, Function<Cancellation, T> work) {
        try {
            T result = work.apply(run);
            runs.remove(run);
            end.complete(result);
        } catch (RuntimeException | Error e) {
            runs.remove(run);
            end.completeExceptionally(e);
        }
    }

    private static <T> T await(CompletableFuture<T> end, Cancellation run) {
        boolean isInterrupted = false;
        try {
            while (true) {
                try {
                    return end.get();
                } catch (InterruptedException e) {
                    isInterrupted = true;
                    run.cancel();
                }
            }
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException failure(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(cause);
    }
}
