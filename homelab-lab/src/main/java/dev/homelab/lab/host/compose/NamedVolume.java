// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Distinguishes a named volume from a bind mount in an entry of {@code volumes}. */
final class NamedVolume {

    private NamedVolume() {}

    static Optional<String> in(JsonNode entry) {
        if (entry.isObject()) {
            return Optional.of(entry.path("source").asText())
                    .filter(source -> entry.path("type").asText().equals("volume") && !source.isEmpty());
        }
        String[] parts = entry.asText().split(":", -1);
        boolean named = parts.length > 1 && parts[0].matches("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
        return named ? Optional.of(parts[0]) : Optional.empty();
    }
}
