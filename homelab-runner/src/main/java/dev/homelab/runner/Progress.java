// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.problem.Problem;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Resource;
import dev.homelab.report.Ending;
import dev.homelab.report.Notifier;
import dev.homelab.report.Phase;
import dev.homelab.report.Report;
import dev.homelab.report.Step;
import dev.homelab.report.Verdict;
import java.util.List;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The report of a run as it grows. Notifies of every change, one thread at a time; a failing notifier never ends a run. */
final class Progress {

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    private final List<Notifier> notifiers;
    private final Masker masker;
    private Report report;

    /**
     * Begins with a report.
     *
     * @param masker hides the secrets that targets, logs and commands may repeat
     */
    Progress(Report report, List<Notifier> notifiers, Masker masker) {
        this.masker = masker;
        this.report = report;
        this.notifiers = List.copyOf(notifiers);
    }

    synchronized Report report() {
        return report;
    }

    void phase(Phase phase) {
        update(r -> r.in(phase));
    }

    /** Says what is planned, and of which run it is a part. */
    void planned(String run, int changes) {
        update(r -> r.planned(run, changes));
    }

    void remark(String sentence) {
        update(r -> r.remarking(masker.mask(sentence)));
    }

    /** Returns an outcome without any secret, as it is reported and kept. */
    <R extends Resource> Outcome<R> masked(Outcome<R> outcome) {
        return new Outcome<>(outcome.change(), outcome.result(), masker.mask(outcome.problems()));
    }

    void step(String target, Outcome<?> outcome, boolean back) {
        Step step = Step.of(target, masked(outcome), back);
        update(r -> r.and(step));
    }

    /** Ends the run, and returns its whole report. */
    Report end(Ending ending, List<Verdict> verdicts, List<Problem> problems) {
        List<Verdict> masked = verdicts.stream().map(this::masked).toList();
        update(r -> r.ended(ending, masked, masker.mask(problems)));
        return report();
    }

    /** Returns a problem without any secret, to be kept. */
    Problem masked(Problem problem) {
        return masker.mask(problem);
    }

    /** Returns a text without any secret, to be kept. */
    String masked(String text) {
        return masker.mask(text);
    }

    private Verdict masked(Verdict verdict) {
        return new Verdict(
                verdict.service(),
                verdict.status(),
                verdict.findings().stream()
                        .map(finding -> new CheckResult(
                                masker.mask(finding.expectation()), finding.status(), masker.mask(finding.found())))
                        .toList(),
                masker.mask(verdict.problems()));
    }

    private synchronized void update(UnaryOperator<Report> change) {
        report = change.apply(report);
        for (Notifier notifier : notifiers) {
            try {
                notifier.tell(report);
            } catch (RuntimeException | Error e) {
                LOG.warn("A notifier failed. The run continues.", e);
            }
        }
    }
}
