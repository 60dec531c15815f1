// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import java.util.Optional;

/**
 * A resource as a target holds it.
 *
 * @param resource what is there
 * @param owner what its mark says; empty for whatever people put there by hand
 */
public record Observed<R extends Resource>(R resource, Optional<Owner> owner) {

    public static <R extends Resource> Observed<R> ownedBy(Owner owner, R resource) {
        return new Observed<>(resource, Optional.of(owner));
    }

    public static <R extends Resource> Observed<R> unowned(R resource) {
        return new Observed<>(resource, Optional.empty());
    }

    public String key() {
        return resource.key();
    }

    /** Returns whether this homelab put it there. */
    public boolean belongsTo(String homelab) {
        return owner.filter(o -> o.homelab().equals(homelab)).isPresent();
    }
}
