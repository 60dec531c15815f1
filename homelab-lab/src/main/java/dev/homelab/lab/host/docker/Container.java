// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import dev.homelab.lab.host.compose.PortSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** One container of a host. Guarded by its {@link Engine}. */
final class Container {

    private static final String COMPOSE = "com.docker.compose.";

    final String id = (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "");
    final String name;
    /** As it was written. */
    final String imageName;

    /** As the {@link ImageStore} knows it. */
    final String image;

    final Map<String, String> labels;
    final List<PortSpec> ports;
    final List<String> networks;
    final boolean healthCheck;

    /** One of {@code created}, {@code running}, {@code restarting}, {@code exited}. */
    String state = "created";

    /** One of {@code healthy}, {@code unhealthy}, or empty without a health check. */
    String health = "";

    int exitCode;
    private final ContainerPlan plan;
    private boolean isStartedAgain;
    private final Map<PortSpec, FakeContainer> servers = new HashMap<>();

    Container(ContainerPlan plan, String image) {
        this.plan = plan;
        this.name = plan.name();
        this.imageName = plan.image();
        this.image = image;
        this.labels = new TreeMap<>(plan.labels());
        this.ports = List.copyOf(plan.ports());
        this.networks = new ArrayList<>(plan.networks());
        this.healthCheck = plan.healthCheck();
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

    boolean isRunning() {
        return state.equals("running") || state.equals("restarting");
    }

    /** Returns whether what it publishes answers. */
    boolean listens() {
        return isRunning() && !isStartedAgain;
    }

    /** Starts, and misbehaves as the switches say. */
    void start(ImageFaults faults, Doors doors) {
        faults.exitCode(image).ifPresentOrElse(this::endOrStartAgain, () -> run(faults.isUnhealthy(image), doors));
    }

    /** Lets time pass: one that is started again and again is seen now up and now down. */
    void age() {
        if (isStartedAgain) {
            state = state.equals("running") ? "restarting" : "running";
        }
    }

    void stop(Doors doors) {
        if (isRunning()) {
            end(isStartedAgain ? exitCode : 0);
        }
        servers.forEach((port, server) -> {
            doors.close(port);
            server.close();
        });
        servers.clear();
    }

    /** What {@code docker ps} shows under STATUS. */
    String status() {
        return switch (state) {
            case "running" ->
                isStartedAgain
                        ? "Up Less than a second"
                        : "Up 10 seconds" + (health.isEmpty() ? "" : " (" + health + ")");
            case "restarting" -> "Restarting (" + exitCode + ") Less than a second ago";
            case "exited" -> "Exited (" + exitCode + ") 3 seconds ago";
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
                "ports", ports.toString(),
                "networks", networks.toString(),
                "state", isStartedAgain ? "restarting" : state,
                "health", health));
    }

    private void endOrStartAgain(int code) {
        end(code);
        isStartedAgain = plan.isStartedAgainAfter(code);
        state = isStartedAgain ? "running" : state;
    }

    private void end(int code) {
        state = "exited";
        isStartedAgain = false;
        health = "";
        exitCode = code;
    }

    private void run(boolean unhealthy, Doors doors) {
        state = "running";
        isStartedAgain = false;
        exitCode = 0;
        health = unhealthy ? "unhealthy" : healthCheck ? "healthy" : "";
        for (PortSpec port : ports) {
            if (port.isTcp()) {
                FakeContainer server = new FakeContainer(this, unhealthy);
                servers.put(port, server);
                doors.open(port, server.uri());
            }
        }
    }
}
