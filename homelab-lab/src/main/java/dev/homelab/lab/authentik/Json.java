// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.Request;
import java.util.Collection;
import java.util.Map;

/** JSON trees, read and made. */
final class Json {

    private static final ObjectMapper JSON =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    private Json() {}

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static ArrayNode array() {
        return JSON.createArrayNode();
    }

    static ObjectNode tree(Map<String, ?> fields) {
        return JSON.valueToTree(fields);
    }

    static ArrayNode texts(String... values) {
        return JSON.valueToTree(values);
    }

    static ArrayNode array(Collection<? extends JsonNode> values) {
        return array().addAll(values);
    }

    /** Returns the object a request carries, or refuses the request. */
    static ObjectNode body(Request request) {
        try {
            if (JSON.readTree(request.body()) instanceof ObjectNode body) {
                return body;
            }
        } catch (JsonProcessingException e) {
            throw Refusal.detail(400, "JSON parse error - " + e.getOriginalMessage());
        }
        throw Refusal.fields("non_field_errors", "Invalid data. Expected a dictionary.");
    }

    /** Returns the answer without the last row of a list; the same, if it is none. */
    static Answer withoutLastRow(Answer answer) {
        try {
            JsonNode tree = JSON.readTree(answer.body());
            if (tree.path("results") instanceof ArrayNode results && !results.isEmpty()) {
                results.remove(results.size() - 1);
                return Answer.json(answer.status(), tree.toString());
            }
            return answer;
        } catch (JsonProcessingException e) {
            return answer;
        }
    }

    static String pretty(JsonNode tree) {
        return tree.toPrettyString();
    }
}
