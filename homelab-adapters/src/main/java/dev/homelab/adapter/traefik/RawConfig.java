// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a service says in Traefik's own words, added to what its routes make. Pure. */
final class RawConfig {

    private RawConfig() {}

    /** Returns a mapping with the keys of both; what both have must be mappings, which are put together in turn. */
    static Map<String, Object> merge(Map<?, ?> made, Map<?, ?> added) {
        Map<String, Object> merged = new LinkedHashMap<>();
        made.forEach((key, value) -> merged.put(String.valueOf(key), value));
        added.forEach((key, value) -> merged.merge(String.valueOf(key), value, RawConfig::both));
        return merged;
    }

    private static Object both(Object made, Object added) {
        if (made instanceof Map<?, ?> mapping && added instanceof Map<?, ?> more) {
            return merge(mapping, more);
        }
        throw new IllegalStateException(
                "\"traefik\" of a service replaces something that a route says. This is a bug in homelab.");
    }
}
