// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.pihole;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/** A request body as FTL takes it: JSON, or nothing. */
final class SentJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SentJson() {}

    static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
