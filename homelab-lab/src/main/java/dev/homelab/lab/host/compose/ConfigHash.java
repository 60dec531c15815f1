// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.compose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The fingerprint by which Compose knows that a container no longer fits its definition. */
final class ConfigHash {

    /** What Compose ignores, because a change of it needs no new container. */
    private static final List<String> IRRELEVANT =
            List.of("build", "pull_policy", "scale", "depends_on", "profiles", "env_file");

    private static final ObjectMapper SORTED =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    private ConfigHash() {}

    /** Hashes a resolved definition whose {@code environment} already holds the env files. */
    static String of(ObjectNode service) {
        ObjectNode relevant = service.deepCopy().without(IRRELEVANT);
        try {
            Map<?, ?> sorted = SORTED.convertValue(relevant, Map.class);
            return of(SORTED.writeValueAsString(sorted));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String of(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
