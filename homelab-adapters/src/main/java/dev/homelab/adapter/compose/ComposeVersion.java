// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of Docker Compose.
 *
 * @param major the first number
 * @param minor the second number
 * @param patch the third number
 */
record ComposeVersion(int major, int minor, int patch) implements Comparable<ComposeVersion> {

    /**
     * The first release that works. Those before 2.19 do not know {@code --progress} ahead of a command, and 2.19.1 connects a
     * container of several networks to one of them (engine 20.10). The proof {@code compose-versions} holds it.
     */
    static final ComposeVersion LEAST = new ComposeVersion(2, 20, 0);

    private static final Pattern RELEASE = Pattern.compile("^v?(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?");

    /** Reads what {@code docker compose version --short} prints; nothing for a build without a release number. */
    static Optional<ComposeVersion> parse(String text) {
        Matcher numbers = RELEASE.matcher(text.strip());
        return numbers.find()
                ? Optional.of(new ComposeVersion(number(numbers, 1), number(numbers, 2), number(numbers, 3)))
                : Optional.empty();
    }

    private static int number(Matcher numbers, int group) {
        return Optional.ofNullable(numbers.group(group)).map(Integer::parseInt).orElse(0);
    }

    boolean isTooOld() {
        return compareTo(LEAST) < 0;
    }

    @Override
    public int compareTo(ComposeVersion other) {
        return Comparator.comparingInt(ComposeVersion::major)
                .thenComparingInt(ComposeVersion::minor)
                .thenComparingInt(ComposeVersion::patch)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
