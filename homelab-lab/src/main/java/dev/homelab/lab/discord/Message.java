// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One message in the channel.
 *
 * @param id a number of 19 digits, as text
 * @param content the JSON the sender sent, with every edit merged into it
 * @param edits how often it was changed after it was sent
 */
public record Message(String id, ObjectNode content, int edits) {

    Message edited(ObjectNode change) {
        ObjectNode merged = content.deepCopy();
        merged.setAll(change);
        return new Message(id, merged, edits + 1);
    }
}
