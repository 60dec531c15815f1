// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What is in force at Caddy, as its API shows it. Pure. */
final class RunningConfig {

    /** The hashes of texts that sites are from, by variable. */
    private final Map<String, Set<String>> marks = new HashMap<>();

    RunningConfig(JsonNode root) {
        collect(root.path("apps").path("http").path("servers"));
    }

    /** Returns whether the sites of a file are in force as it says now, and none as it said before. */
    boolean holds(RouteFile file) {
        return file.mark()
                .filter(mark -> Set.of(mark.hash()).equals(marks.get(mark.variable())))
                .isPresent();
    }

    /** Returns whether some site of this variable is in force. */
    boolean hasAny(String variable) {
        return marks.containsKey(variable);
    }

    private void collect(JsonNode node) {
        if (node.path("handler").asText().equals("vars")) {
            node.properties().stream()
                    .filter(field -> field.getKey().startsWith(RouteText.VARIABLE))
                    .forEach(field -> marks.computeIfAbsent(field.getKey(), none -> new TreeSet<>())
                            .add(field.getValue().asText()));
        }
        node.forEach(this::collect);
    }
}
