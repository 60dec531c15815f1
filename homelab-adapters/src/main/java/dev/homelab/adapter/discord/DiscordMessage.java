// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.discord;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A message as Discord takes it (API v10), within its limits.
 *
 * @param embeds the one box that is the message
 * @param allowedMentions none, whatever a name looks like
 */
record DiscordMessage(
        List<Embed> embeds,
        @JsonProperty("allowed_mentions") Mentions allowedMentions) {

    static final int MOST_TITLE = 256;
    static final int MOST_DESCRIPTION = 1500;
    static final int MOST_VALUE = 1024;

    /**
     * A box with a coloured edge. Its texts together may have 6000 code points.
     *
     * @param color red, green and blue in one number
     */
    record Embed(String title, String description, int color, List<Field> fields) {

        Embed {
            title = Excerpt.of(title, MOST_TITLE);
            description = Excerpt.of(description, MOST_DESCRIPTION);
            fields = List.copyOf(fields);
        }
    }

    /**
     * A paragraph with a heading; neither may be empty.
     */
    record Field(String name, String value) {

        Field {
            value = Excerpt.of(value, MOST_VALUE);
        }
    }

    /** Who is notified of a mention. */
    record Mentions(List<String> parse) {}

    static DiscordMessage of(Embed embed) {
        return new DiscordMessage(List.of(embed), new Mentions(List.of()));
    }
}
