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

/** A look at a whole homelab that changes nothing: good is what plans to nothing and answers from outside. */
final class Inspection {

    private final Opened opened;
    private final Targets targets;
    private final Verifier verifier;
    private final Findings findings;

    Inspection(Opened opened, Targets targets, Verifier verifier) {
        this.opened = opened;
        this.targets = targets;
        this.verifier = verifier;
        this.findings = new Findings(new Order(opened.catalog()));
    }

    Report report(Progress progress) {
        targets.touched().forEach(findings::unfinished);
        List<Expectation> expectations = opened.expectations(targets.errand());
        findings.take(expectations, verifier.look(expectations));
        Set<ServiceName> all = findings.failed(); // also those that are still there but not defined any more
        opened.catalog().services().map(Service::name).forEach(all::add);
        List<Verdict> verdicts = all.stream().map(this::verdict).toList();
        return progress.end(findings.anyFailed() ? Ending.FAILED : Ending.DONE, verdicts, List.of());
    }

    private Verdict verdict(ServiceName service) {
        return findings.verdict(service, findings.hasFailed(service) ? Verdict.Status.FAILED : findings.well(service));
    }
}
