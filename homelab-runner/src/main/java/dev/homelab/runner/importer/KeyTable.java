// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import java.util.Map;

/** Why a definition has no form for some keys of Compose. Every other key is carried. */
final class KeyTable {

    private static final String SWARM = "Only Docker Swarm reads it.";

    private static final Map<String, String> REASONS =
            Map.ofEntries(Map.entry("services.*.networks.*.priority", "The order of networks is Docker's."));

    private KeyTable() {}

    static String reason(String key) {
        return REASONS.getOrDefault(key, "A definition has no key for it.");
    }
}
