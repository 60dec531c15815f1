// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.keycloak;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The groups of a realm, by their paths, such as {@code /family/kids}. */
final class Groups {

    private final List<String> paths = new ArrayList<>();

    void add(String path) {
        paths.add(path.startsWith("/") ? path : "/" + path);
    }

    void remove(String path) {
        paths.remove(path.startsWith("/") ? path : "/" + path);
    }

    /** Returns the trees in which a group is called that, each without what is beside the way to it. */
    List<ObjectNode> search(String name) {
        return paths.stream()
                .filter(path -> name(path).equals(name))
                .map(Groups::tree)
                .toList();
    }

    List<ObjectNode> top() {
        return paths.stream()
                .filter(path -> path.lastIndexOf('/') == 0)
                .map(Groups::tree)
                .toList();
    }

    private static ObjectNode tree(String path) {
        int end = path.indexOf('/', 1);
        String top = end < 0 ? path : path.substring(0, end);
        ObjectNode group = group(top);
        ArrayNode below = group.putArray("subGroups");
        if (end >= 0) {
            below.add(tree(path.substring(end)));
        }
        return group;
    }

    private static ObjectNode group(String path) {
        return Clients.JSON
                .createObjectNode()
                .put(
                        "id",
                        UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8))
                                .toString())
                .put("name", name(path))
                .put("path", path);
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
