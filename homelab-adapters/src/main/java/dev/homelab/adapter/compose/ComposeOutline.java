// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.homelab.adapter.support.file.YamlText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What can be told from the text of a Compose file, whoever wrote it; nothing if it is no YAML.
 *
 * @param services its services, in the order of the file
 */
record ComposeOutline(Map<String, Part> services) {

    /**
     * One service of the file.
     *
     * @param image empty when the file does not say
     * @param revision our label's value; empty when there is none
     */
    record Part(String image, String revision) {}

    ComposeOutline {
        services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
    }

    static ComposeOutline of(String text) {
        JsonNode root = YamlText.read(text).orElse(MissingNode.getInstance());
        Map<String, Part> services = new LinkedHashMap<>();
        root.path("services").properties().forEach(entry -> {
            JsonNode service = entry.getValue();
            String revision = service.path("labels").path(Labels.REVISION).asText();
            services.put(entry.getKey(), new Part(service.path("image").asText(), revision));
        });
        return new ComposeOutline(services);
    }
}
