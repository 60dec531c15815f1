// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import static java.util.stream.Collectors.toSet;

import dev.homelab.lab.host.compose.ComposeException;
import dev.homelab.lab.host.compose.PortSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The containers, networks and volumes of one host. Safe for many threads. */
public final class Engine implements AutoCloseable {

    private static final Set<String> PREDEFINED = Set.of("bridge", "host", "none");

    private final Doors doors;
    private final ImageFaults images = new ImageFaults();
    private final ImageStore store = new ImageStore(images);
    private final TreeMap<String, Container> containers = new TreeMap<>();
    private final TreeSet<String> networks = new TreeSet<>(PREDEFINED);
    private final TreeSet<String> volumes = new TreeSet<>();
    private int addressPools = Integer.MAX_VALUE;

    /** An engine with nothing but the predefined networks. */
    public Engine(Doors doors) {
        this.doors = doors;
    }

    public ImageFaults images() {
        return images;
    }

    /** Its images, and the registry they come from. */
    public ImageStore store() {
        return store;
    }

    /** Removes every image that no container uses and no tag names. */
    public synchronized void pruneImages() {
        store.prune(
                containers.values().stream().map(container -> container.image).collect(toSet()));
    }

    /** Lets only so many networks be made; a real engine's default pools hold about 30. */
    public synchronized void addressPools(int count) {
        addressPools = count;
    }

    synchronized int addressPools() {
        return addressPools;
    }

    public synchronized Set<String> networks() {
        return new TreeSet<>(networks);
    }

    public synchronized Set<String> volumes() {
        return new TreeSet<>(volumes);
    }

    /** The ports that running containers publish. */
    public synchronized List<PortSpec> published() {
        return containers(Container::listens).stream()
                .flatMap(container -> container.ports.stream())
                .toList();
    }

    /** Makes a network unless it is there, and returns whether it did. */
    public synchronized boolean makeNetwork(String name) {
        if (networks.contains(name)) {
            return false;
        }
        if (networks.size() - PREDEFINED.size() >= addressPools) {
            throw new ComposeException("failed to create network " + name
                    + ": Error response from daemon: all predefined address pools have been fully subnetted");
        }
        return networks.add(name);
    }

    /** Makes a volume unless it is there, and returns whether it did. */
    public synchronized boolean makeVolume(String name) {
        return volumes.add(name);
    }

    synchronized void removeVolume(String name) {
        volumes.remove(name);
    }

    /** Removes a network unless a container is in it. */
    synchronized void removeNetwork(String name) {
        if (containers.values().stream().noneMatch(container -> container.networks.contains(name))) {
            networks.remove(name);
        }
    }

    /** Returns containers in the order of their names. */
    synchronized List<Container> containers(Predicate<Container> wanted) {
        return containers.values().stream().filter(wanted).toList();
    }

    synchronized List<Container> ofProject(String project) {
        return containers(container -> container.project().equals(project));
    }

    synchronized Optional<Container> named(String name) {
        return Optional.ofNullable(containers.get(name));
    }

    synchronized Container create(ContainerPlan plan) {
        Container taken = containers.get(plan.name());
        if (taken != null) {
            throw new ComposeException("Error response from daemon: Conflict. The container name \"/" + plan.name()
                    + "\" is already in use by container \"" + taken.id
                    + "\". You have to remove (or rename) that container to be able to reuse that name.");
        }
        Container container = new Container(plan, store.need(plan.image()));
        containers.put(plan.name(), container);
        return container;
    }

    /** Starts a container unless it runs; one whose port is taken stays as it is. */
    synchronized void start(Container container) {
        if (container.isRunning()) {
            return;
        }
        for (PortSpec port : container.ports) {
            containers(Container::listens).stream()
                    .flatMap(other -> other.ports.stream())
                    .filter(port::clashesWith)
                    .findFirst()
                    .ifPresent(taken -> {
                        throw portTaken(container, port);
                    });
        }
        container.start(images, doors);
    }

    /** Lets time pass. */
    synchronized void age() {
        containers.values().forEach(Container::age);
    }

    synchronized void disconnect(Container container, String network) {
        container.networks.remove(network);
    }

    synchronized void stop(Container container) {
        container.stop(doors);
    }

    synchronized void remove(Container container) {
        container.stop(doors);
        containers.remove(container.name);
    }

    /** Starts a container in a Compose project that no file describes. */
    public synchronized void runByHand(String project, String service, String image, PortSpec port) {
        Map<String, String> labels =
                Map.of("com.docker.compose.project", project, "com.docker.compose.service", service);
        String name = project + "-" + service + "-1";
        start(create(new ContainerPlan(name, image, labels, List.of(port), List.of("bridge"), false, "no")));
    }

    /** What every container is, by its name, without ids and times. */
    public synchronized SortedMap<String, Map<String, String>> describe() {
        SortedMap<String, Map<String, String>> all = new TreeMap<>();
        containers.forEach((name, container) -> all.put(name, container.describe()));
        return all;
    }

    /** Ends every container's server. */
    @Override
    public synchronized void close() {
        new ArrayList<>(containers.values()).forEach(container -> container.stop(doors));
    }

    private static ComposeException portTaken(Container container, PortSpec port) {
        return new ComposeException("Error response from daemon: driver failed programming external connectivity on"
                + " endpoint " + container.name + " (" + container.id + "): Bind for " + port.address() + ":"
                + port.published() + " failed: port is already allocated");
    }
}
