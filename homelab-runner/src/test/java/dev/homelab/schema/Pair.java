// SPDX-License-Identifier: Apache-2.0
package dev.homelab.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One thing that a schema says of one property, as documents.
 *
 * @param path where the property is, in the words of JSON Pointer
 * @param keyword what is said of it
 * @param good documents that obey
 * @param bad documents that break only this
 */
record Pair(String path, String keyword, List<JsonNode> good, List<JsonNode> bad) {

    @Override
    public String toString() {
        return (path.isEmpty() ? "/" : path) + " " + keyword;
    }
}
