// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.toMap;

import dev.homelab.provision.Cancellation;
import dev.homelab.provision.PollPolicy;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Commands of Compose that still run on a host although the run that started them is gone: an SSH server does not end a program
 * whose client was killed. Two at once for one project get in each other's way, so the later one waits.
 */
final class EarlierCommands {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration INTERVAL = Duration.ofMillis(500);

    /** Options of Compose itself that have a value. */
    private static final Set<String> WITH_VALUE = Set.of(
            "-p",
            "--project-name",
            "-f",
            "--file",
            "--project-directory",
            "--workdir",
            "--env-file",
            "--profile",
            "--ansi",
            "--progress",
            "--parallel");

    /** What changes containers; a log that someone follows, or a shell in a container, is waited for by no run. */
    private static final Set<String> CHANGING = Set.of(
            "up", "down", "create", "start", "stop", "restart", "kill", "rm", "pause", "unpause", "pull", "build",
            "scale");

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
        return new PollPolicy(patience, INTERVAL).await(() -> running(projects), Map::isEmpty, cancellation);
    }

    /** A host that cannot list its processes has none that are known. */
    private SortedMap<String, Long> running(Set<String> projects) {
        return host.run(ComposeCommands.processes(), LIMIT)
                .output()
                .lines()
                .flatMap(line -> Command.read(line).stream())
                .filter(command -> projects.contains(command.project()) && CHANGING.contains(command.verb()))
                .collect(toMap(Command::project, Command::process, Math::min, TreeMap::new));
    }

    /** A command of Compose that names its project. */
    private record Command(long process, String project, String verb) {

        /** Reads a line of {@link ComposeCommands#processes}. */
        static Optional<Command> read(String line) {
            List<String> words = List.of(line.strip().split(" +"));
            int compose = words.indexOf("compose");
            if (compose < 1 || !words.get(0).matches("[0-9]{1,18}")) {
                return Optional.empty();
            }
            String project = "";
            for (int at = compose + 1; at < words.size(); at++) {
                String[] option = words.get(at).split("=", 2);
                if (!option[0].startsWith("-")) {
                    return Optional.of(new Command(Long.parseLong(words.get(0)), project, option[0]));
                }
                String value = option.length == 2 ? option[1] : "";
                if (option.length == 1 && WITH_VALUE.contains(option[0]) && at + 1 < words.size()) {
                    value = words.get(++at);
                }
                if (option[0].equals("-p") || option[0].equals("--project-name")) {
                    project = value;
                }
            }
            return Optional.empty();
        }
    }
}
