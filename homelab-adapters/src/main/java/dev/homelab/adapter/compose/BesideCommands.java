// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import dev.homelab.spi.CommandResult;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Runs some commands on a host side by side. */
final class BesideCommands implements AutoCloseable {

    private final RemoteHost host;
    private final ExecutorService threads;
    private final List<CompletableFuture<CommandResult>> all = new ArrayList<>();

    /** At most that many at once; no thread is started before it is needed. */
    BesideCommands(RemoteHost host, int most) {
        this.host = host;
        this.threads = Executors.newFixedThreadPool(most, work -> {
            Thread thread = new Thread(work, "compose");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Begins a command whose progress is followed, and returns what waits for its end. */
    Supplier<CommandResult> run(List<String> argv, Duration limit, UpProgress progress) {
        CompletableFuture<CommandResult> result =
                CompletableFuture.supplyAsync(() -> progress.during(lines -> host.follow(argv, lines, limit)), threads);
        all.add(result);
        return () -> {
            try {
                return result.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw e;
            }
        };
    }

    /** Waits for what still goes on, so that nothing comes up while what follows takes it down; each command has a limit of its own. */
    @Override
    public void close() {
        threads.shutdown();
        all.forEach(one -> one.handle((result, failure) -> true).join());
    }
}
