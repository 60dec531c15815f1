// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.planted;

import dev.homelab.lab.Lab;

/** Breaks a rule of the house on purpose. */
public final class KnowsTheLab {
    public @org.jspecify.annotations.Nullable Lab lab;
}
