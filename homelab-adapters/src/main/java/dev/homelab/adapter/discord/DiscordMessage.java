// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.discord;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.homelab.adapter.support.notice.Excerpt;
import dev.homelab.adapter.support.notice.Markup;
import dev.homelab.adapter.support.notice.Notice;
import dev.homelab.adapter.support.notice.Notice.Level;
import dev.homelab.problem.Printable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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

    private static final int GREY = 0x95A5A6;
    private static final Map<Level, Integer> COLORS = new EnumMap<>(
            Map.of(Level.RUNNING, 0x3498DB, Level.GOOD, 0x2ECC71, Level.WARNING, 0xF1C40F, Level.FAILED, 0xE74C3C));

    /** What Discord makes of text. */
    static final Markup MARKDOWN = new Markup() {
        @Override
        public String plain(String text) {
            return Printable.line(text).replaceAll("[\\\\*_~`|<>#@\\[\\]]", "\\\\$0");
        }

        @Override
        public String strong(String text) {
            return "**" + plain(text) + "**";
        }
    };

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

    static DiscordMessage of(Notice notice) {
        Embed embed = new Embed(
                MARKDOWN.plain(notice.homelab()) + ": " + notice.state(),
                String.join("\n", notice.lines()),
                COLORS.getOrDefault(notice.level(), GREY),
                notice.sections().stream()
                        .map(section -> new Field(section.heading(), String.join("\n", section.lines())))
                        .toList());
        return new DiscordMessage(List.of(embed), new Mentions(List.of()));
    }
}
