// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.host.shell.Output;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code docker container inspect} and {@code docker volume inspect}, a line in the form of a template for each that is there. */
final class InspectCommand {

    private final Engine engine;

    InspectCommand(Engine engine) {
        this.engine = engine;
    }

    Output containers(List<String> rest) {
        return each(rest, "container", name -> engine.named(name).map(this::container));
    }

    Output volumes(List<String> rest) {
        return each(rest, "volume", name -> engine.volume(name).map(volume -> volume.json(name)));
    }

    /** Goes on after one that is not there, and fails in the end. */
    private static Output each(List<String> rest, String kind, Function<String, Optional<ObjectNode>> find) {
        Arguments options = Arguments.all(rest, Set.of("--format", "-f"), Set.of());
        String template = options.value("--format").orElse("");
        if (!template.contains("{{json .")) {
            return Output.failure(64, "the fake engine inspects only with a format of {{json .FIELD}}");
        }
        String out = "";
        String err = "";
        for (String name : options.words()) {
            Optional<ObjectNode> found = find.apply(name);
            out += found.map(node -> InspectTemplate.fill(template, node) + "\n")
                    .orElse("");
            err += found.isPresent() ? "" : "Error: No such " + kind + ": " + name + "\n";
        }
        return new Output(err.isEmpty() ? 0 : 1, out, err);
    }

    private ObjectNode container(Container container) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("Id", container.id)
                .put("Created", container.created.toString())
                .put("Name", "/" + container.name)
                .put("Image", ImageStore.id(container.image))
                .put("RestartCount", container.restartCount);
        ObjectNode state = node.putObject("State")
                .put("Status", container.state)
                .put("Running", container.isAlive())
                .put("Paused", container.state.equals("paused"))
                .put("Restarting", container.state.equals("restarting"))
                .put("OOMKilled", container.outOfMemory)
                .put("Dead", container.state.equals("dead"))
                .put("ExitCode", container.isAlive() && !container.state.equals("restarting") ? 0 : container.exitCode)
                .put("Error", container.error)
                .put("StartedAt", time(container.startedAt));
        if (!container.health.isEmpty()) {
            state.putObject("Health")
                    .put("Status", container.health)
                    .putArray("Log")
                    .addObject()
                    .put("ExitCode", container.health.equals("healthy") ? 0 : 1)
                    .put(
                            "Output",
                            container.health.equals("healthy") ? "" : "the check of " + container.name + " said no\n");
        }
        node.set("Config", container.settings.config.deepCopy());
        node.set("HostConfig", container.settings.hostConfig.deepCopy());
        node.set("Mounts", container.settings.mounts.deepCopy());
        ObjectNode networks = node.putObject("NetworkSettings").putObject("Networks");
        container.networks.forEach(name -> endpoint(networks.putObject(name), container.endpoints.get(name)));
        return node;
    }

    private static void endpoint(ObjectNode shown, @Nullable JsonNode joined) {
        JsonNode how = joined == null ? MissingNode.getInstance() : joined;
        ObjectNode address = shown.putObject("IPAMConfig");
        Map.of("ipv4_address", "IPv4Address", "ipv6_address", "IPv6Address").forEach((key, name) -> {
            if (how.has(key)) {
                address.set(name, how.get(key));
            }
        });
        shown.set("Aliases", how.has("aliases") ? how.get("aliases") : null);
    }

    private static String time(Instant time) {
        return time.equals(Instant.EPOCH) ? "0001-01-01T00:00:00Z" : time.toString();
    }
}
