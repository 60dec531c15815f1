// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static java.util.stream.Collectors.toSet;

import dev.homelab.model.Service;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Cancellation;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.report.Verdict;
import dev.homelab.runner.guard.Scope;
import dev.homelab.runner.verify.TargetCheck;
import dev.homelab.runner.verify.Verifier;
import java.util.List;
import java.util.Set;

/**
 * Checks a whole homelab and changes nothing. A service is verified if its plan is empty, its targets report it healthy, and it
 * answers from outside.
 */
final class Inspection {

    private final RunContext runContext;
    private final Targets targets;
    private final Verifier verifier;
    private final FailureTracker findings;

    Inspection(RunContext runContext, Targets targets, Verifier verifier) {
        this.runContext = runContext;
        this.targets = targets;
        this.verifier = verifier;
        this.findings = new FailureTracker(new Order(runContext.catalog()), targets.replicas());
    }

    Report report(Progress progress, Cancellation cancellation) {
        cancellation.check();
        Scope scope = targets.planRequest().request().scope();
        findings.notConverged(targets.ask(TargetRun::affected), Set.of());
        Set<ServiceName> defined = runContext
                .catalog()
                .services()
                .map(Service::name)
                .filter(scope::includes)
                .collect(toSet());
        List<TargetCheck> checks = runContext.checks(targets.planRequest()).stream()
                .filter(check -> scope.includes(check.service()))
                .toList();
        findings.take(targets.look(defined, findings.failed(), checks, verifier));
        findings.explain(targets.diagnose(findings.failed()));
        cancellation.check();
        Set<ServiceName> all = findings.failed(); // also those that are still there but not defined any more
        all.addAll(defined);
        List<Verdict> verdicts = all.stream().map(this::verdict).toList();
        return progress.end(ending(), verdicts, targets.behind());
    }

    private Ending ending() {
        if (findings.anyFailed()) {
            return Ending.FAILED;
        }
        return targets.behind().isEmpty() ? Ending.DONE : Ending.PENDING;
    }

    private Verdict verdict(ServiceName service) {
        return findings.verdict(service, findings.hasFailed(service) ? Verdict.Status.FAILED : findings.well(service));
    }
}
