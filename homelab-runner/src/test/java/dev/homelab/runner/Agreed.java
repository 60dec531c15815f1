// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.provision.Change;
import dev.homelab.provision.Risk;
import dev.homelab.runner.guard.Consent;
import dev.homelab.runner.guard.RiskyChange;

/** A person who has read the plan and says every word that it asks for. */
final class Agreed {

    private Agreed() {}

    static RunRequest to(LabHome home) {
        return to(home, LabHome.request());
    }

    /** The same, of a person who has said something before. */
    static RunRequest to(LabHome home, RunRequest request) {
        HomelabPlan plan = home.homelab().plan(request);
        Consent consent = request.consent().deleting(plan.count(Change.Shape.DELETE));
        for (RiskyChange risky : plan.risky()) {
            for (Risk risk : risky.risks()) {
                if (risk.needsWord()) {
                    consent = consent.accepting(risky.change().service() + ":" + risk.word());
                }
            }
        }
        return request.with(consent);
    }
}
