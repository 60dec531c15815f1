// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.homelab.lab.host.compose.ComposeException;
import dev.homelab.lab.host.compose.PortSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The containers, networks and volumes of one host. Safe for many threads. */
public final class Engine implements AutoCloseable {

    static final String API_VERSION = "1.41";
    static final String COMPOSE_VERSION = "5.6.1";

    /** The minor number of the first version of the API that says when a volume was created. */
    private static final int FIRST_WITH_TIMES = 42;

    private static final int SHORTEST_ID = 12;
    private static final Set<String> DRIVERS = Set.of("bridge", "macvlan", "ipvlan");
    private static final Set<String> VOLUME_OPTIONS = Set.of("type", "o", "device", "size");
    private static final String REFUSED = "Error response from daemon: ";

    private final HostBindings doors;
    private final ImageFaults images = new ImageFaults();
    private final ImageStore store = new ImageStore(images);
    private final TreeMap<String, Container> containers = new TreeMap<>();
    private final TreeMap<String, FakeNetwork> networks = new TreeMap<>(Map.of(
            "bridge", FakeNetwork.predefined("bridge", Optional.of(0)),
            "host", FakeNetwork.predefined("host", Optional.empty()),
            "none", FakeNetwork.predefined("null", Optional.empty())));
    private final TreeMap<String, Volume> volumes = new TreeMap<>();
    private Instant latest = Instant.EPOCH;
    private int addressPools = Integer.MAX_VALUE;
    private int chosenPort = 32_767;
    private String composeVersion = COMPOSE_VERSION;
    private String apiVersion = API_VERSION;

    /** An engine with nothing but the predefined networks. */
    public Engine(HostBindings doors) {
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

    /** Gives the host another release of Compose. */
    public synchronized void composeVersion(String version) {
        composeVersion = version;
    }

    synchronized String composeVersion() {
        return composeVersion;
    }

    /** Gives the host another release of the engine, by the version of its API. */
    public synchronized void apiVersion(String version) {
        apiVersion = version;
    }

    synchronized String apiVersion() {
        return apiVersion;
    }

    synchronized int addressPools() {
        return addressPools;
    }

    public synchronized Set<String> networks() {
        return new TreeSet<>(networks.keySet());
    }

    public synchronized Set<String> volumes() {
        return new TreeSet<>(volumes.keySet());
    }

    /** The ports that running containers publish. */
    public synchronized List<PortSpec> published() {
        return containers(Container::listens).stream()
                .flatMap(container -> container.ports.stream())
                .toList();
    }

    /** Makes a network unless it is there, and returns whether it did. */
    public synchronized boolean makeNetwork(String name) {
        return makeNetwork(name, FakeNetwork.predefined("bridge", Optional.empty()));
    }

    /** Makes a network with settings unless one of that name is there, and returns whether it did; refuses as engine 20.10 does. */
    synchronized boolean makeNetwork(String name, FakeNetwork wanted) {
        if (networks.containsKey(name)) {
            return false;
        }
        if (!DRIVERS.contains(wanted.driver())) {
            throw new ComposeException(REFUSED + "plugin \"" + wanted.driver() + "\" not found");
        }
        String parent = wanted.options().getOrDefault("parent", "eth0");
        if (!wanted.driver().equals("bridge") && !parent.matches("eth0(\\.\\d+)?")) {
            throw new ComposeException(REFUSED
                    + (parent.equals("lo")
                            ? "loopback interface is not a valid " + wanted.driver() + " parent link"
                            : "invalid subinterface vlan name " + parent + ", example formatting is eth0.10"));
        }
        if (networks.values().stream().anyMatch(wanted::overlaps)) {
            throw new ComposeException(REFUSED + "Pool overlaps with other one on this address space");
        }
        if (wanted.ipv6() && !wanted.hasSubnet(true)) {
            throw new ComposeException(
                    REFUSED
                            + "could not find an available, non-overlapping IPv6 address pool among the defaults to assign to the network");
        }
        networks.put(name, wanted.hasSubnet(false) ? wanted : wanted.withPool(freePool(wanted)));
        return true;
    }

    private int freePool(FakeNetwork wanted) {
        long used = networks.values().stream()
                        .flatMap(network -> network.pool().stream())
                        .count()
                - 1;
        if (used >= addressPools) {
            throw new ComposeException(REFUSED + "all predefined address pools have been fully subnetted");
        }
        return IntStream.iterate(1, number -> number + 1)
                .filter(number ->
                        networks.values().stream().noneMatch(other -> other.overlaps(wanted.withPool(number))))
                .findFirst()
                .orElseThrow();
    }

    synchronized Optional<FakeNetwork> network(String name) {
        return Optional.ofNullable(networks.get(name));
    }

    /** Removes a network by hand, which fails while a container is in it. */
    synchronized void removeUnusedNetwork(String name) {
        if (!networks.containsKey(name)) {
            throw new ComposeException(REFUSED + "network " + name + " not found");
        }
        if (containers.values().stream()
                .anyMatch(container -> container.isAlive() && container.networks.contains(name))) {
            throw new ComposeException(REFUSED + "error while removing network: network " + name + " id "
                    + networkId(name) + " has active endpoints");
        }
        networks.remove(name);
    }

    static String networkId(String name) {
        return "%064x"
                .formatted(new java.math.BigInteger(1, name.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .substring(0, 64);
    }

    /** Makes a volume as {@code docker volume create} does, unless it is there. */
    public synchronized void makeVolume(String name) {
        volumes.putIfAbsent(name, Volume.plain(now()));
    }

    synchronized void makeVolume(String name, Volume volume) {
        if (!volume.driver().equals("local")) {
            throw new ComposeException(REFUSED
                    + "create %1$s: error looking up volume plugin %2$s: plugin \"%2$s\" not found"
                            .formatted(name, volume.driver()));
        }
        volume.options().keySet().stream()
                .filter(option -> !VOLUME_OPTIONS.contains(option))
                .findFirst()
                .ifPresent(option -> {
                    throw new ComposeException(REFUSED + "create " + name + ": invalid option: \"" + option + "\"");
                });
        volumes.put(name, volume);
    }

    synchronized Optional<Volume> volume(String name) {
        return Optional.ofNullable(volumes.get(name));
    }

    synchronized void removeVolume(String name) {
        if (containers.values().stream().anyMatch(container -> container.mounts(name))) {
            throw new ComposeException("Error response from daemon: remove " + name + ": volume is in use");
        }
        volumes.remove(name);
    }

    /** Returns the time, later than any that was returned before. */
    synchronized Instant now() {
        Instant now = Instant.now();
        latest = now.isAfter(latest) ? now : latest.plusNanos(1);
        return latest;
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

    /** Returns a container by its name, its id, or the beginning of its id. */
    synchronized Optional<Container> named(String name) {
        return Optional.ofNullable(containers.get(name))
                .or(() ->
                        containers(container -> name.length() >= SHORTEST_ID && container.id.startsWith(name)).stream()
                                .findFirst());
    }

    synchronized Container create(ContainerPlan plan) {
        return create(plan, Relations.NONE);
    }

    synchronized Container create(ContainerPlan plan, Relations relations) {
        if (containers.containsKey(plan.name())) {
            throw taken(plan.name());
        }
        Container container = new Container(plan, store.need(plan.image()), relations, now());
        containers.put(plan.name(), container);
        return container;
    }

    /** Starts a container unless it runs; one whose port is taken stays as it is. */
    synchronized void start(Container container) {
        if (container.isRunning()) {
            return;
        }
        if (container.state.equals("paused")) {
            throw new ComposeException(
                    "Error response from daemon: cannot start a paused container, try unpause instead");
        }
        if (container.state.equals("dead") || container.state.equals("removing")) {
            throw new ComposeException(
                    "Error response from daemon: container is marked for removal and cannot be started");
        }
        for (String lender : container.relations.joined()) {
            Container other = named(lender)
                    .orElseThrow(
                            () -> new ComposeException("Error response from daemon: No such container: " + lender));
            if (!other.isAlive()) {
                throw new ComposeException(
                        "Error response from daemon: cannot join network of a non running container: " + lender);
            }
        }
        container.endpoints.forEach((name, endpoint) -> address(container, name, endpoint));
        volumes.forEach((name, volume) -> mount(container, name, volume));
        container.choosePorts(this::freePort);
        for (PortSpec port : container.ports) {
            containers(Container::listens).stream()
                    .flatMap(other -> other.ports.stream())
                    .filter(port::clashesWith)
                    .findFirst()
                    .ifPresent(taken -> {
                        throw portTaken(container, port);
                    });
        }
        container.start(now(), images, doors, this::answersFor);
        if (isBefore142()) {
            volumes.replaceAll((name, volume) -> container.mounts(name) ? volume.changedAt(now()) : volume);
        }
    }

    /** Refuses a volume whose folder of the host is not there. */
    private void mount(Container container, String name, Volume volume) {
        String device = volume.options().getOrDefault("device", "");
        if (container.mounts(name) && device.startsWith("/") && !doors.exists(device)) {
            String place = "/var/lib/docker/volumes/" + name + "/_data";
            throw new ComposeException(REFUSED
                    + "error while mounting volume '%1$s': failed to mount local volume: mount %2$s:%1$s, flags: 0x1000: no such file or directory"
                            .formatted(place, device));
        }
    }

    private int freePort() {
        chosenPort++;
        return chosenPort;
    }

    /** Refuses an address that the container cannot have, once it is started. */
    private void address(Container container, String name, JsonNode endpoint) {
        for (String key : List.of("ipv4_address", "ipv6_address")) {
            String address = endpoint.path(key).asText();
            if (!address.isEmpty()) {
                network(name).flatMap(network -> network.refusal(address)).ifPresent(words -> {
                    throw new ComposeException(REFUSED + words);
                });
                boolean isTaken = containers(other -> other != container && other.isAlive()).stream()
                        .anyMatch(other -> other.networks.contains(name)
                                && Optional.ofNullable(other.endpoints.get(name))
                                        .filter(its -> its.path(key).asText().equals(address))
                                        .isPresent());
                if (isTaken) {
                    throw new ComposeException(REFUSED + "Address already in use");
                }
            }
        }
    }

    private boolean isBefore142() {
        return Integer.parseInt(apiVersion.split("\\.", -1)[1]) < FIRST_WITH_TIMES;
    }

    /** Lets time pass. */
    synchronized void age() {
        Instant now = now();
        containers.values().forEach(container -> container.age(now));
    }

    synchronized void disconnect(Container container, String network) {
        container.networks.remove(network);
    }

    /** Stops a container, and with it those that live among its processes. */
    synchronized void stop(Container container) {
        boolean wasAlive = container.isAlive();
        container.stop(doors);
        if (wasAlive) {
            containers(other -> other.isAlive() && other.relations.pid().equals(Optional.of(container.id)))
                    .forEach(other -> other.kill(doors));
        }
    }

    synchronized void restart(Container container) {
        stop(container);
        start(container);
    }

    synchronized void pause(Container container) {
        if (!container.isRunning()) {
            throw new ComposeException("Error response from daemon: Container " + container.id + " is not running");
        }
        container.pause();
    }

    synchronized void unpause(Container container) {
        if (!container.state.equals("paused")) {
            throw new ComposeException("Error response from daemon: Container " + container.id + " is not paused");
        }
        container.unpause();
    }

    synchronized void rename(Container container, String name) {
        if (containers.containsKey(name)) {
            throw taken(name);
        }
        containers.remove(container.name);
        container.name = name;
        containers.put(name, container);
    }

    /** Leaves a container in a state that only a failure of the engine brings about: {@code dead} or {@code removing}. */
    public synchronized void breakDown(String name, String state) {
        Container container = named(name).orElseThrow();
        stop(container);
        container.state = state;
    }

    /**
     * Returns whether anything behind the ports of a container answers. Where others use its network, they are what listens, and
     * one that joined the network before the container was made or started again listens in a network that is unreachable.
     */
    synchronized boolean answersFor(Container lender) {
        List<Container> siblings = containers(other -> other.isAlive() && isMeantFor(lender, other));
        return siblings.isEmpty()
                || siblings.stream()
                        .allMatch(other -> other.relations.network().equals(Optional.of(lender.id))
                                && !other.startedAt.isBefore(lender.startedAt));
    }

    /** Returns whether the file of a container says that it uses the network of another. */
    private static boolean isMeantFor(Container lender, Container other) {
        String mode = other.settings.networkMode();
        return mode.equals("container:" + lender.name)
                || (mode.equals("service:" + lender.service())
                        && other.project().equals(lender.project()));
    }

    synchronized void remove(Container container) {
        stop(container);
        containers.remove(container.name);
    }

    /** Starts a container in a Compose project that no file describes. */
    public synchronized void runByHand(String project, String service, String image, PortSpec port) {
        Map<String, String> labels =
                Map.of("com.docker.compose.project", project, "com.docker.compose.service", service);
        run(project + "-" + service + "-1", image, labels, port, "no");
    }

    /** Starts a container in no Compose project: {@code docker run -d --restart always}. */
    public synchronized void runWithoutCompose(String name, String image, PortSpec port) {
        run(name, image, Map.of(), port, "always");
    }

    private void run(String name, String image, Map<String, String> labels, PortSpec port, String restart) {
        start(create(new ContainerPlan(
                name,
                image,
                labels,
                List.of(port),
                List.of("bridge"),
                false,
                restart,
                Map.of(),
                Map.of(),
                JsonNodeFactory.instance.objectNode())));
    }

    /** Runs a service of a Compose project once, beside its container, and keeps what is left: {@code docker compose run SERVICE}. */
    public synchronized void runOnceByHand(String container) {
        Container service = Objects.requireNonNull(containers.get(container));
        Map<String, String> labels = new TreeMap<>(service.labels);
        labels.put("com.docker.compose.oneoff", "True");
        labels.put("com.docker.compose.container-number", "-1");
        Container once = create(new ContainerPlan(
                service.project() + "-" + service.service() + "-run-1",
                service.imageName,
                labels,
                List.of(),
                List.of("bridge"),
                false,
                "no",
                Map.of(),
                Map.of(),
                JsonNodeFactory.instance.objectNode()));
        start(once);
        stop(once);
    }

    /** Returns a text in which the ids of the containers that are there are replaced by their names. */
    public synchronized String withoutIds(String text) {
        String named = text;
        for (Container container : containers.values()) {
            named = named.replace(container.id, container.name);
        }
        return named;
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

    private ComposeException taken(String name) {
        return new ComposeException("Error response from daemon: Conflict. The container name \"/" + name
                + "\" is already in use by container \""
                + Objects.requireNonNull(containers.get(name)).id
                + "\". You have to remove (or rename) that container to be able to reuse that name.");
    }

    private static ComposeException portTaken(Container container, PortSpec port) {
        return new ComposeException("Error response from daemon: driver failed programming external connectivity on"
                + " endpoint " + container.name + " (" + container.id + "): Bind for " + port.address() + ":"
                + port.published() + " failed: port is already allocated");
    }
}
