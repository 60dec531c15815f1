// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.model.Service;
import dev.homelab.model.name.ServiceName;
import dev.homelab.provision.Expectation;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.report.Verdict;
import dev.homelab.runner.verify.Verifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A look at a whole homelab that changes nothing: good is what plans to nothing and answers from outside. */
final class Inspection {

    private final Opened opened;
    private final Targets targets;
    private final Verifier verifier;
    private final Findings findings = new Findings();

    Inspection(Opened opened, Targets targets, Verifier verifier) {
        this.opened = opened;
        this.targets = targets;
        this.verifier = verifier;
    }

    Report report(Progress progress) {
        Set<ServiceName> bad = new TreeSet<>(targets.touched());
        bad.forEach(findings::unfinished);
        List<Expectation> expectations = opened.expectations(targets.errand());
        bad.addAll(findings.take(expectations, verifier.look(expectations)));
        Set<ServiceName> all = new TreeSet<>(bad); // also those that are still there but not defined any more
        opened.catalog().services().map(Service::name).forEach(all::add);
        List<Verdict> verdicts =
                all.stream().map(service -> verdict(service, bad)).toList();
        return progress.end(bad.isEmpty() ? Ending.DONE : Ending.FAILED, verdicts, List.of());
    }

    private Verdict verdict(ServiceName service, Set<ServiceName> bad) {
        Verdict.Status status = bad.contains(service) ? Verdict.Status.FAILED : Verdict.Status.GOOD;
        return new Verdict(service, status, findings.of(service));
    }
}
