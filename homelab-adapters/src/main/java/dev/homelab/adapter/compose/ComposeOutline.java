// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.homelab.adapter.support.file.YamlText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * What can be told from the text of a Compose file, whoever wrote it; nothing if it is no YAML.
 *
 * @param services its services, in the order of the file
 * @param sharedNetworks the networks it takes part in and does not make itself, as the host calls them
 */
record ComposeOutline(Map<String, Part> services, Set<String> sharedNetworks) {

    /**
     * One service of the file.
     *
     * @param image empty when the file does not say
     * @param revision our label's value; empty when there is none
     * @param ends whether another waits for its end, so that it does its work once and stops
     * @param usesAnothersNetwork whether it uses the network of a container outside of the file
     */
    record Part(String image, String revision, boolean ends, boolean usesAnothersNetwork) {

        /** Returns whether the image is named by a tag, which may mean another one some day. */
        boolean hasTag() {
            return !image.isEmpty() && !image.contains("@") && !image.contains("$");
        }
    }

    ComposeOutline {
        services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
        sharedNetworks = Set.copyOf(sharedNetworks);
    }

    static ComposeOutline of(String text) {
        JsonNode root = YamlText.read(text).orElse(MissingNode.getInstance());
        Map<String, Part> services = new LinkedHashMap<>();
        JsonNode all = root.path("services");
        all.properties().forEach(entry -> services.put(entry.getKey(), part(entry.getKey(), entry.getValue(), all)));
        return new ComposeOutline(services, sharedNetworks(root.path("networks")));
    }

    /** Returns whether its containers can only be made when those of other projects are there. */
    boolean usesAnothersNetwork() {
        return services.values().stream().anyMatch(Part::usesAnothersNetwork);
    }

    private static Set<String> sharedNetworks(JsonNode networks) {
        return networks.properties().stream()
                .filter(network -> network.getValue().path("external").asBoolean())
                .map(network -> network.getValue().path("name").asText(network.getKey()))
                .collect(toSet());
    }

    private static Part part(String name, JsonNode service, JsonNode all) {
        String revision = service.path("labels").path(Labels.REVISION).asText();
        boolean ends = StreamSupport.stream(all.spliterator(), false)
                .map(other -> other.path("depends_on").path(name).path("condition"))
                .anyMatch(condition -> condition.asText().equals("service_completed_successfully"));
        boolean usesAnothers = service.path("network_mode").asText().startsWith("container:");
        return new Part(service.path("image").asText(), revision, ends, usesAnothers);
    }
}
