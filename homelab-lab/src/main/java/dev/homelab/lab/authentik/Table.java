// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All rows of one kind, by {@code pk}, in the order they were made. */
final class Table {

    private final Map<String, ObjectNode> rows = new LinkedHashMap<>();

    List<ObjectNode> rows() {
        return List.copyOf(rows.values());
    }

    Optional<ObjectNode> find(String pk) {
        return Optional.ofNullable(rows.get(pk));
    }

    Optional<ObjectNode> findBy(String field, String value) {
        return rows.values().stream()
                .filter(row -> row.path(field).asText().equals(value))
                .findFirst();
    }

    /** Returns the row, which must be there. */
    ObjectNode get(String field, String value) {
        return findBy(field, value).orElseThrow(Refusal::notFound);
    }

    void put(ObjectNode row) {
        rows.put(row.path("pk").asText(), row);
    }

    void remove(ObjectNode row) {
        rows.remove(row.path("pk").asText());
    }

    Table copy() {
        Table copy = new Table();
        rows.values().forEach(row -> copy.put(row.deepCopy()));
        return copy;
    }

    void restore(Table earlier) {
        rows.clear();
        rows.putAll(earlier.rows);
    }
}
