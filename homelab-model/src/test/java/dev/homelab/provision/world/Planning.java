// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision.world;

import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import java.util.List;
import java.util.Set;

/** What the laws are about: planning there, and planning back. */
interface Planning {

    Plan<Thing> plan(List<Desired<Thing>> desired, List<Observed<Thing>> observed, Set<String> adopted);

    Plan<Thing> restore(Plan<Thing> plan, Set<ServiceName> services, List<Observed<Thing>> now);

    /** The planner itself. */
    static Planning real() {
        Planner planner = new Planner(World.HOMELAB);
        return new Planning() {
            @Override
            public Plan<Thing> plan(List<Desired<Thing>> desired, List<Observed<Thing>> observed, Set<String> adopted) {
                return planner.plan(desired, observed, adopted);
            }

            @Override
            public Plan<Thing> restore(Plan<Thing> plan, Set<ServiceName> services, List<Observed<Thing>> now) {
                return planner.restore(plan, services, now);
            }
        };
    }
}
