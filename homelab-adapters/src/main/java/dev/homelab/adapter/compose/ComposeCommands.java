// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The commands that are run on a host, as argv lists. Pure. */
final class ComposeCommands {

    private static final String PS_FORMAT = Stream.of(
                    "{{.Names}}",
                    "{{.State}}",
                    "{{.Ports}}",
                    label(Labels.COMPOSE_PROJECT),
                    label(Labels.COMPOSE_SERVICE),
                    label(Labels.COMPOSE_FOLDER),
                    label(Labels.SERVICE),
                    label(Labels.REVISION))
            .collect(joining("\t"));

    private final String project;
    private final String folder;

    /** Commands for one project in this folder. */
    ComposeCommands(String project, String folder) {
        this.project = project;
        this.folder = folder;
    }

    /** Lists every container of the host, in the form {@link HostContainer#parse} reads. */
    static List<String> ps() {
        return List.of("docker", "ps", "-a", "--no-trunc", "--format", PS_FORMAT);
    }

    static List<String> version() {
        return List.of("docker", "compose", "version", "--short");
    }

    /** Lists the names of every network of the host, a line each. */
    static List<String> networks() {
        return List.of("docker", "network", "ls", "--format", "{{.Name}}");
    }

    static List<String> makeNetwork(String name) {
        return List.of("docker", "network", "create", name);
    }

    static List<String> logs(String container) {
        return List.of("docker", "logs", "--tail", "5", container);
    }

    /** Fails if Compose does not take the file. */
    List<String> check() {
        return compose("config", "-q");
    }

    /** Brings the containers up, and waits until all are healthy, or running where nothing tells health. */
    List<String> up(Duration patience) {
        return compose(
                "up",
                "-d",
                "--wait",
                "--wait-timeout",
                String.valueOf(patience.toSeconds()),
                "--remove-orphans",
                "--quiet-pull");
    }

    /** Brings the containers up and leaves it at that. */
    List<String> upWithoutWaiting() {
        return compose("up", "-d", "--remove-orphans", "--quiet-pull");
    }

    /** Makes the containers as the file says, and starts none. */
    List<String> create() {
        return compose("up", "--no-start", "--remove-orphans", "--quiet-pull");
    }

    List<String> stop() {
        return compose("stop");
    }

    /** Removes containers and networks; volumes stay. */
    List<String> down() {
        return compose("down", "--remove-orphans");
    }

    private List<String> compose(String... command) {
        return Stream.concat(
                        Stream.of(
                                "docker",
                                "compose",
                                "--progress",
                                "plain",
                                "--ansi",
                                "never",
                                "-p",
                                project,
                                "--project-directory",
                                folder,
                                "-f",
                                folder + "/" + ComposeFolder.COMPOSE),
                        Stream.of(command))
                .toList();
    }

    private static String label(String name) {
        return "{{.Label \"" + name + "\"}}";
    }
}
