// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.image;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a {@link TempDockerConfig}, which shows later runs whether it is still used.
 *
 * @param homelab whose it is
 * @param use what the command was for
 * @param until when it has ended at the latest
 * @param chance distinguishes it from others of the same second
 */
record TempDockerConfigName(String homelab, Use use, Instant until, String chance) {

    /** Who is at work there: of those who change something there is one at a time. */
    enum Use {
        LOOK,
        CHANGE
    }

    private static final Pattern FORM =
            Pattern.compile("\\.registries-([a-z][a-z0-9-]*)-(LOOK|CHANGE)-(\\d{1,12})-([0-9a-f]{8})");
    private static final int DIGITS = 8;

    static TempDockerConfigName next(String homelab, Use use, Instant until) {
        return new TempDockerConfigName(
                homelab, use, until, UUID.randomUUID().toString().substring(0, DIGITS));
    }

    /** Reads the name of a folder, unless it is one for something else. */
    static Optional<TempDockerConfigName> parse(String name) {
        Matcher parts = FORM.matcher(name);
        return parts.matches()
                ? Optional.of(new TempDockerConfigName(
                        parts.group(1),
                        Use.valueOf(parts.group(2)),
                        Instant.ofEpochSecond(Long.parseLong(parts.group(3))),
                        parts.group(4)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return ".registries-%s-%s-%d-%s".formatted(homelab, use, until.getEpochSecond(), chance);
    }
}
