// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.slack;

import dev.homelab.adapter.support.notice.Excerpt;
import dev.homelab.adapter.support.notice.Markup;
import dev.homelab.adapter.support.notice.Notice;
import dev.homelab.adapter.support.notice.Notice.Level;
import dev.homelab.problem.Printable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A message as incoming webhooks of Slack take it.
 *
 * @param attachments the one box with a coloured edge that is the message
 */
record SlackMessage(List<Attachment> attachments) {

    private static final int MOST_TEXT = 3000;
    private static final int MOST_TITLE = 250;

    private static final Map<Level, String> COLORS = new EnumMap<>(
            Map.of(Level.RUNNING, "#3498db", Level.GOOD, "good", Level.WARNING, "warning", Level.FAILED, "danger"));

    /** What Slack makes of text: three characters are escaped, so that no name is a mention or a link. */
    static final Markup MRKDWN = new Markup() {
        @Override
        public String plain(String text) {
            return Printable.line(text)
                    .replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;");
        }

        @Override
        public String strong(String text) {
            return "*" + plain(text) + "*";
        }
    };

    /**
     * A box with a coloured edge.
     *
     * @param fallback what a phone shows
     */
    record Attachment(String color, String fallback, String title, String text) {}

    static SlackMessage of(Notice notice) {
        String title = Excerpt.of(MRKDWN.plain(notice.title()), MOST_TITLE);
        return new SlackMessage(List.of(new Attachment(
                COLORS.getOrDefault(notice.level(), ""), title, title, Excerpt.of(notice.text(), MOST_TEXT))));
    }
}
