// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance.page;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Gives each site found a key that no other has. Keys of sites by hand hold two slashes, which those of services do not. */
public final class TileKeys {

    private final Set<String> taken = new HashSet<>();

    /** Returns the key of what has a mark; none for a second one with the same mark, which is skipped. */
    public Optional<String> free(Mark mark) {
        return Optional.of(mark.key()).filter(taken::add);
    }

    /** Returns the key of a site; none for a second one with the same mark, which is skipped. */
    public Optional<String> free(Site site, String page, Group group) {
        if (site.mark().isPresent()) {
            return free(site.mark().get());
        }
        String place = page + "/" + group.title() + "/" + site.title();
        String key = place;
        for (int count = 2; !taken.add(key); count++) {
            key = place + "/" + count;
        }
        return Optional.of(key);
    }
}
