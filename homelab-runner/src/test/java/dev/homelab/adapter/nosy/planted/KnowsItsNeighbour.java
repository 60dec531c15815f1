// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.nosy.planted;

import dev.homelab.adapter.planted.other.Neighbour;

/** Breaks a rule of the house on purpose. */
public final class KnowsItsNeighbour {
    public @org.jspecify.annotations.Nullable Neighbour neighbour;
}
