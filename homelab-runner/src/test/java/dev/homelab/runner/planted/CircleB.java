// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.planted;

/** Breaks a rule of the house on purpose. */
public final class CircleB {
    public dev.homelab.runner.planted.inner.@org.jspecify.annotations.Nullable CircleA a;
}
