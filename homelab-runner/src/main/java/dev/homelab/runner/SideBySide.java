// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Threads for work on several targets at once. They wait for other machines most of the time. */
final class SideBySide implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "homelab-target");
        thread.setDaemon(true);
        return thread;
    });

    /** Begins work on all at once, and returns what it will give, in the same order, once all of it has ended. */
    <T, U> List<CompletableFuture<U>> map(Collection<T> values, Function<T, U> work) {
        List<CompletableFuture<U>> all = values.stream()
                .map(value -> CompletableFuture.supplyAsync(() -> work.apply(value), threads))
                .toList();
        all.forEach(one -> one.handle((result, failure) -> true).join());
        return all;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
