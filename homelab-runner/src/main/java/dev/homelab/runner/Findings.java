// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static java.util.stream.Collectors.joining;

import dev.homelab.model.name.ServiceName;
import dev.homelab.provision.Expectation;
import dev.homelab.report.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was found of each service. */
final class Findings {

    private final Map<ServiceName, List<Finding>> findings = new HashMap<>();

    /** Takes findings in the order of the expectations, and returns the services that one of them speaks against. */
    Set<ServiceName> take(List<Expectation> expectations, List<Finding> found) {
        Set<ServiceName> bad = new HashSet<>();
        for (int i = 0; i < expectations.size(); i++) {
            ServiceName service = expectations.get(i).service();
            add(service, found.get(i));
            if (!found.get(i).good()) {
                bad.add(service);
            }
        }
        return bad;
    }

    void unfinished(ServiceName service) {
        add(service, new Finding("nothing is left to do", false, "planning again finds changes"));
    }

    void leftOut(ServiceName service, Set<ServiceName> culprits) {
        String names = culprits.stream().map(ServiceName::value).collect(joining(" and "));
        add(service, new Finding("what it needs is well", false, "left out because %s failed".formatted(names)));
    }

    List<Finding> of(ServiceName service) {
        return findings.getOrDefault(service, List.of());
    }

    private void add(ServiceName service, Finding finding) {
        findings.computeIfAbsent(service, s -> new ArrayList<>()).add(finding);
    }
}
