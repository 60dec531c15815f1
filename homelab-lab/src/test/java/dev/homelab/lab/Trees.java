// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.List;

/** JSON texts as trees, for tests that look into them. */
public final class Trees {

    private static final JsonMapper JSON = new JsonMapper();

    private Trees() {}

    /** Returns the tree of each text. */
    public static List<JsonNode> of(List<String> texts) {
        return texts.stream().map(Trees::of).toList();
    }

    /** Returns the tree of a text. */
    public static JsonNode of(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
