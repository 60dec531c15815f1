// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.value;

import java.util.Locale;
import java.util.Set;

/** The tags that publishers move to each new image; the only list of them. A tag such as {@code 17-alpine} moves, too, but within a version. */
final class MovingTags {

    private static final Set<String> WORDS = Set.of(
            "latest",
            "stable",
            "mainline",
            "main",
            "master",
            "trunk",
            "head",
            "edge",
            "nightly",
            "daily",
            "weekly",
            "dev",
            "devel",
            "develop",
            "development",
            "unstable",
            "testing",
            "test",
            "staging",
            "canary",
            "preview",
            "insiders",
            "next",
            "snapshot",
            "rolling",
            "release",
            "prod",
            "production",
            "current",
            "lts",
            "beta",
            "alpha",
            "rc");

    private MovingTags() {}

    /** Returns whether a tag is such a word, or begins with one as {@code latest-alpine} does. */
    static boolean contains(String tag) {
        return WORDS.contains(tag.toLowerCase(Locale.ROOT).split("[-_.]", 2)[0]);
    }
}
