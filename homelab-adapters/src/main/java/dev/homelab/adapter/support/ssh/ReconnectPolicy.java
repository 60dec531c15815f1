// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import dev.homelab.provision.Cancellation;
import java.time.Duration;

/**
 * How long to wait for a host that has become unreachable.
 *
 * @param patience from the first failure on; zero for not at all
 * @param cancellation ends the wait early
 */
record ReconnectPolicy(Duration patience, Cancellation cancellation) {

    /** Waits for no host. */
    static final ReconnectPolicy NONE = new ReconnectPolicy(Duration.ZERO, new Cancellation());

    boolean isNone() {
        return patience.isZero();
    }
}
