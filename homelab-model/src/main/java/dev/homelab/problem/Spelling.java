// SPDX-License-Identifier: Apache-2.0
package dev.homelab.problem;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.naturalOrder;

import java.util.Collection;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Spelling {

    private static final int SHORTEST_BEGINNING = 3;

    private Spelling() {}

    /**
     * Returns the known word nearest to what was written, if any is near enough to be a slip. A word of which the beginning was
     * written counts as nearer than any other.
     */
    public static Optional<String> nearest(String written, Collection<String> known) {
        Optional<String> begun = written.length() < SHORTEST_BEGINNING
                ? Optional.empty()
                : known.stream()
                        .filter(word -> word.startsWith(written))
                        .min(comparingInt(String::length).thenComparing(naturalOrder()));
        return begun.or(() -> similar(written, known));
    }

    private static Optional<String> similar(String written, Collection<String> known) {
        int tolerance = (written.length() + 2) / 3;
        return known.stream()
                .filter(word -> Math.abs(word.length() - written.length()) <= tolerance)
                .filter(word -> distance(written, word) <= tolerance)
                .min(comparingInt(word -> distance(written, word)));
    }

    /** Counts the letters to insert, remove or replace (Levenshtein). */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
