// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import dev.homelab.adapter.support.http.Calls;
import dev.homelab.adapter.support.http.Delay;
import dev.homelab.provision.TargetException;
import java.time.Duration;

/**
 * Whether Glance serves its pages.
 *
 * @param api its address
 * @param calls makes the calls
 * @param pause waits between two questions
 */
record GlanceHealth(GlanceApi api, Calls calls, Delay pause) {

    private static final Duration BETWEEN = Duration.ofMillis(250);
    private static final int MOST_QUESTIONS = 40;

    /** Returns whether it answers; not so behind another's sign-in. */
    boolean isGood() {
        try {
            return calls.send(api.healthz()).isSuccessful();
        } catch (TargetException e) {
            return false;
        }
    }

    /** Returns whether it answers after a change of its files, within ten seconds. */
    boolean comesBack() {
        boolean good = isGood();
        for (int i = 1; !good && i < MOST_QUESTIONS && pause.take(BETWEEN); i++) {
            good = isGood();
        }
        return good;
    }
}
