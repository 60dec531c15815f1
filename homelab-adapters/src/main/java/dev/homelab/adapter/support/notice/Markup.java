// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.notice;

import dev.homelab.problem.Printable;

/** How a channel writes text, so that nothing a target or a definition says is taken for markup. */
public interface Markup {

    /** Text without any markup. */
    Markup NONE = Printable::line;

    /** Returns the text on one line, with all that the channel would take for markup made plain. */
    String plain(String text);

    /** Returns the text, emphasised where the channel can do that. */
    default String strong(String text) {
        return plain(text);
    }
}
