// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.homepage;

import java.util.regex.Pattern;

/**
 * Places in the text of a file that Homepage fills in before it reads YAML, such as <code>{{HOMEPAGE_VAR_KEY}}</code> (v1.13). To YAML alone
 * they would be maps within maps.
 */
final class Placeholders {

    private static final Pattern WRITTEN = Pattern.compile("\\{\\{(HOMEPAGE_(?:VAR|FILE)_[^{}\\n]*+)}}");
    private static final Pattern HIDDEN =
            Pattern.compile("\uE000\uE000(HOMEPAGE_(?:VAR|FILE)_[^\uE001]*+)\uE001\uE001");

    private Placeholders() {}

    /** Returns a text of the same length in which they are plain words. */
    static String hidden(String text) {
        return WRITTEN.matcher(text).replaceAll("\uE000\uE000$1\uE001\uE001");
    }

    /** Returns a part of such a text as it was written. */
    static String shown(String text) {
        return HIDDEN.matcher(text).replaceAll("{{$1}}");
    }
}
