// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import java.time.Duration;

/**
 * How long to wait for the world to follow.
 *
 * @param deadline for one expectation, from the first look
 * @param interval between two looks
 */
public record Patience(Duration deadline, Duration interval) {

    /** What a homelab on slow disks needs. */
    public static Patience usual() {
        return new Patience(Duration.ofSeconds(60), Duration.ofMillis(500));
    }
}
