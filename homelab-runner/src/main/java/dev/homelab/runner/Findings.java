// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static java.util.stream.Collectors.joining;

import dev.homelab.model.name.ServiceName;
import dev.homelab.provision.Finding;
import dev.homelab.report.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/** What was found of each service, and which of them failed. Safe for many threads as to failures. */
final class Findings {

    private final Order order;
    private final Map<ServiceName, List<Finding>> findings = new HashMap<>();
    private final Set<ServiceName> failed = new ConcurrentSkipListSet<>();

    /** Nothing was found yet of services that come in this order. */
    Findings(Order order) {
        this.order = order;
    }

    /** Takes what was found of each service; one that a finding speaks against has failed. */
    void take(Map<ServiceName, List<Finding>> found) {
        found.forEach((service, all) -> all.forEach(finding -> {
            add(service, finding);
            if (finding.status() == Finding.Status.BAD) {
                fail(service);
            }
        }));
    }

    /** Something is left to do for a service, so it has failed. */
    void unfinished(ServiceName service) {
        add(service, new Finding("nothing is left to do", false, "planning again finds changes"));
        fail(service);
    }

    void fail(ServiceName service) {
        failed.add(service);
    }

    boolean hasFailed(ServiceName service) {
        return failed.contains(service);
    }

    boolean anyFailed() {
        return !failed.isEmpty();
    }

    /** Returns the services that failed, sorted. */
    Set<ServiceName> failed() {
        return new TreeSet<>(failed);
    }

    /** Returns those of the services that failed, or that need one that did; sorted. */
    Set<ServiceName> bad(Set<ServiceName> services) {
        Set<ServiceName> bad = new TreeSet<>(order.withDependents(failed));
        bad.retainAll(services);
        return bad;
    }

    /** Says which failed service kept another from its changes. */
    void blame(ServiceName service) {
        if (!hasFailed(service)) {
            Set<ServiceName> culprits = failed();
            culprits.removeIf(one -> !order.withDependents(Set.of(one)).contains(service));
            String names = culprits.stream().map(ServiceName::value).collect(joining(" and "));
            add(service, new Finding("what it needs is well", false, "left out because %s failed".formatted(names)));
        }
    }

    /** Returns the last word on a service that nothing speaks against. */
    Verdict.Status well(ServiceName service) {
        return findings.getOrDefault(service, List.of()).stream().allMatch(Finding::good)
                ? Verdict.Status.GOOD
                : Verdict.Status.PENDING;
    }

    /** Returns the last word on a service, and what it rests on. */
    Verdict verdict(ServiceName service, Verdict.Status status) {
        return new Verdict(service, status, findings.getOrDefault(service, List.of()));
    }

    private void add(ServiceName service, Finding finding) {
        findings.computeIfAbsent(service, s -> new ArrayList<>()).add(finding);
    }
}
