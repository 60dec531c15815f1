// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Change;
import dev.homelab.provision.Plan;
import dev.homelab.runner.guard.RiskyChange;
import dev.homelab.runner.guard.Scope;
import dev.homelab.runner.reason.Cause;
import dev.homelab.runner.reason.Causes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What would happen to a homelab.
 *
 * @param homelab its name
 * @param targets one plan per target, in the order of the waves
 * @param causes why it changes what it changes
 * @param request what was asked for, limited further by targets that are skipped
 * @param behind the problems of skipped targets: they are unavailable, and a replica is not
 * @param warnings what a person should know of the definitions and the changes although it keeps nothing from being made
 * @param resumption what is done beyond it, since a run before it was interrupted; empty if none was
 */
public record HomelabPlan(
        String homelab,
        List<TargetPlan> targets,
        Causes causes,
        RunRequest request,
        List<Problem> behind,
        List<Problem> warnings,
        Optional<Resumption> resumption) {

    /** A plan after runs that all came to their end, without warnings. */
    public HomelabPlan(
            String homelab, List<TargetPlan> targets, Causes causes, RunRequest request, List<Problem> behind) {
        this(homelab, targets, causes, request, behind, List.of(), Optional.empty());
    }

    public HomelabPlan {
        targets = List.copyOf(targets);
        behind = List.copyOf(behind);
        warnings = List.copyOf(warnings);
    }

    /** Returns the same plan, with what is done beyond it. */
    HomelabPlan resuming(Optional<Resumption> interrupted) {
        return new HomelabPlan(homelab, targets, causes, request, behind, warnings, interrupted);
    }

    /** Returns the same plan, with more that a person should know. */
    HomelabPlan warning(List<Problem> more) {
        List<Problem> all = Stream.concat(more.stream(), warnings.stream()).toList();
        return new HomelabPlan(homelab, targets, causes, request, behind, all, resumption);
    }

    /** Returns what it is limited to. */
    public Scope scope() {
        return request.scope();
    }

    /** Returns whether everything is as it should be. */
    public boolean isEmpty() {
        return targets.stream().allMatch(target -> target.plan().isEmpty());
    }

    /** Returns the changes that bring a risk, of all targets. */
    public List<RiskyChange> risky() {
        return targets.stream().flatMap(target -> target.risky().stream()).toList();
    }

    /** Counts the changes and conflicts that are not within its limits. */
    public int countLeftOut() {
        return targets.stream()
                .map(TargetPlan::leftOut)
                .mapToInt(plan -> plan.changes().size() + plan.conflicts().size())
                .sum();
    }

    /** Returns the services with skipped changes, sorted. */
    public Set<ServiceName> servicesLeftOut() {
        Set<ServiceName> services = new TreeSet<>();
        targets.stream().map(TargetPlan::leftOut).forEach(plan -> {
            plan.changes().forEach(change -> services.add(change.service()));
            plan.conflicts().forEach(conflict -> services.add(conflict.desired().service()));
        });
        return services;
    }

    /** Returns whether a change repairs drift at a target, and no definition changed. */
    public boolean isDrift(String target, Change<?> change) {
        return causes.of(target, change).stream().map(Cause::kind).anyMatch(Cause.Kind::isDrift);
    }

    /** Returns whether anything is to be changed because of that. */
    public boolean hasDrift() {
        return targets.stream().anyMatch(target -> hasDrift(target.target(), target.plan()));
    }

    private boolean hasDrift(String target, Plan<?> plan) {
        return plan.changes().stream().anyMatch(change -> isDrift(target, change))
                || plan.conflicts().stream().anyMatch(conflict -> causes.wasOurs(target, conflict));
    }

    /** Returns the plans by the name of their target. */
    public Map<String, Plan<?>> byTarget() {
        return targets.stream().collect(toMap(TargetPlan::target, TargetPlan::plan));
    }

    /** Counts the changes of a shape. */
    public int count(Change.Shape shape) {
        return (int) targets.stream()
                .flatMap(target -> target.plan().changes().stream())
                .filter(change -> change.shape() == shape)
                .count();
    }

    /** Counts the changes that definitions ask for. */
    public int countPending() {
        return (int) targets.stream()
                .flatMap(target -> target.plan().changes().stream().filter(change -> !isDrift(target.target(), change)))
                .count();
    }

    /** Counts what is ours at the targets and stays as it is. */
    public int countUnchanged() {
        return (int) targets.stream().mapToLong(this::unchanged).sum();
    }

    private long unchanged(TargetPlan target) {
        Set<String> changed = Stream.of(target.plan(), target.leftOut())
                .flatMap(plan -> plan.changes().stream())
                .map(Change::key)
                .collect(toSet());
        return target.plan().before().stream()
                .filter(seen -> seen.belongsTo(homelab) && !changed.contains(seen.key()))
                .count();
    }

    /** Counts all changes. */
    public int count() {
        return targets.stream()
                .mapToInt(target -> target.plan().changes().size())
                .sum();
    }

    /** Returns in words why a resource is changed; nothing if it is not planned, but resumed. */
    List<String> why(String target, String key) {
        return targets.stream()
                .filter(one -> one.target().equals(target))
                .flatMap(one -> one.plan().changes().stream())
                .filter(change -> change.key().equals(key))
                .flatMap(change -> causes.of(target, change).stream())
                .map(Cause::text)
                .distinct()
                .toList();
    }
}
