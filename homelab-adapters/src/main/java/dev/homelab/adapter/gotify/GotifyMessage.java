// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.gotify;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.homelab.adapter.support.notice.Excerpt;
import dev.homelab.adapter.support.notice.Notice;
import dev.homelab.adapter.support.notice.Notice.Level;

/**
 * A message as Gotify takes it at {@code /message} (Gotify 2).
 *
 * @param priority from 0 to 10; its apps make a sound from 4 on, and stay in sight from 8 on
 * @param extras that the text is plain
 */
record GotifyMessage(String title, String message, int priority, Extras extras) {

    private static final int MOST_TITLE = 250;
    private static final int MOST_TEXT = 10_000;
    private static final int USUAL = 5;
    private static final int HIGH = 8;

    /** How apps show it. */
    record Extras(@JsonProperty("client::display") Display display) {}

    /** Plain text, or Markdown. */
    record Display(String contentType) {}

    static GotifyMessage of(Notice notice) {
        return new GotifyMessage(
                Excerpt.of(notice.title(), MOST_TITLE),
                Excerpt.of(notice.text(), MOST_TEXT),
                notice.level() == Level.FAILED ? HIGH : USUAL,
                new Extras(new Display("text/plain")));
    }
}
