// SPDX-License-Identifier: Apache-2.0
package dev.homelab.report.planted;

import dev.homelab.runner.Homelab;

/** Breaks a rule of the house on purpose. */
public final class KnowsARun {
    public @org.jspecify.annotations.Nullable Homelab homelab;
}
