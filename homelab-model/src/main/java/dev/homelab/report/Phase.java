// SPDX-License-Identifier: Apache-2.0
package dev.homelab.report;

/** What a run is busy with. */
public enum Phase {
    PLANNING,
    APPLYING,
    VERIFYING,
    ROLLING_BACK,
    ENDED
}
