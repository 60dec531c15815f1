// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** Reads what Compose takes as a map or as a list of {@code key=value}: environments and labels. */
final class Pairs {

    private Pairs() {}

    static Map<String, String> read(JsonNode node) {
        Map<String, String> pairs = new TreeMap<>();
        if (node.isObject()) {
            node.properties()
                    .forEach(entry -> pairs.put(entry.getKey(), entry.getValue().asText("")));
        }
        if (node.isArray()) {
            node.forEach(entry -> {
                String[] parts = entry.asText().split("=", 2);
                pairs.put(parts[0], parts.length == 2 ? parts[1] : "");
            });
        }
        return pairs;
    }
}
