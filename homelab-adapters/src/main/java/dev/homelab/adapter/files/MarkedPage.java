// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.files;

import dev.homelab.provision.Owner;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a page or style sheet, and whose it is by the comment in its first line.
 *
 * @param body the text without the comment
 * @param owner what the comment says; empty for a file without one, whose body is all of its text
 */
record MarkedPage(String body, Optional<Owner> owner) {

    private static final Pattern MARK = Pattern.compile(
            "^(?:<!--|/\\*) Managed by homelab for ([a-z][a-z0-9-]{0,31}/[a-z][a-z0-9-]{0,62})\\. [^\\n]*+\\n");
    private static final String WORDS = " Managed by homelab for %s. Do not edit: the next run writes it again. ";

    /** Reads the text of a file. */
    static MarkedPage parse(String text) {
        Matcher mark = MARK.matcher(text);
        return mark.find()
                ? new MarkedPage(text.substring(mark.end()), Optional.of(Owner.parse(mark.group(1))))
                : new MarkedPage(text, Optional.empty());
    }

    /** Returns the text to write to a file. */
    String text(String path) {
        String form = path.endsWith(".css") ? "/*" + WORDS + "*/\n" : "<!--" + WORDS + "-->\n";
        return owner.map(form::formatted).orElse("") + body;
    }
}
