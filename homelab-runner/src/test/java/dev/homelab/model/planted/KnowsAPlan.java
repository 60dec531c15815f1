// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.planted;

import dev.homelab.provision.Planner;

/** Breaks a rule of the house on purpose. */
public final class KnowsAPlan {
    public @org.jspecify.annotations.Nullable Planner planner;
}
