// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.provision.Change;
import dev.homelab.provision.Risk;
import dev.homelab.runner.guard.Consent;
import dev.homelab.runner.guard.RiskyChange;

/** A person who has read the plan and says every word that it asks for. */
final class Agreed {

    private Agreed() {}

    static Homelab to(Homelab homelab) {
        HomelabPlan plan = homelab.plan();
        Consent consent = Consent.none().deleting(plan.count(Change.Shape.DELETE));
        for (RiskyChange risky : plan.risky()) {
            for (Risk risk : risky.risks()) {
                if (risk.needsWord()) {
                    consent = consent.accepting(risky.change().service() + ":" + risk.word());
                }
            }
        }
        return homelab.agreeing(consent);
    }
}
