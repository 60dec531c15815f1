// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a service says under {@code traefik}, in which anything may be missing or of another kind than it should be.
 *
 * @param definition of the service
 */
record TraefikBlock(Definition definition) {

    static final String ROOT = "traefik";

    /** Returns the names that all services of a catalog give to parts of one kind. */
    static Set<String> namesInAll(Catalog catalog, String protocol, String kind) {
        Set<String> names = new TreeSet<>();
        catalog.definitions()
                .forEach(definition -> names.addAll(
                        new TraefikBlock(definition).at(protocol, kind).keySet()));
        return names;
    }

    /** Returns the mapping at a path, by its keys; an empty one if there is none. */
    Map<String, @Nullable Object> at(String... path) {
        Map<String, @Nullable Object> found = mapping(definition.service().traefik());
        for (String key : path) {
            found = mapping(found.get(key));
        }
        return found;
    }

    /** Returns a value as a mapping; an empty one if it is something else. */
    static Map<String, @Nullable Object> mapping(@Nullable Object value) {
        Map<String, @Nullable Object> mapping = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, part) -> mapping.put(String.valueOf(key), part));
        }
        return mapping;
    }

    Problem problem(String summary, String path, String detail, String fix) {
        return new Problem(summary, definition.positions().at(ROOT + "." + path), detail, fix);
    }
}
