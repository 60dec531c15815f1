// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.runner.record.PastRun;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Names runs by the moment they begin: no two of one homelab alike, even if several threads begin one at the same time. */
final class RunIds {

    private final Clock clock;
    private Instant last = Instant.MIN;

    RunIds(Clock clock) {
        this.clock = clock;
    }

    synchronized String next() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS); // a name has no more digits
        last = now.isAfter(last) ? now : last.plusMillis(1);
        return PastRun.idAt(last);
    }
}
