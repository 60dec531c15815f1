// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host;

import static java.util.stream.Collectors.joining;

import dev.homelab.lab.host.compose.PortSpec;
import dev.homelab.lab.host.docker.DockerCommands;
import dev.homelab.lab.host.docker.Engine;
import dev.homelab.lab.host.docker.HostBindings;
import dev.homelab.lab.host.docker.ImageFaults;
import dev.homelab.lab.host.docker.ImageStore;
import dev.homelab.lab.host.shell.Output;
import dev.homelab.lab.host.swarm.FakeSwarm;
import dev.homelab.lab.host.swarm.SwarmCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The Docker of one fake host: {@code docker} and {@code docker compose} with their state in memory. */
public final class FakeDocker implements AutoCloseable {

    /** Where the user who signs in is at home. */
    static final String HOME = "/home/lab";

    private final Engine engine;
    private final DockerCommands commands;
    private final FakeSwarm swarm;
    private final SwarmCommands swarmCommands;
    private final Function<String, Path> host;
    private volatile Function<List<String>, Optional<String>> refusing = argv -> Optional.empty();

    /**
     * An engine with no containers.
     *
     * @param address the host's in the inventory, the key of its published ports
     * @param host where an absolute path of the host really is
     */
    FakeDocker(String address, PublishedPorts ports, Function<String, Path> host) {
        this.engine = new Engine(new HostDoors(address, ports, host));
        this.swarm = new FakeSwarm(
                (port, where) -> ports.publish(address, port, where), port -> ports.withdraw(address, port));
        this.swarmCommands = new SwarmCommands(swarm);
        this.commands = new DockerCommands(engine, host);
        this.host = host;
    }

    /**
     * Lets an engine fail at some commands from now on, as one does that is just being restarted, or has no room left.
     *
     * @param refusing returns what it says instead of obeying, or nothing
     */
    public void answering(Function<List<String>, Optional<String>> refusing) {
        this.refusing = refusing;
    }

    /** Leaves a container in a state that only a failure of the engine brings about: {@code dead} or {@code removing}. */
    public void breakDown(String container, String state) {
        engine.breakDown(container, state);
    }

    /** Runs one command, its first word {@code docker} included. */
    public Output run(List<String> argv) {
        return run(argv, () -> "", HOME + "/.docker");
    }

    /**
     * Runs one command.
     *
     * @param input its standard input, read by commands that ask for it or are set to read
     * @param folder where its {@code config.json} is
     */
    Output run(List<String> argv, Supplier<String> input, String folder) {
        Optional<String> refusal = refusing.apply(argv);
        return refusal.isPresent()
                ? Output.failure(1, refusal.get())
                : store().doors().reading(host.apply(folder + "/config.json"), () -> answer(argv, input));
    }

    private Output answer(List<String> argv, Supplier<String> input) {
        List<String> words = argv.subList(Math.min(1, argv.size()), argv.size());
        return swarmCommands.knows(words)
                ? swarmCommands.run(words, input, engine.networks())
                : commands.run(argv, input);
    }

    /** The Swarm that this engine may manage. */
    public FakeSwarm swarm() {
        return swarm;
    }

    /** A line as {@code ss -H -l -n -t -u -p} shows it to root. */
    static String listening(String protocol, String address, int port, String program) {
        String state = protocol.equals("tcp") ? "LISTEN 0      4096" : "UNCONN 0      0   ";
        String peer = address.startsWith("[") ? "[::]:*" : "0.0.0.0:*";
        return "%s   %s   %s:%d      %s    users:((\"%s\",pid=612,fd=13))%n"
                .formatted(protocol, state, address, port, peer, program);
    }

    /** The proxies that listen for containers, as {@code ss} shows them. */
    String listening() {
        return engine.published().stream()
                .map(port -> listening(port.protocol(), port.address(), port.published(), "docker-proxy"))
                .collect(joining());
    }

    /** What images mean here and in the registry. */
    public ImageStore store() {
        return engine.store();
    }

    /** Removes every image that no container uses and no tag names, as a nightly job of the host may do. */
    public void pruneImages() {
        engine.pruneImages();
    }

    /** The switches that make images misbehave. */
    public ImageFaults images() {
        return engine.images();
    }

    /** Lets only so many networks be made; a real engine's default pools hold about 30. */
    public void addressPools(int count) {
        engine.addressPools(count);
    }

    /** Gives the host another release of Compose, such as {@code 2.17.3}; those before 2.19 do not know {@code --progress}. */
    public void composeVersion(String version) {
        engine.composeVersion(version);
    }

    /** Gives the host another release of the engine, such as API {@code 1.47}; those before 1.42 show a volume's last change as its creation. */
    public void apiVersion(String version) {
        engine.apiVersion(version);
    }

    /** Starts a container that the tool under test knows nothing of, in a Compose project of its own. */
    public void runByHand(String project, String service, String image, int hostPort) {
        engine.runByHand(project, service, image, new PortSpec("0.0.0.0", hostPort, hostPort, "tcp"));
    }

    /** Starts a container as {@code docker run} does, without Compose. */
    public void runWithoutCompose(String name, String image, int hostPort) {
        engine.runWithoutCompose(name, image, new PortSpec("0.0.0.0", hostPort, hostPort, "tcp"));
    }

    /** Runs the service of a container once, as a person would with {@code docker compose run}; what is left of that has ended. */
    public void runOnceByHand(String container) {
        engine.runOnceByHand(container);
    }

    /** Stops a container as a person would with {@code docker stop}. */
    public void stopByHand(String container) {
        run(List.of("docker", "stop", container));
    }

    /** Takes a container off a network as a person would with {@code docker network disconnect}. */
    public void disconnectByHand(String container, String network) {
        run(List.of("docker", "network", "disconnect", network, container));
    }

    public void makeNetwork(String name) {
        engine.makeNetwork(name);
    }

    public void makeVolume(String name) {
        engine.makeVolume(name);
    }

    public Set<String> networks() {
        return engine.networks();
    }

    public Set<String> volumes() {
        return engine.volumes();
    }

    /** Returns a text in which the ids of the containers that are there are replaced by their names. */
    String withoutIds(String text) {
        return engine.withoutIds(text);
    }

    /** By name: project, service, image, config hash, labels, state and health, without ids and times. */
    public SortedMap<String, Map<String, String>> containers() {
        return engine.describe();
    }

    @Override
    public void close() {
        swarm.close();
        engine.close();
    }

    /** A port that listens on the host's own loopback is not published to anybody else. */
    private record HostDoors(String address, PublishedPorts ports, Function<String, Path> host)
            implements HostBindings {

        @Override
        public boolean exists(String path) {
            return Files.exists(host.apply(path));
        }

        @Override
        public void mount(String path) {
            Path place = host.apply(path);
            if (!Files.exists(place)) {
                try {
                    Files.createDirectories(place);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        @Override
        public void open(PortSpec port, URI where) {
            ports.publish(key(port), port.published(), where);
        }

        @Override
        public void close(PortSpec port) {
            ports.withdraw(key(port), port.published());
        }

        private String key(PortSpec port) {
            return port.address().startsWith("127.") || port.address().equals("[::1]")
                    ? address + "/" + port.address()
                    : address;
        }
    }
}
