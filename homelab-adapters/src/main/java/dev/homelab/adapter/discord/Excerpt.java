// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.discord;

import dev.homelab.problem.Printable;

/** Text that fits: Discord counts code points, and so does this. */
final class Excerpt {

    private static final String ELLIPSIS = " \u2026 ";

    private Excerpt() {}

    /** Returns the text, without its middle if it has more than {@code most} code points. */
    static String of(String text, int most) {
        int length = text.codePointCount(0, text.length());
        if (length <= most) {
            return text;
        }
        int kept = most - ELLIPSIS.length();
        int head = text.offsetByCodePoints(0, kept - kept / 2);
        int tail = text.offsetByCodePoints(text.length(), -(kept / 2));
        return text.substring(0, head) + ELLIPSIS + text.substring(tail);
    }

    /** Returns the text on one line, with all that Discord would take for markup made plain. */
    static String plain(String text) {
        return Printable.line(text).replaceAll("[\\\\*_~`|<>#@\\[\\]]", "\\\\$0");
    }
}
