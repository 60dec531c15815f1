// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.planted.inner;

import dev.homelab.runner.planted.CircleB;

/** Breaks a rule of the house on purpose. */
public final class CircleA {
    public @org.jspecify.annotations.Nullable CircleB b;
}
