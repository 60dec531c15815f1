// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The containers that one hangs on, by the ids they had when it was made. Docker never looks them up again: once one is gone,
 * what used it has nothing there.
 *
 * @param network whose network it uses
 * @param pid whose processes it sees
 * @param ipc whose shared memory it uses
 * @param volumes whose volumes it mounts, with {@code :ro} where it may only read; a name where the file names a container
 */
record Relations(Optional<String> network, Optional<String> pid, Optional<String> ipc, List<String> volumes) {

    static final Relations NONE = new Relations(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    private static final String SERVICE = "service:";
    private static final String CONTAINER = "container:";

    /**
     * Reads a section of a Compose file.
     *
     * @param services returns the id of the container of a service of the same file
     * @param containers returns the id of a container by its name
     */
    static Relations of(JsonNode definition, UnaryOperator<String> services, UnaryOperator<String> containers) {
        List<String> volumes = new ArrayList<>();
        definition.path("volumes_from").forEach(entry -> {
            String text = entry.asText();
            volumes.add(text.startsWith(CONTAINER) ? text.substring(CONTAINER.length()) : lender(text, services));
        });
        return new Relations(
                id(definition.path("network_mode").asText(), services, containers),
                id(definition.path("pid").asText(), services, containers),
                id(definition.path("ipc").asText(), services, containers),
                volumes);
    }

    /** Returns the services of the same file that a section refers to, so that they are made first. */
    static List<String> services(JsonNode definition) {
        List<String> needed = new ArrayList<>();
        for (String key : List.of("network_mode", "pid", "ipc")) {
            String mode = definition.path(key).asText();
            if (mode.startsWith(SERVICE)) {
                needed.add(mode.substring(SERVICE.length()));
            }
        }
        definition.path("volumes_from").forEach(entry -> {
            if (!entry.asText().startsWith(CONTAINER)) {
                needed.add(entry.asText().split(":", 2)[0]);
            }
        });
        return needed;
    }

    /** Returns the ids that must be there for it to start. */
    List<String> joined() {
        List<String> ids = new ArrayList<>();
        network.ifPresent(ids::add);
        pid.ifPresent(ids::add);
        ipc.ifPresent(ids::add);
        return ids;
    }

    private static String lender(String text, UnaryOperator<String> services) {
        String[] parts = text.split(":", 2);
        return services.apply(parts[0]) + (parts.length == 2 ? ":" + parts[1] : "");
    }

    private static Optional<String> id(String mode, UnaryOperator<String> services, UnaryOperator<String> containers) {
        if (mode.startsWith(SERVICE)) {
            return Optional.of(services.apply(mode.substring(SERVICE.length())));
        }
        return mode.startsWith(CONTAINER)
                ? Optional.of(containers.apply(mode.substring(CONTAINER.length())))
                : Optional.empty();
    }
}
