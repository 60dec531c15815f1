// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.service;

import dev.homelab.model.rule.support.Rule;
import java.util.List;

/** The rules of this room. */
public final class ServiceRules {

    private ServiceRules() {}

    public static List<Rule> all() {
        return List.of(
                new RenamedFromNobody(),
                new HostForContainers(),
                new DependedOnService(),
                new NeededServiceRuns(),
                new NoServiceCycle());
    }
}
