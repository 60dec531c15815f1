// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision.planted;

import dev.homelab.report.Report;

/** Breaks a rule of the house on purpose. */
public final class KnowsAReport {
    public @org.jspecify.annotations.Nullable Report report;
}
