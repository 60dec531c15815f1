// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the services of a Compose file are called as containers of a definition. */
final class ContainerNames {

    private final Map<String, String> names = new LinkedHashMap<>();
    private final Set<String> awaited = new TreeSet<>();

    ContainerNames(Iterable<String> services) {
        for (String service : services) {
            String lower = service.toLowerCase(Locale.ROOT).replaceAll("^[^a-z0-9]+", "");
            String name = lower.isEmpty() ? "server" : lower;
            for (int i = 2; names.containsValue(name); i++) {
                name = lower + "-" + i;
            }
            names.put(service, name);
        }
    }

    /** Says that a container waits for the end of this service. */
    void await(String service) {
        awaited.add(of(service));
    }

    /** Returns whether a container waits for the end of this one. */
    boolean isAwaited(String container) {
        return awaited.contains(container);
    }

    boolean isKnown(String service) {
        return names.containsKey(service);
    }

    String of(String service) {
        return names.getOrDefault(service, service);
    }

    /** Returns a list of {@code SERVICE[:ALIAS]} with the names of containers. */
    JsonNode renamed(JsonNode list) {
        ArrayNode renamed = JsonNodeFactory.instance.arrayNode();
        Forms.texts(list).forEach(text -> {
            int end = text.indexOf(':') < 0 ? text.length() : text.indexOf(':');
            renamed.add(of(text.substring(0, end)) + text.substring(end));
        });
        return renamed;
    }
}
