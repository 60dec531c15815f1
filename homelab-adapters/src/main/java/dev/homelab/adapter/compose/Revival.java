// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import dev.homelab.provision.TargetException;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.List;

/**
 * Brings containers out of the states that Compose cannot start them from (5.6.1): it fails at one that is paused, and at one that
 * the engine could not remove wholly. Every other state it knows a way from.
 */
final class Revival {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final RemoteHost host;
    private final ComposeProblems problems;

    Revival(RemoteHost host, ComposeProblems problems) {
        this.host = host;
        this.problems = problems;
    }

    void of(List<HostContainer> containers) {
        containers.forEach(container -> {
            switch (container.status().state()) {
                case "paused" -> run(container, ComposeCommands.unpause(container.id()));
                case "dead", "removing" -> run(container, ComposeCommands.remove(container.id()));
                default -> {} // Compose starts it, or recreates it
            }
        });
    }

    /** One that has gone or was unpaused in between is as it should be. */
    private void run(HostContainer container, List<String> argv) {
        CommandResult result = host.run(argv, LIMIT);
        boolean isDone = result.succeeded()
                || result.errors().contains("No such container")
                || result.errors().contains("is not paused")
                || result.errors().contains("already in progress");
        if (!isDone) {
            throw new TargetException(problems.notRevived(container, argv, result));
        }
    }
}
