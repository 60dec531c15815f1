// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Releases of the engine's API, by what they are the first to do. */
final class ApiVersion {

    /** Earlier ones give the time when something was last put into a volume for the time when it was created. */
    static final int WITH_CREATION_TIMES = 42;

    /** Of engine 25; Compose refuses {@code start_interval} for earlier ones. */
    static final int WITH_START_INTERVALS = 44;

    /** Of engine 26; earlier ones mount the whole volume. */
    static final int WITH_SUBPATH = 45;

    private static final Pattern RELEASE = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

    private ApiVersion() {}

    /** Returns whether what the engine says of itself is 1.{@code minor} or later. */
    static boolean isAtLeast(int minor, String printed) {
        Matcher parts = RELEASE.matcher(printed.strip());
        return parts.matches() && (Integer.parseInt(parts.group(1)) > 1 || Integer.parseInt(parts.group(2)) >= minor);
    }
}
