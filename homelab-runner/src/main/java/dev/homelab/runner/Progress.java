// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.problem.Problem;
import dev.homelab.provision.Outcome;
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

/** The report of a run as it grows. Tells notifiers of every change, one thread at a time; they can do no harm here. */
final class Progress {

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    private final List<Notifier> notifiers;
    private Report report;

    Progress(Report report, List<Notifier> notifiers) {
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
        update(r -> r.remarking(sentence));
    }

    void step(String target, Outcome<?> outcome, boolean back) {
        Step step = Step.of(target, outcome, back);
        update(r -> r.and(step));
    }

    /** Ends the run, and returns its whole report. */
    Report end(Ending ending, List<Verdict> verdicts, List<Problem> problems) {
        update(r -> r.ended(ending, verdicts, problems));
        return report();
    }

    private synchronized void update(UnaryOperator<Report> change) {
        report = change.apply(report);
        for (Notifier notifier : notifiers) {
            try {
                notifier.tell(report);
            } catch (RuntimeException e) {
                LOG.warn("A notifier failed; the run goes on.", e);
            }
        }
    }
}
