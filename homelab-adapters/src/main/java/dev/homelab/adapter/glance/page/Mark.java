// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.provision.Owner;
import java.util.Optional;
import java.util.Set;

/**
 * Whose tile something in a file is, and which of those of its service: two keys that Glance does not know and passes over (v0.8.5).
 *
 * @param owner whose it is
 * @param number of the tile among those of its service, from 1 on
 */
public record Mark(Owner owner, int number) {

    /** The keys that hold it. */
    public static final Set<String> KEYS = Set.of("homelab", "homelab-tile");

    private static final String OWNER = "homelab";
    private static final String NUMBER = "homelab-tile";

    /** Returns the key of a tile of a service: the name of the service, with a number from the second one on. */
    public static String key(String service, int number) {
        return number == 1 ? service : service + "/" + number;
    }

    static Optional<Mark> of(Optional<Owner> owner, String key) {
        return owner.map(whose -> new Mark(whose, number(key.substring(key.lastIndexOf('/') + 1))));
    }

    static Optional<Mark> read(JsonNode node) {
        return Optional.of(node.path(OWNER).asText())
                .filter(owner -> owner.contains("/"))
                .map(owner -> new Mark(
                        Owner.parse(owner), Math.max(1, node.path(NUMBER).asInt(1))));
    }

    void write(ObjectNode node) {
        node.put(OWNER, owner.toString());
        if (number > 1) {
            node.put(NUMBER, number);
        }
    }

    /** Returns the key of the tile that it marks. */
    public String key() {
        return key(owner.service().value(), number);
    }

    private static int number(String text) {
        return text.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(text) : 1;
    }
}
