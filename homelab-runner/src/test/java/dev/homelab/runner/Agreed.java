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
        return to(homelab, Consent.none());
    }

    /** The same, of a person who has said something before. */
    static Homelab to(Homelab homelab, Consent already) {
        return homelab.agreeing(words(homelab, already));
    }

    /** Returns what such a person says. */
    static Consent words(Homelab homelab, Consent already) {
        HomelabPlan plan = homelab.agreeing(already).plan();
        Consent consent = already.deleting(plan.count(Change.Shape.DELETE));
        for (RiskyChange risky : plan.risky()) {
            for (Risk risk : risky.risks()) {
                if (risk.needsWord()) {
                    consent = consent.accepting(risky.change().service() + ":" + risk.word());
                }
            }
        }
        return consent;
    }
}
