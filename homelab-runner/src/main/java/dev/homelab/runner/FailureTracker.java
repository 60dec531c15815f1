// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static java.util.stream.Collectors.joining;

import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Evidence;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Remedy;
import dev.homelab.problem.Where;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.Diagnosis;
import dev.homelab.report.Verdict;
import dev.homelab.runner.replica.Replicas;
import dev.homelab.runner.verify.TargetCheckResults;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BiConsumer;

/** What was found of each service, and which of them failed. Safe for many threads as to failures. */
final class FailureTracker {

    private final Order order;
    private final Replicas replicas;
    private final Map<ServiceName, List<CheckResult>> findings = new HashMap<>();
    private final Map<ServiceName, List<Problem>> problems = new HashMap<>();
    private final Map<String, Set<ServiceName>> failedAt = new ConcurrentHashMap<>();
    private final Set<ServiceName> failed = new ConcurrentSkipListSet<>();
    private final Set<ServiceName> begun = new ConcurrentSkipListSet<>();
    private final Set<ServiceName> verified = new TreeSet<>();
    private final Set<ServiceName> cutShort = new TreeSet<>();

    /** Nothing was found yet of services that come in this order. */
    FailureTracker(Order order, Replicas replicas) {
        this.order = order;
        this.replicas = replicas;
    }

    /** Takes what was found; a service that some of it speaks against has failed. */
    void take(List<TargetCheckResults> found) {
        take(found, this::failAt);
        judge();
    }

    /** Takes what was found before the run was cancelled: what speaks against a service might not have in a moment more. */
    void takeCutShort(List<TargetCheckResults> found, Set<ServiceName> looked) {
        Set<ServiceName> good = new TreeSet<>(looked);
        take(found, (target, service) -> good.remove(service));
        good.removeAll(bad(good));
        verified.addAll(good);
    }

    private void take(List<TargetCheckResults> found, BiConsumer<String, ServiceName> bad) {
        found.forEach(one -> one.problems()
                .forEach((service, all) -> problems.computeIfAbsent(service, key -> new ArrayList<>())
                        .addAll(all)));
        found.forEach(one -> one.findings()
                .forEach((service, all) -> all.forEach(finding -> {
                    add(service, finding);
                    if (finding.status() == CheckResult.Status.BAD) {
                        bad.accept(one.target(), service);
                    }
                })));
    }

    /** Something of a service was changed, or may have been. */
    void begin(ServiceName service) {
        begun.add(service);
    }

    /** A service is as its definition says, and was found so. */
    void verified(ServiceName service) {
        verified.add(service);
    }

    /** The run was cancelled: what was begun of services and is not verified does not stay. */
    void cancel() {
        begun.stream()
                .filter(service -> !verified.contains(service) && !failed.contains(service))
                .forEach(cutShort::add);
    }

    /** Returns whether something of a service was changed, by this run or by one that it resumes. */
    boolean isBegun(ServiceName service) {
        return begun.contains(service);
    }

    /** Returns whether something of a service was begun that was not verified before the run was cancelled. */
    boolean isCutShort(ServiceName service) {
        return cutShort.contains(service);
    }

    /** Returns whether anything is to be rolled back. */
    boolean anyBad() {
        return anyFailed() || !cutShort.isEmpty();
    }

    /**
     * Takes the services that something is left to do for at each target, so that they have failed.
     *
     * @param unread the targets that could not be read
     */
    void notConverged(Map<String, Set<ServiceName>> left, Set<String> unread) {
        left.forEach((target, services) -> services.forEach(service -> {
            failAt(target, service);
            String found =
                    unread.contains(target) ? "planning again failed: cannot be read" : "planning again finds changes";
            add(service, new CheckResult("nothing is left to do at " + target, false, found));
        }));
        judge();
    }

    /** Something went wrong for a service at a target; what that means is seen once the others are done: see {@link #judge}. */
    void failAt(String target, ServiceName service) {
        failedAt.computeIfAbsent(target, t -> new ConcurrentSkipListSet<>()).add(service);
    }

    /** Decides which services have failed: all that something failed for, unless it succeeded at a replica of the target. */
    void judge() {
        failedAt.forEach((target, services) -> services.stream()
                .filter(service -> !replicas.leavesBehind(
                        target,
                        replica -> !failedAt.getOrDefault(replica, Set.of()).contains(service)))
                .forEach(this::fail));
    }

    /** Returns what speaks against a service. */
    List<CheckResult> bad(ServiceName service) {
        return findings.getOrDefault(service, List.of()).stream()
                .filter(finding -> finding.status() == CheckResult.Status.BAD)
                .toList();
    }

    /**
     * Takes why services failed, as their targets say it: that is the cause of what visitors do not find. What is healthy at a
     * target is shown with what visitors do not find, since the log of a container may say why its page is none.
     */
    void explain(Map<ServiceName, List<Diagnosis>> diagnoses) {
        for (ServiceName service : failed()) {
            List<Diagnosis> all = diagnoses.getOrDefault(service, List.of());
            List<Problem> causes = new ArrayList<>(
                    all.stream().flatMap(one -> one.causes().stream()).toList());
            List<Evidence> evidence =
                    all.stream().flatMap(one -> one.evidence().stream()).toList();
            List<Problem> seen = causes.isEmpty() ? problems(service) : causes;
            if (seen.isEmpty() && !bad(service).isEmpty()) {
                seen = List.of(notAsDefined(service));
            }
            problems.put(service, causes.isEmpty() ? showing(evidence, service, seen) : causes);
        }
    }

    /** Shows evidence with the first problem that is about the service alone; what keeps all visitors away needs none. */
    private static List<Problem> showing(List<Evidence> evidence, ServiceName service, List<Problem> all) {
        List<Problem> shown = new ArrayList<>(all);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).detail().contains("\"" + service + "\"")) {
                shown.set(i, all.get(i).showing(evidence));
                return shown;
            }
        }
        return shown;
    }

    private Problem notAsDefined(ServiceName service) {
        String found = bad(service).stream()
                .map(finding -> finding.expectation() + ": " + finding.found())
                .collect(joining("; "));
        return new Problem(
                        "service not as defined",
                        Where.nowhere(),
                        "\"%s\" is not as its definition says: %s".formatted(service, found),
                        "correct what the checks found, and apply again; a plan shows what differs.")
                .with(Remedy.of(Remedy.Kind.PLAN));
    }

    /** Returns why a service failed, beside what failed within a step. */
    List<Problem> problems(ServiceName service) {
        return List.copyOf(problems.getOrDefault(service, List.of()));
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

    /** Returns those of the services that failed or were cut short, or that need one that did; sorted. */
    Set<ServiceName> bad(Set<ServiceName> services) {
        Set<ServiceName> bad = failed();
        bad.addAll(cutShort);
        bad = new TreeSet<>(order.withDependents(bad));
        bad.retainAll(services);
        return bad;
    }

    /** Says which failed service kept another from its changes. */
    void blame(ServiceName service) {
        if (isCutShort(service)) {
            add(service, new CheckResult("is verified", false, "cancelled before"));
        } else if (!hasFailed(service) && (cutShort.isEmpty() || isBegun(service))) {
            Set<ServiceName> culprits = failed();
            culprits.addAll(cutShort);
            culprits.removeIf(one -> !order.withDependents(Set.of(one)).contains(service));
            String names = culprits.stream().map(ServiceName::value).collect(joining(" and "));
            add(
                    service,
                    new CheckResult(
                            "its dependencies are verified",
                            false,
                            (anyFailed() ? "skipped because %s failed" : "skipped because %s was cancelled")
                                    .formatted(names)));
        }
    }

    /** Returns the status of a service without failures. */
    Verdict.Status well(ServiceName service) {
        return findings.getOrDefault(service, List.of()).stream().allMatch(CheckResult::good)
                ? Verdict.Status.GOOD
                : Verdict.Status.PENDING;
    }

    /** Returns the verdict on a service, with the results of its checks. */
    Verdict verdict(ServiceName service, Verdict.Status status) {
        return new Verdict(service, status, findings.getOrDefault(service, List.of()), problems(service));
    }

    private void add(ServiceName service, CheckResult finding) {
        findings.computeIfAbsent(service, s -> new ArrayList<>()).add(finding);
    }
}
