// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Cancellation;
import dev.homelab.provision.Change;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.TargetException;
import dev.homelab.runner.record.Journal;
import java.util.List;

/**
 * Journals what one target does. A rollback continues even if its journal cannot be written.
 *
 * @param back whether it rolls back
 * @param cancellation of the run, after which a change that was skipped has not failed
 */
record JournalingListener(
        String target,
        boolean back,
        Journal journal,
        FailureTracker findings,
        Progress progress,
        Cancellation cancellation)
        implements ChangeListener {

    @Override
    public void begin(List<? extends Change<?>> changes) {
        try {
            journal.begin(target, changes, back);
        } catch (TargetException e) {
            if (!back) {
                throw e;
            }
        }
    }

    @Override
    public void end(Outcome<?> outcome) {
        ServiceName service = outcome.change().service();
        if (!back && outcome.result() != Outcome.Result.SKIPPED) {
            findings.begin(service);
        }
        if (!outcome.succeeded() && back) {
            findings.fail(service);
        } else if (outcome.result() == Outcome.Result.FAILED || (!outcome.succeeded() && !cancellation.isCancelled())) {
            findings.failAt(target, service);
        }
        journal.end(target, progress.masked(outcome), back);
        progress.step(target, outcome, back);
    }
}
