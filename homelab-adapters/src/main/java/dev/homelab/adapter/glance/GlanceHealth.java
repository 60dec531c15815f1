// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import dev.homelab.adapter.support.http.Calls;
import dev.homelab.adapter.support.http.Pause;
import dev.homelab.provision.TargetException;
import java.time.Duration;

/**
 * Whether Glance serves its pages.
 *
 * @param api its address
 * @param calls makes the calls
 * @param pause waits between two questions
 */
record GlanceHealth(GlanceApi api, Calls calls, Pause pause) {

    /** Glance gathers changes for half a second and then starts anew. */
    private static final Duration RESTART = Duration.ofSeconds(1);

    private static final int MOST_QUESTIONS = 10;

    /** Returns whether it answers; not so behind another's sign-in. */
    boolean isGood() {
        try {
            return calls.send(api.healthz()).isSuccessful();
        } catch (TargetException e) {
            return false;
        }
    }

    /** Returns whether it comes back after a change of its files, within ten seconds. */
    boolean comesBack() {
        for (int i = 0; i < MOST_QUESTIONS; i++) {
            pause.take(RESTART);
            if (isGood()) {
                return true;
            }
        }
        return false;
    }
}
