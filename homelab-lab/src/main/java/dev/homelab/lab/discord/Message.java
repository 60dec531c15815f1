// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One message in the channel. */
public final class Message {

    private final String id;
    private final ObjectNode tree;
    private final int edits;

    Message(String id, ObjectNode tree, int edits) {
        this.id = id;
        this.tree = tree;
        this.edits = edits;
    }

    /** Returns its id, a number of 19 digits. */
    public String id() {
        return id;
    }

    /** Returns the JSON that the sender sent, with every edit merged into it, as text. */
    public String content() {
        return tree.toString();
    }

    /** Returns how often it was changed after it was sent. */
    public int edits() {
        return edits;
    }

    ObjectNode tree() {
        return tree;
    }

    Message edited(ObjectNode change) {
        ObjectNode merged = tree.deepCopy();
        merged.setAll(change);
        return new Message(id, merged, edits + 1);
    }
}
