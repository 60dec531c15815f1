// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.ntfy;

import dev.homelab.adapter.support.notice.Excerpt;
import dev.homelab.adapter.support.notice.Notice;
import dev.homelab.adapter.support.notice.Notice.Level;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A message as ntfy takes it at the root of its server (ntfy 2, publish as JSON).
 *
 * @param message at most 4096 bytes: the server makes a file of a longer one
 * @param priority from 1 to 5, of which 3 is usual and 4 gets through to a phone that is quiet
 * @param tags names of emoji
 */
record NtfyMessage(String topic, String title, String message, int priority, List<String> tags) {

    private static final int MOST_BYTES = 4096;
    private static final int MOST_TITLE = 250;
    private static final int USUAL = 3;
    private static final int HIGH = 4;

    private static final Map<Level, String> TAGS = new EnumMap<>(Map.of(
            Level.RUNNING, "hourglass_flowing_sand",
            Level.GOOD, "white_check_mark",
            Level.WARNING, "warning",
            Level.FAILED, "rotating_light"));

    static NtfyMessage of(String topic, Notice notice) {
        return new NtfyMessage(
                topic,
                Excerpt.of(notice.title(), MOST_TITLE),
                Excerpt.ofBytes(notice.text(), MOST_BYTES),
                notice.level() == Level.FAILED ? HIGH : USUAL,
                List.of(TAGS.getOrDefault(notice.level(), "information_source")));
    }
}
