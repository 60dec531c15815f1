// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Several reads at the same time, each in a thread of its own. Closing it gives up those that have not ended. */
final class ParallelReads implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "authentik");
        thread.setDaemon(true);
        return thread;
    });

    /** Begins a read at once. What is returned waits for its result, and fails as it failed. */
    <T> Supplier<T> ask(Supplier<T> read) {
        Future<T> begun = threads.submit(read::get);
        return () -> result(begun);
    }

    private static <T> T result(Future<T> begun) {
        try {
            return begun.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The run was cancelled.");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
