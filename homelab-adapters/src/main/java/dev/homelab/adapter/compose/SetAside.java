// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import dev.homelab.provision.TargetException;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.List;

/**
 * Makes room for the container of a definition where one without Compose runs: stops that one and renames it, so that a rollback starts the
 * very same container again.
 */
final class SetAside {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final RemoteHost host;
    private final ComposeProblems problems;
    private final HostContainers containers;

    /**
     * On one host.
     *
     * @param containers all that are there now
     */
    SetAside(RemoteHost host, ComposeProblems problems, HostContainers containers) {
        this.host = host;
        this.problems = problems;
        this.containers = containers;
    }

    /** Stops it and takes its name away. Harmless when done twice. */
    void put(Origin origin) {
        HostContainer container = container(origin);
        if (container.firstName().equals(origin.nameAside())) {
            return;
        }
        run(origin, ComposeCommands.restart(origin.container(), "no"));
        run(origin, ComposeCommands.stop(origin.container()));
        run(origin, ComposeCommands.rename(origin.container(), origin.nameAside()));
    }

    /** Gives it its name back, and starts it if it ran. */
    void back(Origin origin, Running running) {
        HostContainer container = container(origin);
        if (!container.firstName().equals(origin.name())) {
            run(origin, ComposeCommands.rename(origin.container(), origin.name()));
        }
        run(origin, ComposeCommands.restart(origin.container(), origin.restart()));
        if (running != Running.NOT_AT_ALL) {
            run(origin, ComposeCommands.start(origin.container()));
        }
    }

    private HostContainer container(Origin origin) {
        return containers.all().stream()
                .filter(one -> one.id().equals(origin.container()))
                .findFirst()
                .orElseThrow(() -> new TargetException(problems.asideGone(origin)));
    }

    private void run(Origin origin, List<String> argv) {
        CommandResult result = host.run(argv, LIMIT);
        if (!result.succeeded()) {
            throw new TargetException(problems.notSetAside(origin, result));
        }
    }
}
