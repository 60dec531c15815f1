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
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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
        update(r -> new Report(
                r.run(),
                r.homelab(),
                r.remarks(),
                phase,
                r.planned(),
                r.steps(),
                r.verdicts(),
                r.problems(),
                r.ending()));
    }

    void planned(int changes) {
        update(r -> new Report(
                r.run(),
                r.homelab(),
                r.remarks(),
                r.phase(),
                changes,
                r.steps(),
                r.verdicts(),
                r.problems(),
                r.ending()));
    }

    void step(String target, Outcome<?> outcome, boolean back) {
        Step step = Step.of(target, outcome, back);
        update(r -> new Report(
                r.run(),
                r.homelab(),
                r.remarks(),
                r.phase(),
                r.planned(),
                Stream.concat(r.steps().stream(), Stream.of(step)).toList(),
                r.verdicts(),
                r.problems(),
                r.ending()));
    }

    /** Ends the run, and returns its whole report. */
    Report end(Ending ending, List<Verdict> verdicts, List<Problem> problems) {
        update(r -> new Report(
                r.run(),
                r.homelab(),
                r.remarks(),
                Phase.ENDED,
                r.planned(),
                r.steps(),
                verdicts,
                problems,
                Optional.of(ending)));
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
