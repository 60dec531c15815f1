// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.notice;

import java.nio.charset.StandardCharsets;

/** Text cut to what a channel takes: it loses its middle, since the beginning and the end say most. */
public final class Excerpt {

    private static final String ELLIPSIS = " \u2026 ";

    private Excerpt() {}

    /** Returns the text, without its middle if it has more than {@code most} code points. */
    public static String of(String text, int most) {
        int length = text.codePointCount(0, text.length());
        if (length <= most) {
            return text;
        }
        int kept = most - ELLIPSIS.length();
        int head = text.offsetByCodePoints(0, kept - kept / 2);
        int tail = text.offsetByCodePoints(text.length(), -(kept / 2));
        return text.substring(0, head) + ELLIPSIS + text.substring(tail);
    }

    /** Returns the text, without its middle if it has more than {@code most} bytes in UTF-8. */
    public static String ofBytes(String text, int most) {
        String cut = text;
        for (int length = most; bytes(cut) > most; length -= Math.max(1, (bytes(cut) - most) / 4)) {
            cut = of(text, length);
        }
        return cut;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
