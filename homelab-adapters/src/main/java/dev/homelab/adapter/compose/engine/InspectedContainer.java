// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.adapter.compose.health.Life;
import dev.homelab.adapter.compose.port.HostPort;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A container as {@code docker container inspect} shows it. Read by {@link Inspection}.
 *
 * @param json all of it that holds no secret
 * @param traits how it was made
 */
public record InspectedContainer(JsonNode json, Traits traits) {

    private static final String CONTAINER = "container:";

    /** Keeps of the configuration nothing but the labels and the image's name. */
    static InspectedContainer of(JsonNode json, Traits traits) {
        ObjectNode kept = json.deepCopy();
        JsonNode config = kept.path("Config");
        kept.putObject("Config").put("Image", config.path("Image").asText()).set("Labels", config.path("Labels"));
        return new InspectedContainer(kept, traits);
    }

    /** Returns the names of the volumes that it mounts and that a person named. */
    public Set<String> namedVolumes() {
        Set<String> volumes = new TreeSet<>();
        json.path("Mounts").forEach(mount -> {
            String name = mount.path("Name").asText();
            if (mount.path("Type").asText().equals("volume") && !Traits.isAnonymous(name)) {
                volumes.add(name);
            }
        });
        return volumes;
    }

    /** Returns the value of a label; empty if it has none. */
    public String label(String name) {
        return json.path("Config").path("Labels").path(name).asText();
    }

    /** Returns the image as it was written. */
    public String image() {
        return json.path("Config").path("Image").asText();
    }

    /** Returns the id of the image it was made from. */
    public String imageId() {
        return json.path("Image").asText();
    }

    public String id() {
        return json.path("Id").asText();
    }

    /** Returns when it was started last; nothing if it never was. */
    public Optional<Instant> startedAt() {
        return time(json.path("State").path("StartedAt"));
    }

    /** Returns whether the engine starts it again when it ends by itself, however it ends. */
    public boolean isStartedAgain() {
        String policy =
                json.path("HostConfig").path("RestartPolicy").path("Name").asText();
        return policy.equals("always") || policy.equals("unless-stopped");
    }

    /** Returns its restart policy, as {@code docker update --restart} takes it. */
    public String restartPolicy() {
        JsonNode policy = json.path("HostConfig").path("RestartPolicy");
        String name = policy.path("Name").asText();
        int most = policy.path("MaximumRetryCount").asInt();
        return name.isEmpty() ? "no" : name + (most > 0 ? ":" + most : "");
    }

    /** Returns whether the engine removes it when it stops. */
    public boolean isRemovedWhenStopped() {
        return json.path("HostConfig").path("AutoRemove").asBoolean();
    }

    /** Returns how often it has ended before. */
    public Life life() {
        Optional<Instant> created = time(json.path("Created"));
        Duration earlier = created.isPresent() && startedAt().isPresent()
                ? Duration.between(created.get(), startedAt().get())
                : Duration.ZERO;
        return new Life(
                json.path("RestartCount").asInt(),
                earlier,
                json.path("State").path("OOMKilled").asBoolean());
    }

    /** Returns the code it ended with the last time; nothing while it runs, and of one that was never started. */
    public Optional<Integer> exitCode() {
        JsonNode state = json.path("State");
        boolean runs =
                state.path("Running").asBoolean() && !state.path("Restarting").asBoolean();
        return runs || state.path("Status").asText().equals("created")
                ? Optional.empty()
                : Optional.of(state.path("ExitCode").asInt());
    }

    /** Returns what the last health check printed, if it failed. */
    public Optional<String> failedHealthCheck() {
        JsonNode health = json.path("State").path("Health");
        JsonNode last = health.path("Log").path(health.path("Log").size() - 1);
        return last.path("ExitCode").asInt() == 0
                ? Optional.empty()
                : Optional.of("exit code %d: %s"
                        .formatted(
                                last.path("ExitCode").asInt(),
                                last.path("Output").asText().strip()));
    }

    /** Returns the ports of the host that it asks for, be they had by now or not. */
    public List<HostPort> ports() {
        List<HostPort> ports = new ArrayList<>();
        json.path("HostConfig").path("PortBindings").properties().forEach(binding -> {
            String protocol = binding.getKey().substring(binding.getKey().lastIndexOf('/') + 1);
            binding.getValue().forEach(port -> {
                int number = port.path("HostPort").asInt();
                if (number > 0) {
                    ports.add(new HostPort(port.path("HostIp").asText(), number, protocol));
                }
            });
        });
        return ports;
    }

    /** Returns what it uses of other containers. */
    public List<Relation> relations() {
        JsonNode settings = json.path("HostConfig");
        List<Relation> relations = new ArrayList<>();
        mode(settings.path("NetworkMode"), Relation.Kind.NETWORK).ifPresent(relations::add);
        mode(settings.path("PidMode"), Relation.Kind.PROCESSES).ifPresent(relations::add);
        mode(settings.path("IpcMode"), Relation.Kind.SHARED_MEMORY).ifPresent(relations::add);
        settings.path("VolumesFrom")
                .forEach(lender -> relations.add(
                        new Relation(Relation.Kind.VOLUMES, lender.asText().split(":", 2)[0])));
        return relations;
    }

    /** Returns the volumes without a name of their own, by where they are mounted. */
    public Map<String, String> anonymousVolumes() {
        Map<String, String> volumes = new TreeMap<>();
        json.path("Mounts").forEach(mount -> {
            if (Traits.isAnonymous(mount.path("Name").asText())) {
                volumes.put(
                        mount.path("Destination").asText(), mount.path("Name").asText());
            }
        });
        return volumes;
    }

    private static Optional<Relation> mode(JsonNode mode, Relation.Kind kind) {
        return mode.asText().startsWith(CONTAINER)
                ? Optional.of(new Relation(kind, mode.asText().substring(CONTAINER.length())))
                : Optional.empty();
    }

    /** The engine says the year 1 for what never happened. */
    static Optional<Instant> time(JsonNode text) {
        try {
            return Optional.of(Instant.parse(text.asText())).filter(time -> time.isAfter(Instant.EPOCH));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
