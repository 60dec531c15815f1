// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** The text of a {@code config.json} of Docker's command: what its user has in it, and sign-ins of ours. Pure. */
final class DockerConfig {

    /** The name of the file. */
    static final String FILE = "config.json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HUB = "https://index.docker.io/v1/";

    private DockerConfig() {}

    /**
     * Returns the user's own text with these sign-ins, which win over those of the user for the same registries. The file
     * counts for them, whatever program keeps the others: Docker asks a program of no name no more than one that is absent.
     *
     * @param own nothing, or no JSON, is taken for an empty file, as Docker does
     * @param signIns user and password in Base64, by registry
     */
    static String with(Optional<String> own, Map<String, String> signIns) {
        ObjectNode root = own.flatMap(DockerConfig::read).orElseGet(JsonNodeFactory.instance::objectNode);
        boolean hasPrograms = root.has("credsStore") || root.has("credHelpers");
        signIns.forEach((registry, auth) -> {
            String key = registry.equals(ImageName.DOCKER_HUB) ? HUB : registry;
            within(root, "auths").putObject(key).put("auth", auth);
            if (hasPrograms) {
                within(root, "credHelpers").put(key, "");
            }
        });
        return root.toPrettyString() + "\n";
    }

    private static ObjectNode within(ObjectNode root, String key) {
        return root.get(key) instanceof ObjectNode object ? object : root.putObject(key);
    }

    private static Optional<ObjectNode> read(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            return root instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
