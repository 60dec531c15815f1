// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.regex.Pattern;

/** Turns an argv list into the text an SSH server hands to a POSIX shell. The one place where commands are quoted. */
public final class Argv {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private Argv() {}

    /** Returns the text, which a person may copy, too. */
    public static String quoted(List<String> argv) {
        return argv.stream().map(Argv::quote).collect(joining(" "));
    }

    private static String quote(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
