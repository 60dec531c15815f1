// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Does work on several targets in parallel, on the executor of the program that embeds this, or else on threads of its own: they
 * wait for other machines most of the time. No work waits for other work on it, so that a single thread is enough.
 */
final class ParallelExecutor implements AutoCloseable {

    private final Executor executor;
    private final Runnable end;
    private final List<CompletableFuture<?>> begun = new CopyOnWriteArrayList<>();

    ParallelExecutor(Optional<Executor> given) {
        if (given.isPresent()) {
            executor = given.get();
            end = () -> {};
        } else {
            ExecutorService threads = Executors.newCachedThreadPool(work -> {
                Thread thread = new Thread(work, "homelab-target");
                thread.setDaemon(true);
                return thread;
            });
            executor = threads;
            end = threads::shutdownNow;
        }
    }

    /** Begins work on all at once, and returns its results, in the same order, once all of it has ended. */
    <T, U> List<CompletableFuture<U>> map(Collection<T> values, Function<T, U> work) {
        List<CompletableFuture<U>> all = start(values, work);
        await(all);
        return all;
    }

    /** Begins work on all at once. */
    <T, U> List<CompletableFuture<U>> start(Collection<T> values, Function<T, U> work) {
        return values.stream()
                .map(value -> CompletableFuture.supplyAsync(() -> work.apply(value), executor))
                .toList();
    }

    /** Begins something that {@link #close} waits for: to interrupt it would break a connection that others need. */
    void begin(Runnable work) {
        begun.add(CompletableFuture.runAsync(work, executor));
    }

    /** Waits for something that was begun, and returns its result. */
    static <T> T result(CompletableFuture<T> begun) {
        try {
            return begun.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** Waits until all of it has ended, one way or the other. */
    static void await(Collection<? extends CompletableFuture<?>> all) {
        all.forEach(one -> one.handle((result, failure) -> true).join());
    }

    @Override
    public void close() {
        await(begun);
        end.run();
    }
}
