// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.lab.host.compose.ComposeException;
import dev.homelab.lab.host.compose.PortSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/** One container of a host. Guarded by its engine. */
final class Container {

    private static final String COMPOSE = "com.docker.compose.";
    private static final int KILLED = 137;
    private static final int NOT_STARTED = 128;

    final String id = (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "");
    String name;

    /** As it was written. */
    final String imageName;

    /** As the {@link ImageStore} knows it. */
    final String image;

    final Map<String, String> labels;
    /** What is published, at the ports of the host that the engine chose at the last start. */
    List<PortSpec> ports;

    private final List<PortSpec> askedPorts;
    final List<String> networks;
    final Map<String, JsonNode> endpoints;
    final boolean healthCheck;
    final Relations relations;
    final ContainerSettings settings;
    final Instant created;

    /** One of {@code created}, {@code running}, {@code paused}, {@code restarting}, {@code exited}, {@code dead}, {@code removing}. */
    String state = "created";

    /** One of {@code healthy}, {@code unhealthy}, {@code starting}, or empty without a health check. */
    String health = "";

    int exitCode;

    /** Why the engine could not start it; empty unless that is so. */
    String error = "";

    int restartCount;
    boolean outOfMemory;
    Instant startedAt = Instant.EPOCH;

    /** Whether it ends and is started again, again and again. */
    private boolean isStartedAgain;

    private boolean lacksMemory;

    /** Whether it is healthy for a moment each time, so that one look sees a healthy container. */
    private boolean seemsWell;

    private final Map<PortSpec, FakeContainer> servers = new HashMap<>();

    Container(ContainerPlan plan, String image, Relations relations, Instant created) {
        this.name = plan.name();
        this.imageName = plan.image();
        this.image = image;
        this.labels = new TreeMap<>(plan.labels());
        this.askedPorts = List.copyOf(plan.ports());
        this.ports = askedPorts;
        this.networks = new ArrayList<>(plan.networks());
        this.endpoints = Map.copyOf(plan.endpoints());
        this.healthCheck = plan.healthCheck();
        this.relations = relations;
        this.settings = new ContainerSettings(plan, id, relations);
        this.created = created;
    }

    /** Gets other ports of the host where the file leaves them to the engine. */
    void choosePorts(IntSupplier free) {
        ports = askedPorts.stream()
                .map(port -> port.published() == 0 ? port.at(free.getAsInt()) : port)
                .toList();
    }

    String project() {
        return labels.getOrDefault(COMPOSE + "project", "");
    }

    String service() {
        return labels.getOrDefault(COMPOSE + "service", "");
    }

    String imageId() {
        return labels.getOrDefault(COMPOSE + "image", "");
    }

    String configHash() {
        return labels.getOrDefault(COMPOSE + "config-hash", "");
    }

    boolean mounts(String volume) {
        return settings.mounts
                .valueStream()
                .anyMatch(mount -> mount.path("Name").asText().equals(volume));
    }

    boolean isRunning() {
        return state.equals("running") || state.equals("restarting");
    }

    /** Returns whether its processes are there, be they frozen. */
    boolean isAlive() {
        return isRunning() || state.equals("paused");
    }

    /** Returns whether what it publishes answers. */
    boolean listens() {
        return isRunning() && !(isStartedAgain && !seemsWell);
    }

    /**
     * Starts, and misbehaves as the switches say.
     *
     * @param isReached whether anything listens in the network behind a port of a container
     */
    void start(Instant now, ImageFaults faults, HostBindings doors, Predicate<Container> isReached) {
        settings.bound().forEach(doors::mount);
        faults.startError(image).ifPresent(words -> {
            exitCode = NOT_STARTED;
            error = words;
            throw new ComposeException("Error response from daemon: " + words);
        });
        error = "";
        startedAt = now;
        restartCount = 0;
        outOfMemory = false;
        lacksMemory = false;
        faults.exitCode(image)
                .ifPresentOrElse(this::endOrStartAgain, () -> run(faults.isUnhealthy(image), doors, isReached));
        if (healthCheck && faults.isSlow(image)) {
            health = "starting";
        }
        faults.crash(image).ifPresent(crash -> {
            isStartedAgain = true;
            seemsWell = true;
            lacksMemory = crash.outOfMemory();
            exitCode = crash.outOfMemory() ? KILLED : crash.exitCode();
        });
    }

    /** Lets time pass: one that is started again and again is seen now up and now down, or just up again. */
    void age(Instant now) {
        if (isStartedAgain && isRunning()) {
            restartCount++;
            startedAt = now;
            outOfMemory = lacksMemory;
            state = !seemsWell && state.equals("running") ? "restarting" : "running";
        }
    }

    void pause() {
        state = "paused";
    }

    void unpause() {
        state = "running";
    }

    void stop(HostBindings doors) {
        if (isAlive()) {
            end(isStartedAgain && !seemsWell ? exitCode : 0);
        }
        servers.forEach((port, server) -> {
            doors.close(port);
            server.close();
        });
        servers.clear();
    }

    /** Ends as a container does whose processes the engine cannot keep, since those of another are gone. */
    void kill(HostBindings doors) {
        stop(doors);
        exitCode = KILLED;
    }

    /** What {@code docker ps} shows under STATUS. */
    String status() {
        String up = seemsWell ? "Up 2 seconds" : isStartedAgain ? "Up Less than a second" : "Up 10 seconds";
        return switch (state) {
            case "running" ->
                up + (health.isEmpty() ? "" : " (" + (health.equals("starting") ? "health: " : "") + health + ")");
            case "paused" -> up + " (Paused)";
            case "restarting" -> "Restarting (" + exitCode + ") Less than a second ago";
            case "exited" -> "Exited (" + exitCode + ") 3 seconds ago";
            case "dead" -> "Dead";
            case "removing" -> "Removal In Progress";
            default -> "Created";
        };
    }

    /** The ports as {@code docker ps} lists them. */
    String portList() {
        List<String> texts = new ArrayList<>();
        ports.forEach(port -> texts.add(port.toString()));
        return listens() ? String.join(", ", texts) : "";
    }

    /** Everything about it that stays the same when it is made again from the same definition. */
    Map<String, String> describe() {
        return new TreeMap<>(Map.of(
                "project", project(),
                "service", service(),
                "image", imageName,
                "configHash", configHash(),
                "labels", labels.toString(),
                "ports", askedPorts.toString(),
                "networks", networks.toString(),
                "state", isStartedAgain ? "restarting" : state,
                "health", health));
    }

    private String page() {
        return "<!doctype html>\n<html><head><title>%1$s</title></head>\n<body><h1>%1$s</h1><p>%2$s runs %3$s</p></body></html>\n"
                .formatted(project().isEmpty() ? name : project(), service(), image);
    }

    private void endOrStartAgain(int code) {
        end(code);
        String restart = settings.restart();
        isStartedAgain = restart.equals("always")
                || restart.equals("unless-stopped")
                || (restart.equals("on-failure") && code != 0 && !settings.hasMostRestarts()); // those are over soon
        state = isStartedAgain ? "running" : state;
    }

    private void end(int code) {
        state = "exited";
        isStartedAgain = false;
        seemsWell = false;
        health = "";
        exitCode = code;
    }

    private void run(boolean unhealthy, HostBindings doors, Predicate<Container> isReached) {
        state = "running";
        isStartedAgain = false;
        seemsWell = false;
        exitCode = 0;
        health = unhealthy ? "unhealthy" : healthCheck ? "healthy" : "";
        for (PortSpec port : ports) {
            if (port.isTcp()) {
                FakeContainer server = new FakeContainer(name, page(), unhealthy, () -> isReached.test(this));
                servers.put(port, server);
                doors.open(port, server.uri());
            }
        }
    }
}
