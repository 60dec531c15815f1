// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.http.Faults;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Resource;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the laws need of an adapter and its fake target, and what they do with them. */
public abstract class ContractSubject<R extends Resource> {

    /** The name of the homelab the provisioner under test works for. */
    protected static final String HOMELAB = "contract";

    final Planner planner = new Planner(HOMELAB);

    /** Returns a provisioner for the fake target of this test. */
    protected abstract Provisioner<R> provisioner();

    /** Returns a catalog that asks this target for two resources or more. */
    protected abstract ResolvedCatalog catalog();

    /** Returns {@link #catalog()} with one resource changed, the others as they were. */
    protected abstract ResolvedCatalog changedCatalog();

    /** Returns a catalog of the same inventory that asks for nothing. */
    protected abstract ResolvedCatalog emptyCatalog();

    /** Puts something into the fake target by hand that {@link #catalog()} does not ask for. */
    protected abstract void addByHand();

    /** Puts something by hand where {@link #catalog()} wants to put its own, and returns its key. */
    protected abstract String addInTheWay();

    /** Returns the switches that make writes to the target fail, or their answers get lost. */
    protected abstract Faults faults();

    /**
     * Makes what is written from now on show only later, as it does at the real target. Returns false, and does nothing, if
     * there it shows at once.
     */
    protected abstract boolean delayTruth();

    /** Returns a catalog of more services than the target sends or takes in one piece, if there is such a number. */
    protected abstract ResolvedCatalog largeCatalog();

    /** Returns how many changes of its state the fake target has accepted. */
    protected abstract int writes();

    /**
     * Returns how many writes further on each fault strikes than the one before, in the laws that strike at one write after the other:
     * 1, unless a real target is so slow that some of its writes have to do.
     */
    protected int stride() {
        return 1;
    }

    final Plan<R> plan(ResolvedCatalog catalog) {
        return planner.plan(provisioner().desired(catalog), observe());
    }

    final List<Observed<R>> observe() {
        try (Session<R> session = provisioner().open()) {
            return session.observe();
        }
    }

    final List<Outcome<R>> apply(Plan<R> plan) {
        try (Session<R> session = provisioner().open()) {
            session.observe();
            List<Outcome<R>> heard = new ArrayList<>();
            List<Outcome<R>> outcomes = session.apply(new Batch<>(plan.changes(), heard::add));
            assertThat(outcomes).as("what a listener heard").containsAll(heard);
            return finish(session, outcomes);
        }
    }

    /** If that fails, so have the changes, as in a run. */
    private List<Outcome<R>> finish(Session<R> session, List<Outcome<R>> outcomes) {
        try {
            session.finish();
            return outcomes;
        } catch (TargetException e) {
            return outcomes.stream()
                    .map(outcome -> Outcome.failed(outcome.change(), e.problems()))
                    .toList();
        }
    }

    final void restore(Plan<R> plan) {
        Set<ServiceName> services = plan.changes().stream().map(Change::service).collect(Collectors.toSet());
        Plan<R> back = planner.restore(plan, services, observe());
        assertThat(apply(back)).allMatch(Outcome::succeeded);
    }
}
