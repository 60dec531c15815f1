// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Remedy;
import dev.homelab.problem.Where;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Cancellation;
import dev.homelab.provision.Change;
import dev.homelab.provision.Change.Shape;
import dev.homelab.provision.Check;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.ContainerImage;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Diagnosis;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Outcome.Result;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Resource;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import dev.homelab.provision.json.ChangeJson;
import dev.homelab.report.Watcher;
import dev.homelab.runner.guard.RiskyChange;
import dev.homelab.runner.reason.DesiredFingerprint;
import dev.homelab.runner.record.PastChange;
import dev.homelab.runner.record.PastRun;
import dev.homelab.runner.replica.UnavailableTarget;
import dev.homelab.runner.verify.NameServers;
import dev.homelab.runner.verify.TargetCheckResults;
import dev.homelab.runner.verify.Verifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One target's part in a run: observe and plan when it begins, then apply, observe again, and perhaps roll back. */
final class TargetRun<R extends Resource> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TargetRun.class);

    private final Target target;
    private final Session<R> session;
    private final Planner planner;
    private final TargetGoal<R> goal;
    private final PlanRequest planRequest;
    private final Watcher watcher;
    private final Plan<R> plan;
    private final Plan<R> leftOut;
    private final List<RiskyChange> risky;
    private final ChangeJson<R> json;
    private final List<Change<R>> failedCreations = new ArrayList<>();
    private final Set<ServiceName> failedHere = new TreeSet<>();
    private List<Problem> warnings = List.of();
    private ResumePlan<R> continuation;

    /** Whether it stayed unreachable for as long as the run waits, and has not answered since. */
    private boolean isGivenUp;

    private TargetRun(
            Target target,
            Session<R> session,
            Planner planner,
            PlanRequest planRequest,
            Watcher watcher,
            Look<R> look) {
        this.watcher = watcher;
        this.target = target;
        this.session = session;
        this.planner = planner;
        this.planRequest = planRequest;
        this.goal = look.goal();
        this.plan = narrowed(look.plan());
        this.leftOut = planner.narrow(look.plan(), service -> !planRequest.includes(target.name(), service));
        this.risky = plan.changes().stream()
                .map(change -> new RiskyChange(
                        target.name(), change, look.provisioner().risks(change, look.catalog())))
                .filter(change -> !change.risks().isEmpty())
                .toList();
        this.json = new ChangeJson<>(look.provisioner().resourceType());
        this.continuation = ResumePlan.ofNothing(plan);
    }

    /** What is wanted and planned once the target was looked at, be it within the scope or not. */
    private record Look<R extends Resource>(
            Provisioner<R> provisioner, ResolvedCatalog catalog, TargetGoal<R> goal, Plan<R> plan) {}

    /**
     * Signs in, looks and plans.
     *
     * @param planRequest what the run is for
     * @param watcher follows what it does
     * @throws TargetException if the target is unavailable
     */
    static <R extends Resource> TargetRun<R> begin(
            Target target,
            Provisioner<R> provisioner,
            ResolvedCatalog catalog,
            Planner planner,
            PlanRequest planRequest,
            Watcher watcher) {
        TargetGoal<R> goal = planRequest.goal(target, provisioner, catalog, planner);
        String name = target.name();
        Session<R> session = new WatchedSession<>(
                name,
                WatchedSession.during(
                        watcher, name, "signing in", () -> UnavailableTarget.look(name, provisioner::open)),
                watcher);
        try {
            Plan<R> plan = goal.plan().apply(UnavailableTarget.look(name, session::observe));
            List<Problem> problems = UnavailableTarget.look(name, () -> session.preflight(goal.desired()));
            if (!problems.isEmpty()) {
                throw new TargetException(problems);
            }
            UnavailableTarget.check(
                    name,
                    planRequest.undo().isPresent()
                            ? List.of()
                            : NameServers.silent(name, expected(provisioner, catalog, target, planRequest)));
            TargetRun<R> run = new TargetRun<>(
                    target, session, planner, planRequest, watcher, new Look<>(provisioner, catalog, goal, plan));
            UnavailableTarget.check(name, session.preflightChanges(run.plan.changes()));
            run.warnings = AcceptedWarnings.of(catalog).without(run.plan.changes(), session::warnings);
            return run;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static List<Check> expected(
            Provisioner<?> provisioner, ResolvedCatalog catalog, Target target, PlanRequest planRequest) {
        return provisioner.expectations(catalog).stream()
                .filter(expectation -> planRequest.includes(target.name(), expectation.service()))
                .toList();
    }

    Target target() {
        return target;
    }

    /** Returns what keeps this sign-in from making the planned changes; nothing if there are none. */
    List<Problem> writeProblems() {
        List<Change<R>> changes = continuation.changes();
        try {
            return changes.isEmpty() ? List.of() : session.checkWritable(changes);
        } catch (RuntimeException e) {
            return problemsOf(e);
        }
    }

    /** Returns what keeps this sign-in from writing what is wanted, be it there already. */
    List<Problem> rightProblems() {
        try {
            return session.checkWritable(
                    planner.plan(goal.desired(), List.of(), Set.of()).changes());
        } catch (RuntimeException e) {
            return problemsOf(e);
        }
    }

    /** Finishes what the target left for the end of the changes; if that fails, so have the services that were changed. */
    void finish(BiConsumer<Set<ServiceName>, List<Problem>> failed) {
        if (affected().isEmpty()) {
            return;
        }
        try {
            session.finish();
        } catch (RuntimeException e) {
            failed.accept(affected(), problemsOf(e));
        }
    }

    TargetPlan plan() {
        return new TargetPlan(target.name(), target.wave(), plan, leftOut, risky);
    }

    /** Returns what a person should know of the changes although it keeps nothing from being made. */
    List<Problem> warnings() {
        return warnings;
    }

    /** Returns what the target is asked for, as something that can be compared later. */
    List<DesiredFingerprint> wanted() {
        return goal.desired().stream()
                .map(desire -> DesiredFingerprint.of(target.name(), desire))
                .toList();
    }

    /** Returns the resources that a run which resumes another changes beyond its plan, as {@code TARGET/KEY}. */
    List<String> again(PastRun run) {
        List<Change<R>> changes = new ArrayList<>(
                ResumePlan.of(plan, run.begunAt(target.name()), json, planner).changes());
        changes.removeAll(plan.changes());
        return changes.stream()
                .map(change -> target.name() + "/" + change.key())
                .toList();
    }

    /** Resumes a run that never ended: see {@link ResumePlan}. */
    void resume(PastRun run) {
        continuation = ResumePlan.of(plan, run.begunAt(target.name()), json, planner);
    }

    /** Returns what a later run has to know if this one never ends. */
    List<PastChange> memory() {
        return continuation.memory(target.name(), json);
    }

    /** Returns the services that the plan changes something for, or cannot, or that are to be finished. */
    Set<ServiceName> affected() {
        return continuation.services();
    }

    /** Returns whether there is nothing of a service here that the run changes or removes. */
    boolean onlyCreates(ServiceName service) {
        return continuation.changes().stream()
                .filter(change -> change.service().equals(service))
                .allMatch(change -> change.shape() == Shape.CREATE);
    }

    /** Returns whether a change leaves anything of a service. */
    boolean keeps(ServiceName service) {
        return plan.changes().stream()
                .anyMatch(change ->
                        change.service().equals(service) && change.after().isPresent());
    }

    /** Returns the services that a run without limits would change more for. */
    Set<ServiceName> leftOut() {
        return ResumePlan.services(leftOut);
    }

    /** Makes the planned changes that are wanted now, and reports each outcome as it comes. */
    void apply(Predicate<Change<?>> wanted, ChangeListener witness, Cancellation cancellation) {
        make(continuation.changes().stream().filter(wanted).toList(), witness, cancellation);
    }

    /** Puts what was changed for these services back as it was, as far as it is wanted now. */
    void rollBack(
            Set<ServiceName> services,
            Predicate<Change<?>> wanted,
            ChangeListener witness,
            Consumer<Problem> problems,
            Verifier verifier) {
        if (isAsItWas(services)) {
            return;
        }
        try {
            List<Observed<R>> now = observe(verifier);
            List<Change<R>> back = new ArrayList<>(
                    planner.restore(continuation.wayBack(), services, now).changes());
            back.addAll(remains(services, now));
            make(back.stream().filter(wanted).toList(), witness, new Cancellation()); // the way back is not cut short
        } catch (RuntimeException e) {
            problemsOf(e).forEach(problems);
        }
    }

    /**
     * Looks again, and returns the services for which the target is not what it should be; all that were changed, if it
     * cannot be looked at. A target that nothing was changed at is not looked at again.
     */
    Set<ServiceName> notConverged(Consumer<Problem> problems, Verifier verifier) {
        if (isAsItWas(affected())) {
            return Set.of();
        }
        try {
            return ResumePlan.services(narrowed(goal.plan().apply(observe(verifier))));
        } catch (RuntimeException e) {
            problemsOf(e).forEach(problems);
            return affected();
        }
    }

    /** Returns the very images that containers there were made from, as they were observed. */
    List<ContainerImage> images() {
        return session.images();
    }

    /** Counts what a service asks of the target. */
    int countDesired(ServiceName service) {
        return (int) goal.desired().stream()
                .filter(desired -> desired.service().equals(service))
                .count();
    }

    /** Asks the target how it is with those of the services that it does anything for, until that is good or patience ends. */
    TargetCheckResults inspect(Set<ServiceName> services, Set<ServiceName> notConverged, Verifier verifier) {
        List<Desired<R>> definitions = goal.desired().stream()
                .filter(desired -> services.contains(desired.service()))
                .filter(desired -> planRequest.includes(target.name(), desired.service()))
                .toList();
        if (definitions.isEmpty()) {
            return new TargetCheckResults(target.name(), Map.of());
        }
        return WatchedSession.during(
                watcher,
                target.name(),
                "verifying",
                () -> new TargetCheckResults(
                        target.name(),
                        verifier.ask(() -> inspect(definitions), service -> !notConverged.contains(service))));
    }

    /** Asks the target once how it is with what is there now, which may not be what definitions ask for. */
    TargetCheckResults inspectAsItIs() {
        Map<String, R> before = new HashMap<>();
        plan.changes()
                .forEach(change -> change.before()
                        .ifPresent(seen -> before.put(seen.resource().key(), seen.resource())));
        List<Desired<R>> there = goal.desired().stream()
                .map(desired -> new Desired<>(
                        desired.service(),
                        before.getOrDefault(desired.resource().key(), desired.resource())))
                .toList();
        return new TargetCheckResults(target.name(), there.isEmpty() ? Map.of() : inspect(there));
    }

    /** A target that cannot be asked speaks against all of them. */
    private Map<ServiceName, List<CheckResult>> inspect(List<Desired<R>> definitions) {
        try {
            return session.inspect(definitions);
        } catch (RuntimeException e) {
            String why = problemsOf(e).stream().map(Problem::detail).collect(joining(" "));
            List<CheckResult> silent = List.of(new CheckResult(target.name() + " says how it is", false, why));
            return definitions.stream()
                    .map(Desired::service)
                    .distinct()
                    .collect(toMap(service -> service, s -> silent));
        }
    }

    /** Reads what the target has kept of why services failed, unless the failure of a change says so; nothing if the target is unreachable. */
    Map<ServiceName, Diagnosis> diagnose(Set<ServiceName> services) {
        List<Desired<R>> failed = goal.desired().stream()
                .filter(desired -> services.contains(desired.service()) && !failedHere.contains(desired.service()))
                .filter(desired -> planRequest.includes(target.name(), desired.service()))
                .toList();
        try {
            return failed.isEmpty() ? Map.of() : session.diagnose(failed);
        } catch (RuntimeException e) {
            LOG.warn("What {} has kept of the failure cannot be read: {}", target.name(), problemsOf(e));
            return Map.of();
        }
    }

    /**
     * Looks again after a rollback, and returns those of the services for which the target is not what it was, or of which that
     * cannot be seen.
     */
    Set<ServiceName> notBack(Set<ServiceName> services, Consumer<Problem> problems, Verifier verifier) {
        if (isAsItWas(services)) {
            return Set.of();
        }
        try {
            Set<ServiceName> notBack =
                    ResumePlan.services(planner.restore(continuation.wayBack(), services, observe(verifier)));
            failedCreations.stream()
                    .filter(change -> services.contains(change.service()))
                    .filter(change -> notBack.add(change.service()))
                    .forEach(change -> problems.accept(notVerified(
                            "\"%s\" could neither be created nor removed, and looking at the target does not show what of it is left."
                                    .formatted(change.key()))));
            return notBack;
        } catch (RuntimeException e) {
            problemsOf(e).forEach(problems);
            Set<ServiceName> feared = new TreeSet<>(affected());
            feared.retainAll(services);
            problems.accept(notVerified(
                    "after the rollback the target could not be read, so it may differ from what it was for %s."
                            .formatted(feared.stream().map(ServiceName::value).collect(joining(", ")))));
            return feared;
        }
    }

    private Problem notVerified(String detail) {
        return new Problem(
                        "rollback not verified",
                        Where.target(target.name(), ""),
                        detail,
                        "once the target can be reached, see what differs, and apply again.")
                .with(Remedy.of(Remedy.Kind.PLAN), Remedy.of(Remedy.Kind.APPLY));
    }

    /** What goes wrong here must not hide what went before. */
    @Override
    public void close() {
        try {
            session.close();
        } catch (RuntimeException e) {
            LOG.warn("Signing out of {} failed: {}", target.name(), problemsOf(e));
        }
    }

    /** Reads the target. One that stayed unreachable is not waited for again, until it has answered. */
    private List<Observed<R>> observe(Verifier verifier) {
        try {
            List<Observed<R>> now = isGivenUp ? session.observe() : verifier.patiently(session::observe);
            isGivenUp = false;
            return now;
        } catch (TargetException e) {
            isGivenUp = isGivenUp || !verifier.isCancelled();
            throw e;
        }
    }

    /** Returns whether nothing was to be changed here for any of these services. */
    private boolean isAsItWas(Set<ServiceName> services) {
        return Collections.disjoint(affected(), services);
    }

    private Plan<R> narrowed(Plan<R> whole) {
        return planner.narrow(whole, service -> planRequest.includes(target.name(), service));
    }

    /** What could not be made may have left something that no look shows, such as an empty folder: it is removed as well. */
    private List<Change<R>> remains(Set<ServiceName> services, List<Observed<R>> now) {
        Set<String> present = now.stream().map(Observed::key).collect(toSet());
        return failedCreations.stream()
                .filter(change -> services.contains(change.service()) && !present.contains(change.key()))
                .map(change -> new Change<R>(change.service(), change.after(), Optional.empty()))
                .toList();
    }

    private void make(List<Change<R>> changes, ChangeListener witness, Cancellation cancellation) {
        if (changes.isEmpty()) {
            return;
        }
        Set<Change<R>> reported = new LinkedHashSet<>();
        Consumer<Outcome<R>> once = outcome -> {
            if (reported.add(outcome.change())) {
                note(outcome);
                if (outcome.result() == Result.FAILED) {
                    failedHere.add(outcome.change().service());
                }
                witness.end(outcome);
            }
        };
        try {
            witness.begin(changes);
            session.apply(new Batch<>(changes, once, cancellation)).forEach(once);
        } catch (RuntimeException e) {
            List<Problem> problems = problemsOf(e);
            changes.forEach(change -> once.accept(Outcome.failed(change, problems)));
        }
    }

    /** What failed to be created counts as existing until its removal succeeds. */
    private void note(Outcome<R> outcome) {
        Change<R> change = outcome.change();
        if (outcome.result() == Result.FAILED && change.shape() == Shape.CREATE) {
            failedCreations.add(change);
        } else if (outcome.succeeded() && change.shape() == Shape.DELETE) {
            failedCreations.removeIf(failed -> failed.key().equals(change.key()));
        }
    }

    private List<Problem> problemsOf(RuntimeException e) {
        return UnexpectedError.problems(Where.target(target.name(), ""), e);
    }
}
