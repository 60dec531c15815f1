// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code deploy} says: limits, processors and restarts have keys of their own in a definition; the rest stays in the
 * words of Compose.
 */
final class Deployment {

    private static final String RESOURCES = "resources";

    private final Findings findings;
    private final Map<String, Object> container;
    private final Map<String, Object> raw;

    Deployment(Findings findings, Map<String, Object> container, Map<String, Object> raw) {
        this.findings = findings;
        this.container = container;
        this.raw = raw;
    }

    void read(JsonNode deploy, String pointer) {
        if (!(deploy instanceof ObjectNode written)) {
            return;
        }
        ObjectNode rest = written.deepCopy();
        limits(rest);
        processors(rest);
        restart(rest);
        if (rest.path("replicas").asText().equals("1")) {
            rest.remove("replicas");
        }
        if (rest.path("mode").asText().equals("replicated")) {
            rest.remove("mode");
        }
        prune(rest);
        if (!rest.isEmpty()) {
            raw.put("deploy", Forms.plain(rest));
            rest.fieldNames().forEachRemaining(key -> findings.raw(Pointer.below(pointer, key)));
        }
    }

    private void limits(ObjectNode deploy) {
        JsonNode limits = deploy.path(RESOURCES).path("limits");
        if (!(limits instanceof ObjectNode written)) {
            return;
        }
        Map<String, Object> resources = new LinkedHashMap<>();
        Forms.size(Forms.text(limits.path("memory"))).ifPresent(size -> {
            resources.put("memory", size);
            written.remove("memory");
        });
        Gpu.number(limits.path("cpus")).ifPresent(count -> {
            resources.put("cpus", count);
            written.remove("cpus");
        });
        if (!resources.isEmpty()) {
            container.put(RESOURCES, resources);
        }
    }

    private void processors(ObjectNode deploy) {
        JsonNode reservations = deploy.path(RESOURCES).path("reservations");
        JsonNode devices = reservations.path("devices");
        if (devices.size() == 1 && !container.containsKey("gpus")) {
            Optional<Map<String, Object>> gpu =
                    devices.get(0).path("capabilities").isEmpty() ? Optional.empty() : Gpu.of(devices.get(0));
            gpu.ifPresent(asked -> {
                container.put("gpus", asked);
                ((ObjectNode) reservations).remove("devices");
            });
        }
    }

    private void restart(ObjectNode deploy) {
        JsonNode policy = deploy.path("restart_policy");
        if (policy.isObject() && container.containsKey("restart")) {
            return;
        }
        String attempts = policy.path("max_attempts").asText();
        Optional<String> restart = switch (policy.path("condition").asText(policy.isObject() ? "any" : "")) {
            case "none" -> Optional.of("no");
            case "any" -> Optional.of("always");
            case "on-failure" -> Optional.of(attempts.isEmpty() ? "on-failure" : "on-failure:" + attempts);
            default -> Optional.empty();
        };
        restart.ifPresent(word -> {
            container.put("restart", word);
            ((ObjectNode) policy).remove("condition");
            if (word.startsWith("on-failure:")) {
                ((ObjectNode) policy).remove("max_attempts");
            }
        });
    }

    /** Removes what is empty. */
    private static void prune(ObjectNode node) {
        node.properties().forEach(entry -> {
            if (entry.getValue() instanceof ObjectNode inner) {
                prune(inner);
            }
        });
        node.properties()
                .removeIf(
                        entry -> entry.getValue().isObject() && entry.getValue().isEmpty());
    }
}
