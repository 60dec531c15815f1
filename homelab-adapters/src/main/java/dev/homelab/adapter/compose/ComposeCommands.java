// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.joining;

import dev.homelab.adapter.support.ssh.Argv;
import dev.homelab.model.container.Network;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The commands that are run on a host, as argv lists. Pure. */
final class ComposeCommands {

    /** Without the environment and the command of containers that are not ours: secrets of others stay on the host. */
    private static final String INSPECT_FORMAT =
            "{\"Id\":{{json .Id}},\"Name\":{{json .Name}},\"Image\":{{json .Image}}"
                    + ",\"Created\":{{json .Created}},\"RestartCount\":{{json .RestartCount}},\"State\":{{json .State}}"
                    + ",\"HostConfig\":{{json .HostConfig}},\"Mounts\":{{json .Mounts}},\"Config\":{{if index .Config.Labels \""
                    + Labels.SERVICE
                    + "\"}}{{json .Config}}{{else}}{\"Image\":{{json .Config.Image}},\"Labels\":{{json .Config.Labels}}}{{end}}}";

    private static final String VOLUME_FORMAT = "{\"Volume\":{{json .Name}},\"CreatedAt\":{{json .CreatedAt}}}";

    private static final String PS_FORMAT = Stream.of(
                    "{{.Names}}",
                    "{{.State}}",
                    "{{.Status}}",
                    "{{.Ports}}",
                    label(Labels.COMPOSE_PROJECT),
                    label(Labels.COMPOSE_SERVICE),
                    label(Labels.COMPOSE_FOLDER),
                    label(Labels.SERVICE),
                    label(Labels.REVISION),
                    label(Labels.COMPOSE_IMAGE),
                    "{{.Networks}}",
                    "{{.ID}}")
            .collect(joining("\t"));

    private static final List<String> INSPECT_ALL = List.of(
            "sh",
            "-c",
            eachOf(
                            "volumes",
                            List.of("docker", "volume", "ls", "--format", "{{.Name}}"),
                            inspect("volume", VOLUME_FORMAT, List.of()))
                    + "; "
                    + eachOf(
                            "containers",
                            List.of("docker", "ps", "-a", "--no-trunc", "--format", "{{.ID}}"),
                            inspect("container", INSPECT_FORMAT, List.of())));

    private final String project;
    private final String folder;
    private final List<String> files;
    private final List<String> services;
    private final List<String> making;
    private final boolean isQuiet;

    /** Commands for one project in this folder, or for what it was made from elsewhere. */
    ComposeCommands(ComposeProject project, String folder) {
        this(
                project.name(),
                project.origin().hasFiles() ? project.origin().folder() : folder,
                files(project, folder),
                project.origin().services(),
                List.of(),
                true);
    }

    private ComposeCommands(
            String project,
            String folder,
            List<String> files,
            List<String> services,
            List<String> making,
            boolean isQuiet) {
        this.isQuiet = isQuiet;
        this.project = project;
        this.folder = folder;
        this.files = files;
        this.services = services;
        this.making = making;
    }

    /** Returns the options that name its files. Services of profiles count, since they may have been asked for. */
    private static List<String> files(ComposeProject project, String folder) {
        Origin origin = project.origin();
        if (!origin.hasFiles()) {
            return List.of("-f", folder + "/" + project.file());
        }
        List<String> options = new ArrayList<>(List.of("--profile", "*"));
        if (!origin.envFile().isEmpty()) {
            options.addAll(List.of("--env-file", origin.envFile()));
        }
        origin.files().forEach(file -> options.addAll(List.of("-f", file)));
        return options;
    }

    /** Returns commands that print how far each layer of an image is. */
    ComposeCommands showingLayers() {
        return new ComposeCommands(project, folder, files, services, making, false);
    }

    /** Returns commands that make containers from the images of the host, even if the file says to ask for new ones. */
    ComposeCommands fromImagesOfTheHost() {
        return with("--pull", "missing");
    }

    /** Returns commands that recreate every container, even one that was made from the file. */
    ComposeCommands anew() {
        return with("--force-recreate");
    }

    private ComposeCommands with(String... options) {
        List<String> all = Stream.concat(making.stream(), Stream.of(options)).toList();
        return new ComposeCommands(project, folder, files, services, all, isQuiet);
    }

    /** Lists every container of the host, in the form {@link HostContainer#parse} reads. */
    static List<String> ps() {
        return List.of("docker", "ps", "-a", "--no-trunc", "--format", PS_FORMAT);
    }

    /**
     * Shows containers and volumes in detail, a line of JSON each, by one command. Fails in the end if a container is gone, and shows the
     * others all the same.
     */
    static List<String> inspect(List<String> containers, Collection<String> volumes) {
        List<String> first = inspect("volume", VOLUME_FORMAT, volumes);
        List<String> last = inspect("container", INSPECT_FORMAT, containers);
        if (volumes.isEmpty()) {
            return last;
        }
        return containers.isEmpty() ? first : List.of("sh", "-c", Argv.quoted(first) + "; exec " + Argv.quoted(last));
    }

    /** Shows all containers and volumes of the host in detail, as {@link #inspect} does. */
    static List<String> inspectAll() {
        return INSPECT_ALL;
    }

    private static String eachOf(String variable, List<String> list, List<String> inspect) {
        return "%1$s=$(%2$s) || exit 1; test -z \"$%1$s\" || %3$s $%1$s"
                .formatted(variable, Argv.quoted(list), Argv.quoted(inspect));
    }

    private static List<String> inspect(String kind, String format, Collection<String> names) {
        return Stream.concat(Stream.of("docker", kind, "inspect", "--format", format), names.stream())
                .toList();
    }

    /** Prints the version of the engine's API; from 1.42 on it says truly when a volume was created. */
    static List<String> apiVersion() {
        return List.of("docker", "version", "--format", "{{.Server.APIVersion}}");
    }

    /** Lists every process of the host, in the form {@link EarlierCommands} reads. */
    static List<String> processes() {
        return List.of("ps", "-A", "-o", "pid,args");
    }

    static List<String> version() {
        return List.of("docker", "compose", "version", "--short");
    }

    /** Lists the names of every network of the host, a line each. */
    static List<String> networks() {
        return List.of("docker", "network", "ls", "--format", "{{.Name}}");
    }

    static List<String> makeNetwork(String name, Network network) {
        return Stream.of(List.of("docker", "network", "create"), NetworkSection.arguments(network), List.of(name))
                .flatMap(List::stream)
                .toList();
    }

    /** Shows each of these networks that there is, as JSON in a line of its own. */
    static List<String> inspectNetworks(Collection<String> names) {
        return Stream.concat(Stream.of("docker", "network", "inspect", "--format", "{{json .}}"), names.stream())
                .toList();
    }

    /** Shows each of these volumes that there is, as JSON in a line of its own. */
    static List<String> volumes(Collection<String> names) {
        return Stream.concat(Stream.of("docker", "volume", "inspect", "--format", "{{json .}}"), names.stream())
                .toList();
    }

    static List<String> executable(List<String> files) {
        return and(List.of("chmod", "0755"), files);
    }

    static List<String> unpause(String container) {
        return List.of("docker", "unpause", container);
    }

    static List<String> remove(String container) {
        return List.of("docker", "rm", "-f", container);
    }

    /** Shows the last lines of a log, or those from a moment on, the time in front of each. */
    static List<String> logs(String container, int lines, String since) {
        return since.isEmpty()
                ? List.of("docker", "logs", "--tail", String.valueOf(lines), "--timestamps", container)
                : List.of("docker", "logs", "--since", since, "--timestamps", container);
    }

    static List<String> stop(String container) {
        return List.of("docker", "stop", container);
    }

    static List<String> start(String container) {
        return List.of("docker", "start", container);
    }

    static List<String> rename(String container, String name) {
        return List.of("docker", "rename", container, name);
    }

    /** Sets the restart policy of a container, which need not be recreated for it. */
    static List<String> restart(String container, String policy) {
        return List.of("docker", "update", "--restart", policy, container);
    }

    /** Prints a hash of each service as the files say it, in the form that containers carry as a label. */
    List<String> hashes() {
        return compose("config", "--hash", "*");
    }

    /** Fails if Compose does not take the file. */
    List<String> check() {
        return compose("config", "-q");
    }

    /** Brings the containers up, and waits until all are healthy, or running where there is no health check. */
    List<String> up(Duration patience) {
        return up("-d", "--wait", "--wait-timeout", String.valueOf(patience.toSeconds()), "--remove-orphans");
    }

    /** Waits for some of the containers alone, and starts no other again. */
    List<String> await(Duration patience, List<String> containers) {
        return Stream.of(
                        up("-d", "--wait", "--wait-timeout", String.valueOf(patience.toSeconds()), "--no-deps"),
                        containers)
                .flatMap(List::stream)
                .toList();
    }

    /** Recreates some of the containers alone, whatever they were made from, and waits for none. */
    List<String> recreate(List<String> containers) {
        return Stream.of(up("-d", "--force-recreate", "--no-deps"), containers)
                .flatMap(List::stream)
                .toList();
    }

    /** Brings the containers up and leaves it at that. */
    List<String> upWithoutWaiting() {
        return and(up("-d", "--remove-orphans"), services);
    }

    /** Makes the containers as the file says, and starts none. */
    List<String> create() {
        return and(up("--no-start", "--remove-orphans"), services);
    }

    /** Shows the containers of a project, a line each, with their health. */
    static List<String> status(String project) {
        return List.of(
                "docker",
                "ps",
                "-a",
                "--filter",
                "label=" + Labels.COMPOSE_PROJECT + "=" + project,
                "--format",
                "{{.Names}}\t{{.Status}}");
    }

    List<String> stop() {
        return compose("stop");
    }

    /** Stops every container of a project, also such as its file does not have any more. */
    static List<String> stopAll(String project) {
        return List.of("docker", "compose", "--progress", "plain", "--ansi", "never", "-p", project, "stop");
    }

    /** Removes containers and networks of a project by its labels, whatever its file says, if there is one; volumes stay. */
    static List<String> down(String project) {
        return List.of(
                "docker",
                "compose",
                "--progress",
                "plain",
                "--ansi",
                "never",
                "-p",
                project,
                "down",
                "--remove-orphans");
    }

    private List<String> up(String... options) {
        List<String> quiet = isQuiet ? List.of("--quiet-pull") : List.of();
        return Stream.of(compose("up"), quiet, List.of(options), making)
                .flatMap(List::stream)
                .toList();
    }

    private List<String> compose(String... command) {
        return Stream.of(
                        List.of(
                                "docker",
                                "compose",
                                "--progress",
                                "plain",
                                "--ansi",
                                "never",
                                "-p",
                                project,
                                "--project-directory",
                                folder),
                        files,
                        List.of(command))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> and(List<String> argv, List<String> more) {
        return Stream.concat(argv.stream(), more.stream()).toList();
    }

    private static String label(String name) {
        return "{{.Label \"" + name + "\"}}";
    }
}
