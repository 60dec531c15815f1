// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.homepage;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One entry of the section.
 *
 * @param mark whose tile it is; empty for one that a person wrote there
 * @param tile what it says; its key is empty without a mark
 * @param more lines of it with keys that homelab does not write, such as {@code widget}, as they stand there
 */
record SectionEntry(Optional<Mark> mark, ServiceTile tile, List<String> more) {

    /** The order in which they are written. */
    static final Comparator<SectionEntry> ORDER = Comparator.comparing(
                    (SectionEntry entry) -> entry.tile.group(), String.CASE_INSENSITIVE_ORDER)
            .thenComparing(entry -> entry.tile.group())
            .thenComparing(entry -> entry.tile.title(), String.CASE_INSENSITIVE_ORDER)
            .thenComparing(entry -> entry.tile.title())
            .thenComparing(entry -> entry.mark.map(Mark::toString).orElse(""));

    SectionEntry {
        more = List.copyOf(more);
    }
}
