// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The version of this program, as its build has written it. */
public final class Version {

    private static final String FILE = "version.txt";
    private static final List<String> LINES = read();

    private Version() {}

    public static String current() {
        return LINES.get(0);
    }

    /**
     * Returns the version; for a release, with the commit it was made of and the time of that, as in
     * {@code 0.1.0 (1a2b3c4d5e6f, 2026-11-30T18:00:00Z)}.
     */
    public static String described() {
        return LINES.get(1).isEmpty() ? current() : "%s (%s, %s)".formatted(current(), LINES.get(1), LINES.get(2));
    }

    /** Returns the lines of version, commit and time. */
    private static List<String> read() {
        try (InputStream text = Version.class.getResourceAsStream(FILE)) {
            if (text == null) {
                throw new IllegalStateException(FILE + " is not in the program. This is a bug in homelab.");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
