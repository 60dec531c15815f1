// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance.page;

import dev.homelab.provision.Owner;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Gives each site found a key that no other has. Keys of sites by hand hold a slash, which no service's name does. */
public final class TileKeys {

    private final Set<String> taken = new HashSet<>();

    /** Returns the key of a site; none for a second one with the same mark, which is skipped. */
    public Optional<String> free(Site site, String page, Group group) {
        Optional<Owner> owner = site.owner();
        if (owner.isPresent()) {
            return Optional.of(owner.get().service().value()).filter(taken::add);
        }
        String place = page + "/" + group.title() + "/" + site.title();
        String key = place;
        for (int count = 2; !taken.add(key); count++) {
            key = place + "/" + count;
        }
        return Optional.of(key);
    }
}
