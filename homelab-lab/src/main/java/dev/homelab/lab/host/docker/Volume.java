// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/**
 * A volume of an engine.
 *
 * @param created when the engine says that it was created
 * @param driver {@code local} unless it was created with another
 * @param options the options of the driver
 * @param labels Compose's own among them, if Compose created it
 */
record Volume(Instant created, String driver, Map<String, String> options, Map<String, String> labels) {

    static final String HASH = "com.docker.compose.config-hash";

    /** A volume as {@code docker volume create} makes it. */
    static Volume plain(Instant created) {
        return new Volume(created, "local", Map.of(), Map.of());
    }

    /** Returns the same, written to. Engines before API 1.42 show that as the time of its creation. */
    Volume changedAt(Instant time) {
        return new Volume(time, driver, options, labels);
    }

    /** Returns whether Compose created it, and in another way than with this fingerprint. */
    boolean differsFrom(String hash) {
        return labels.containsKey(HASH) && !hash.equals(labels.get(HASH));
    }

    /** As {@code docker volume inspect --format '{{json .}}'} prints it. */
    ObjectNode json(String name) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("CreatedAt", created.toString()).put("Driver", driver);
        put(json, "Labels", labels);
        json.put("Mountpoint", "/var/lib/docker/volumes/" + name + "/_data").put("Name", name);
        put(json, "Options", options);
        return json.put("Scope", "local");
    }

    private static void put(ObjectNode json, String key, Map<String, String> values) {
        if (values.isEmpty()) {
            json.putNull(key);
        } else {
            values.forEach(json.putObject(key)::put);
        }
    }
}
