// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.toMap;

import dev.homelab.provision.Cancellation;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Commands of Compose that still run on a host although the run that started them is gone: an SSH server does not end a program
 * whose client was killed. Two at once for one project get in each other's way, so the later one waits.
 */
final class EarlierCommands {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration INTERVAL = Duration.ofMillis(500);

    /** A line of {@link ComposeCommands#processes}: a process, and the project that it works on. */
    private static final Pattern PROCESS =
            Pattern.compile("^ *(\\d+) [^\n]*?\\bcompose [^\n]*?(?:-p|--project-name)[ =](\\S+)", Pattern.MULTILINE);

    private final RemoteHost host;
    private final Duration patience;

    /**
     * Commands on one host.
     *
     * @param patience how long to wait for them
     */
    EarlierCommands(RemoteHost host, Duration patience) {
        this.host = host;
        this.patience = patience;
    }

    /** Waits for those of these projects to end, and returns which still run: the lowest process id by project. */
    Map<String, Long> await(Set<String> projects, Cancellation cancellation) {
        long begin = System.nanoTime();
        SortedMap<String, Long> running = running(projects);
        while (!running.isEmpty() && System.nanoTime() - begin < patience.toNanos() && cancellation.pause(INTERVAL)) {
            running = running(projects);
        }
        return running;
    }

    /** A host that cannot list its processes has none that are known. */
    private SortedMap<String, Long> running(Set<String> projects) {
        Matcher lines =
                PROCESS.matcher(host.run(ComposeCommands.processes(), LIMIT).output());
        return lines.results()
                .filter(line -> projects.contains(line.group(2)))
                .collect(toMap(line -> line.group(2), line -> Long.valueOf(line.group(1)), Math::min, TreeMap::new));
    }
}
