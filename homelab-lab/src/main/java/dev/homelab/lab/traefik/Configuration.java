// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.traefik;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.file.YamlTree;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What all files together say about HTTP, by names with the provider: {@code app@file}.
 *
 * @param routers as written
 * @param services as written
 * @param middlewares as written
 * @param transports as written
 */
record Configuration(
        SortedMap<String, ObjectNode> routers,
        SortedMap<String, ObjectNode> services,
        SortedMap<String, ObjectNode> middlewares,
        SortedMap<String, ObjectNode> transports) {

    static Configuration empty() {
        return new Configuration(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
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
                Collections.unmodifiableSortedMap(all.transports));
    }

    /** The name of a part as another part of a file refers to it, with the provider added where none is given. */
    static String qualified(String name) {
        return name.contains("@") ? name : name + "@file";
    }

    private static JsonNode parse(String text) {
        if (text.contains("{{")) {
            throw new InvalidFileException("template: the fake Traefik runs no templates, and \"{{\" starts one");
        }
        JsonNode root = YamlTree.read(text);
        KnownFields.FILE.checkFile(root);
        return root;
    }

    private void add(JsonNode root) {
        add(root.path("http").path("routers"), routers);
        add(root.path("http").path("services"), services);
        add(root.path("http").path("middlewares"), middlewares);
        add(root.path("http").path("serversTransports"), transports);
    }

    private static void add(JsonNode section, Map<String, ObjectNode> parts) {
        section.properties().forEach(part -> {
            if (part.getValue() instanceof ObjectNode written) {
                parts.putIfAbsent(qualified(part.getKey()), written);
            }
        });
    }
}
