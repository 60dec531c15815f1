// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import java.util.Map;

/** Why a definition has no form for some keys of Compose. Every other key is carried, which a test sees to. */
final class KeyTable {

    private static final String SWARM = "Only Docker Swarm looks at it.";
    private static final String IDLE = "It changes nothing on an engine.";

    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("services.*.models", "Models are run by Docker Desktop, and not by an engine."),
            Map.entry("models", "Models are run by Docker Desktop, and not by an engine."),
            Map.entry(
                    "services.*.provider",
                    "It creates something other than a container, so nothing runs from an image."),
            Map.entry("services.*.ports[].name", IDLE),
            Map.entry("services.*.ports[].app_protocol", IDLE),
            Map.entry("services.*.ports[].mode", SWARM),
            Map.entry("services.*.volumes[].consistency", IDLE),
            Map.entry(
                    "services.*.volumes[].recursive",
                    "A mount of a definition is as read-only as the engine makes it."),
            Map.entry(
                    "services.*.secrets[].uid",
                    "Compose does not look at it for a file; it belongs to the container's user."),
            Map.entry(
                    "services.*.secrets[].gid",
                    "Compose does not look at it for a file; it belongs to the container's user."),
            Map.entry("services.*.secrets[].mode", "Compose does not look at it for a file; it is 0400."),
            Map.entry("services.*.configs[].uid", "Compose does not look at it for a file."),
            Map.entry("services.*.configs[].gid", "Compose does not look at it for a file."),
            Map.entry("services.*.configs[].mode", "Compose does not look at it for a file."),
            Map.entry("services.*.networks.*.priority", "The order in which networks are joined is Docker's."),
            Map.entry("services.*.networks.*.gw_priority", "Which network has the default route is Docker's choice."),
            Map.entry("services.*.networks.*.interface_name", "The names of interfaces in a container are Docker's."),
            Map.entry("networks.*.attachable", SWARM),
            Map.entry("networks.*.labels", "A network of a definition has the labels of Compose alone."),
            Map.entry("networks.*.enable_ipv4", "A network of a definition has IPv4."),
            Map.entry("networks.*.ipam.driver", "Addresses are given by the engine itself."),
            Map.entry("networks.*.ipam.options", "Addresses are given by the engine itself."),
            Map.entry(
                    "networks.*.ipam.config[].aux_addresses",
                    "Addresses that are set aside have no key; an ipRange keeps them free."),
            Map.entry("secrets.*.name", SWARM),
            Map.entry("secrets.*.labels", SWARM),
            Map.entry("secrets.*.driver", SWARM),
            Map.entry("secrets.*.driver_opts", SWARM),
            Map.entry("secrets.*.template_driver", SWARM),
            Map.entry("configs.*.name", SWARM),
            Map.entry("configs.*.labels", SWARM),
            Map.entry("configs.*.template_driver", SWARM));

    private KeyTable() {}

    /** Returns whether nothing is lost on an engine for this reason. */
    static boolean isIdle(String reason) {
        return reason.equals(SWARM) || reason.equals(IDLE);
    }

    static String reason(String key) {
        return REASONS.getOrDefault(key, "A definition has no key for it.");
    }
}
