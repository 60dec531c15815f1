// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.adapter.support.Adapter;
import dev.homelab.adapter.support.Context;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.name.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Expectation;
import dev.homelab.provision.Finding;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Resource;
import dev.homelab.provision.TargetException;
import dev.homelab.provision.ledger.LedgerProvisioner;
import dev.homelab.runner.cause.Causes;
import dev.homelab.runner.cause.Wanted;
import dev.homelab.runner.guard.Scope;
import dev.homelab.runner.record.Ledger;
import dev.homelab.runner.record.PastChange;
import dev.homelab.runner.record.PastRun;
import dev.homelab.runner.verify.Verifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** All targets of a homelab in one run: looked at side by side, each by one thread at a time. */
final class Targets implements AutoCloseable {

    private final List<TargetRun<?>> runs;
    private final SideBySide threads;
    private final Errand errand;

    private Targets(List<TargetRun<?>> runs, SideBySide threads, Errand errand) {
        this.runs = runs;
        this.threads = threads;
        this.errand = errand;
    }

    /**
     * Signs in to every target, looks and plans. Writes nothing.
     *
     * @param ledger where it is kept whose those resources are that cannot be marked
     * @throws TargetException with the problems of all targets that cannot be used
     */
    static Targets observe(
            Collection<Adapter<?>> adapters, ResolvedCatalog catalog, Context context, Ledger ledger, Errand errand) {
        SideBySide threads = new SideBySide();
        List<TargetRun<?>> runs = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        threads.map(
                        targets(catalog, errand.mandate().scope().without()),
                        target -> begin(target, provisioner(target, adapters, context), ledger, catalog, errand))
                .forEach(begun -> {
                    try {
                        runs.add(begun.join());
                    } catch (CompletionException e) {
                        problems.addAll(problemsOf(e));
                    }
                });
        Targets targets = new Targets(runs, threads, errand);
        if (!problems.isEmpty()) {
            targets.close();
            throw new TargetException(Problem.sorted(problems));
        }
        return targets;
    }

    /** Returns what visitors must find once all targets within a scope are in line. */
    static List<Expectation> expectations(
            Collection<Adapter<?>> adapters, ResolvedCatalog catalog, Context context, Scope scope) {
        return targets(catalog, scope.without()).stream()
                .filter(target -> scope.includes(target.name()))
                .flatMap(target -> provisioner(target, adapters, context).expectations(catalog).stream())
                .toList();
    }

    /** Returns what all targets would be asked for. Connects to nothing. */
    static List<Wanted> wanted(Collection<Adapter<?>> adapters, ResolvedCatalog catalog, Context context) {
        return targets(catalog, Set.of()).stream()
                .flatMap(target -> provisioner(target, adapters, context).desired(catalog).stream()
                        .map(desired -> Wanted.of(target.name(), desired)))
                .toList();
    }

    Errand errand() {
        return errand;
    }

    HomelabPlan plan(Opened opened) {
        Causes causes = errand.undo().map(undo -> Causes.undoing(undo.run())).orElseGet(() -> opened.causes(wanted()));
        return new HomelabPlan(
                opened.homelab(),
                runs.stream().map(TargetRun::plan).toList(),
                causes,
                errand.mandate().scope());
    }

    /** Returns what all targets are asked for. */
    List<Wanted> wanted() {
        return runs.stream().flatMap(run -> run.wanted().stream()).toList();
    }

    /** Goes on from a run that never ended. */
    void goOnFrom(PastRun run) {
        runs.forEach(target -> target.goOnFrom(run));
    }

    /** Returns what a later run has to know if this one never ends. */
    List<PastChange> memory() {
        return runs.stream().flatMap(run -> run.memory().stream()).toList();
    }

    /** Returns the services that the plans change anything for, sorted. */
    Set<ServiceName> touched() {
        return union(TargetRun::touched);
    }

    /** Returns whether anything is there of a service once the plans are carried out, for all that they say. */
    boolean keeps(ServiceName service) {
        return runs.stream().anyMatch(run -> run.keeps(service));
    }

    /** Returns the services that something is left out for, since the run is limited. */
    Set<ServiceName> leftOut() {
        return union(TargetRun::leftOut);
    }

    /** Returns the services that anything would change for if the run had no limits. */
    Set<ServiceName> known() {
        Set<ServiceName> services = new TreeSet<>(touched());
        services.addAll(leftOut());
        return services;
    }

    /** Does something with each target of a wave, side by side. */
    void each(Wave wave, Consumer<TargetRun<?>> work) {
        List<TargetRun<?>> chosen =
                runs.stream().filter(run -> run.target().wave() == wave).toList();
        threads.map(chosen, run -> {
                    work.accept(run);
                    return run;
                })
                .forEach(done -> done.join());
    }

    /** Asks every target for services, side by side. */
    Set<ServiceName> union(Function<TargetRun<?>, Set<ServiceName>> question) {
        Set<ServiceName> services = new TreeSet<>();
        threads.map(runs, question).forEach(answer -> services.addAll(answer.join()));
        return services;
    }

    /**
     * Looks at services from both sides at once: asks every target how it is with them, and looks for what visitors must find.
     *
     * @param unfinished those of them that are known not to be well, so that nobody waits for what targets say
     */
    List<Map<ServiceName, List<Finding>>> look(
            Set<ServiceName> services, Set<ServiceName> unfinished, List<Expectation> expectations, Verifier verifier) {
        List<Supplier<Map<ServiceName, List<Finding>>>> looks = new ArrayList<>();
        runs.forEach(run -> looks.add(() -> run.inspect(services, unfinished, verifier)));
        looks.add(() -> outside(expectations, verifier));
        return threads.map(looks, Supplier::get).stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private static Map<ServiceName, List<Finding>> outside(List<Expectation> expectations, Verifier verifier) {
        Map<ServiceName, List<Finding>> found = new TreeMap<>();
        List<Finding> findings = verifier.look(expectations);
        for (int i = 0; i < findings.size(); i++) {
            found.computeIfAbsent(expectations.get(i).service(), service -> new ArrayList<>())
                    .add(findings.get(i));
        }
        return found;
    }

    @Override
    public void close() {
        runs.forEach(TargetRun::close);
        threads.close();
    }

    private static List<Target> targets(ResolvedCatalog catalog, Set<String> without) {
        return catalog.inventory().targets().values().stream()
                .filter(target -> !without.contains(target.name()))
                .sorted(Comparator.comparing(Target::wave))
                .toList();
    }

    /** Gives the type of the target's resources a name; from here on everything about it is typed. */
    private static <R extends Resource> TargetRun<R> begin(
            Target target, Provisioner<R> provisioner, Ledger ledger, ResolvedCatalog catalog, Errand errand) {
        Planner planner = new Planner(catalog.inventory().homelab());
        return TargetRun.begin(
                target, new LedgerProvisioner<>(provisioner, ledger.page(target.name())), catalog, planner, errand);
    }

    private static Provisioner<?> provisioner(Target target, Collection<Adapter<?>> adapters, Context context) {
        return adapters.stream()
                .filter(adapter -> adapter.kind().equals(target.kind()))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("No adapter for " + target.kind() + ". This is a bug in homelab."))
                .provisioner(target, context);
    }

    private static List<Problem> problemsOf(CompletionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
            return Unforeseen.problems(Where.nowhere(), failure);
        }
        throw e;
    }
}
