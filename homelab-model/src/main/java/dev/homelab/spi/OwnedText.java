// SPDX-License-Identifier: Apache-2.0
package dev.homelab.spi;

import dev.homelab.provision.Owner;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a file, and whose it is by the mark in its first line.
 *
 * @param body the text without the mark
 * @param owner what the mark says; empty for a file without one, whose body is all of its text
 */
public record OwnedText(String body, Optional<Owner> owner) {

    /** What stands for bytes that are not UTF-8 when text is read. */
    private static final char REPLACED = '\uFFFD';

    private static final Pattern MARK =
            Pattern.compile("^# Managed by homelab for ([a-z][a-z0-9-]{0,31}/[a-z][a-z0-9-]{0,62})\\. [^\\n]*+\\n");

    /**
     * Returns whether a file has bytes that are not UTF-8, which are replaced when it is read: its text is not what it holds, and
     * must not be written back.
     */
    public static boolean isDamaged(String text) {
        return text.indexOf(REPLACED) >= 0;
    }

    /** Reads the text of a file. */
    public static OwnedText parse(String text) {
        Matcher mark = MARK.matcher(text);
        return mark.find()
                ? new OwnedText(text.substring(mark.end()), Optional.of(Owner.parse(mark.group(1))))
                : new OwnedText(text, Optional.empty());
    }

    /** Returns the text to write. */
    public String text() {
        return owner.map(o -> "# Managed by homelab for " + o + ". Do not edit: the next run writes it again.\n")
                        .orElse("")
                + body;
    }
}
