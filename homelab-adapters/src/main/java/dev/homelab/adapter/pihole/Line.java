// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** One line of a list of local DNS records, as Pi-hole has it. */
interface Line {

    String text();

    /** Returns the names it answers for, in lower case, since DNS does not know the difference. */
    List<String> names();

    default boolean isFor(String hostname) {
        return names().contains(hostname);
    }

    /** Returns whether it answers for more than one name, so that no single one may change it. */
    default boolean isShared() {
        return names().size() > 1;
    }

    /** Returns whether FTL stores both alike: it makes double spaces one. */
    default boolean isSameAs(Line other) {
        return stored().equals(other.stored());
    }

    /** Returns the text as FTL stores it. */
    default String stored() {
        return text().replaceAll(" {2,}", " ");
    }

    /** Replaces lines by wanted ones: those that stay do so in place, new ones follow where the first one went. */
    static <L extends Line> List<L> replace(List<L> lines, List<L> wanted, Predicate<L> isReplaced) {
        List<L> missing = new ArrayList<>(wanted);
        List<L> kept = new ArrayList<>();
        int place = lines.size();
        for (L line : lines) {
            if (missing.removeIf(line::isSameAs) || !isReplaced.test(line)) {
                kept.add(line);
            } else {
                place = Math.min(place, kept.size());
            }
        }
        kept.addAll(Math.min(place, kept.size()), missing);
        return List.copyOf(kept);
    }
}
