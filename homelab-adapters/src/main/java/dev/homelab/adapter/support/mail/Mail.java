// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.mail;

import java.util.List;

/**
 * A mail of plain text.
 *
 * @param from the sender's address, with or without a name
 * @param to addresses, at least one
 * @param subject one line
 */
public record Mail(String from, List<String> to, String subject, String text) {

    public Mail {
        to = List.copyOf(to);
    }
}
