// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.traefik;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What all files together say, by names with the provider: {@code app@file}.
 *
 * @param routers as written
 * @param services as written
 * @param middlewares as written
 * @param transports as written
 * @param streams the parts of {@code tcp} and {@code udp} as written, by section and kind: {@code tcp.routers}
 * @param tlsOptions as written
 */
record Configuration(
        SortedMap<String, ObjectNode> routers,
        SortedMap<String, ObjectNode> services,
        SortedMap<String, ObjectNode> middlewares,
        SortedMap<String, ObjectNode> transports,
        SortedMap<String, SortedMap<String, ObjectNode>> streams,
        SortedMap<String, ObjectNode> tlsOptions) {

    static Configuration empty() {
        return new Configuration(
                new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    /** Returns the parts of one kind of {@code tcp} or {@code udp}, such as {@code tcp.routers}. */
    SortedMap<String, ObjectNode> stream(String kind) {
        return streams.getOrDefault(kind, new TreeMap<>());
    }

    /**
     * Reads files in the order of their names; a name that two of them use belongs to the first.
     *
     * @throws InvalidFileException for the first file that is not valid: then none counts
     */
    static Configuration load(SortedMap<String, String> files) {
        Configuration all = empty();
        files.forEach((path, text) -> {
            try {
                all.add(parse(text));
            } catch (IllegalArgumentException | InvalidFileException e) {
                throw new InvalidFileException(path + ": " + e.getMessage());
            }
        });
        return new Configuration(
                Collections.unmodifiableSortedMap(all.routers),
                Collections.unmodifiableSortedMap(all.services),
                Collections.unmodifiableSortedMap(all.middlewares),
                Collections.unmodifiableSortedMap(all.transports),
                Collections.unmodifiableSortedMap(all.streams),
                Collections.unmodifiableSortedMap(all.tlsOptions));
    }

    /** The name of a part as another part of a file refers to it, with the provider added where none is given. */
    static String qualified(String name) {
        return name.contains("@") ? name : name + "@file";
    }

    private static JsonNode parse(String text) {
        JsonNode root = TraefikText.read(text);
        KnownFields.FILE.checkFile(root);
        return root;
    }

    private void add(JsonNode root) {
        add(root.path("http").path("routers"), routers);
        add(root.path("http").path("services"), services);
        add(root.path("http").path("middlewares"), middlewares);
        add(root.path("http").path("serversTransports"), transports);
        add(root.path("tls").path("options"), tlsOptions);
        for (String section : List.of("tcp", "udp")) {
            root.path(section)
                    .properties()
                    .forEach(kind -> add(
                            kind.getValue(),
                            streams.computeIfAbsent(section + "." + kind.getKey(), key -> new TreeMap<>())));
        }
    }

    private static void add(JsonNode section, Map<String, ObjectNode> parts) {
        section.properties().forEach(part -> {
            if (part.getValue() instanceof ObjectNode written) {
                parts.putIfAbsent(qualified(part.getKey()), written);
            }
        });
    }
}
