// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import dev.homelab.adapter.compose.network.HostNetworks;
import dev.homelab.adapter.compose.network.HostNetworks.Shortage;
import dev.homelab.adapter.compose.port.HostPort;
import dev.homelab.adapter.compose.port.Listener;
import dev.homelab.model.container.Network;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Desired;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What a host lacks for its projects, found out before anything is written. */
final class Preflight {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final RemoteHost host;
    private final ComposeProblems problems;
    private final String root;
    private final Map<String, Network> written;
    private final Supplier<HostContainers> again;

    /**
     * A look at one host.
     *
     * @param root the folder of our projects
     * @param written what the inventory says of shared networks
     * @param again lists the containers once more
     */
    Preflight(
            RemoteHost host,
            ComposeProblems problems,
            String root,
            Map<String, Network> written,
            Supplier<HostContainers> again) {
        this.host = host;
        this.problems = problems;
        this.root = root;
        this.written = written;
        this.again = again;
    }

    /** Returns the commands that every look runs. */
    static List<List<String>> questions(String root) {
        return List.of(ComposeCommands.version(), writable(root), Listener.command());
    }

    private static List<String> writable(String folder) {
        return List.of("test", "-w", folder);
    }

    /**
     * Returns what would keep the host from running these projects.
     *
     * @param containers all that are there
     */
    List<Problem> look(List<Desired<ComposeProject>> desired, HostContainers containers) {
        List<Problem> found = new ArrayList<>();
        found.addAll(compose(host.run(ComposeCommands.version(), LIMIT)));
        found.addAll(startIntervals(desired));
        if (!isWritable(root) && !isWritable(nearest(root))) {
            found.add(problems.root(root));
        }
        found.addAll(takenByContainers(desired, containers.notOurs()));
        found.addAll(takenByPrograms(desired, containers));
        return found;
    }

    private List<Problem> compose(CommandResult version) {
        if (!version.succeeded()) {
            return List.of(problems.compose(version));
        }
        return ComposeVersion.parse(version.output())
                .filter(ComposeVersion::isTooOld)
                .map(problems::composeTooOld)
                .stream()
                .toList();
    }

    /** Asks for the engine only where a project needs a late one. */
    private List<Problem> startIntervals(List<Desired<ComposeProject>> desired) {
        List<String> needing = desired.stream()
                .map(Desired::resource)
                .filter(project -> project.outline().hasStartIntervals())
                .map(ComposeProject::name)
                .toList();
        if (needing.isEmpty()) {
            return List.of();
        }
        CommandResult version = host.run(ComposeCommands.apiVersion(), LIMIT);
        return version.succeeded() && !ApiVersion.isAtLeast(ApiVersion.WITH_START_INTERVALS, version.output())
                ? List.of(problems.noStartIntervals(needing))
                : List.of();
    }

    private boolean isWritable(String folder) {
        return host.run(writable(folder), LIMIT).succeeded();
    }

    /** Returns the networks that are wanted and have no container in them. */
    Set<String> networks(List<Desired<ComposeProject>> desired, HostContainers containers) {
        Set<String> needed = desired.stream()
                .flatMap(want -> want.resource().outline().networksFromPools().stream())
                .filter(network ->
                        written.getOrDefault(network, Network.PLAIN).subnet().isEmpty())
                .collect(toCollection(TreeSet::new));
        containers.all().forEach(container -> needed.removeAll(container.allNetworks()));
        return needed;
    }

    /** Asks for nothing if every network that is wanted has a container in it already. */
    List<Problem> networkProblems(List<Desired<ComposeProject>> desired, HostContainers containers) {
        Set<String> needed = networks(desired, containers);
        if (needed.isEmpty()) {
            return List.of();
        }
        Set<String> wanted =
                desired.stream().map(want -> want.resource().name()).collect(toSet());
        Shortage shortage = new HostNetworks(host).shortage(needed, containers.networksOfOursBeside(wanted));
        return shortage.isThere() ? List.of(problems.noNetworksLeft(shortage)) : List.of();
    }

    private List<Problem> takenByContainers(List<Desired<ComposeProject>> desired, List<HostContainer> others) {
        Set<String> wanted =
                desired.stream().map(want -> want.resource().name()).collect(toSet());
        List<HostContainer> staying = others.stream()
                .filter(container -> !wanted.contains(container.projectWhenAdopted()))
                .toList();
        return desired.stream()
                .map(Desired::resource)
                .flatMap(project -> HostPort.of(project.text()).stream()
                        .flatMap(port -> staying.stream()
                                .filter(other -> other.ports().stream().anyMatch(port::clashesWith))
                                .map(other -> problems.portTaken(project.name(), port, other))))
                .toList();
    }

    /**
     * Skips what a container publishes: an unmanaged one is reported already, and ours make room for each other. One that was just
     * starting when containers were listed is seen by another look.
     */
    private List<Problem> takenByPrograms(List<Desired<ComposeProject>> desired, HostContainers containers) {
        List<Listener> listeners =
                Listener.parse(host.run(Listener.command(), LIMIT).output());
        List<Problem> taken = takenByPrograms(desired, listeners, containers.all());
        return taken.isEmpty()
                ? taken
                : takenByPrograms(desired, listeners, again.get().all());
    }

    private List<Problem> takenByPrograms(
            List<Desired<ComposeProject>> desired, List<Listener> all, List<HostContainer> containers) {
        List<HostPort> published = containers.stream()
                .flatMap(container -> container.ports().stream())
                .toList();
        Set<String> onTheHostItself = containers.stream()
                .filter(HostContainer::isInHostNetwork)
                .map(HostContainer::project)
                .collect(toSet());
        List<Listener> listeners = all.stream()
                .filter(listener -> published.stream().noneMatch(HostPort.of(listener)::clashesWith))
                .toList();
        return desired.stream()
                .map(Desired::resource)
                .filter(project -> !onTheHostItself.contains(project.name())) // it may be the one that listens
                .flatMap(project -> HostPort.of(project.text()).stream()
                        .flatMap(port -> listeners.stream()
                                .filter(listener -> port.clashesWith(HostPort.of(listener)))
                                .limit(1)
                                .map(listener -> problems.portTaken(project.name(), port, listener))))
                .toList();
    }

    /** Returns the folder itself or, if it is yet to be made, the one around it that is there. */
    private String nearest(String path) {
        String nearest = path;
        while (!nearest.equals("/") && !host.folder(nearest).exists()) {
            nearest = nearest.substring(0, Math.max(nearest.lastIndexOf('/'), 1));
        }
        return nearest;
    }
}
