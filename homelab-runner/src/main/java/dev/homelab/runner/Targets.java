// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static java.util.stream.Collectors.toSet;

import dev.homelab.adapter.support.AdapterContext;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Change;
import dev.homelab.provision.Check;
import dev.homelab.provision.ContainerImage;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Diagnosis;
import dev.homelab.provision.ImageDigests;
import dev.homelab.provision.LogRequest;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Resource;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import dev.homelab.provision.json.ChangeJson;
import dev.homelab.provision.ledger.LedgerPage;
import dev.homelab.provision.ledger.LedgerProvisioner;
import dev.homelab.report.Watcher;
import dev.homelab.runner.guard.Scope;
import dev.homelab.runner.reason.CauseFinder;
import dev.homelab.runner.reason.Causes;
import dev.homelab.runner.reason.DesiredFingerprint;
import dev.homelab.runner.record.Ledger;
import dev.homelab.runner.record.PastChange;
import dev.homelab.runner.record.PastRun;
import dev.homelab.runner.replica.AnsweredNames;
import dev.homelab.runner.replica.Replicas;
import dev.homelab.runner.verify.TargetCheck;
import dev.homelab.runner.verify.TargetCheckResults;
import dev.homelab.runner.verify.Verifier;
import dev.homelab.spi.Adapter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All targets of a homelab in one run: looked at side by side, each by one thread at a time. */
final class Targets implements AutoCloseable {

    private final ParallelExecutor threads;
    private final PlanRequest planRequest;
    private final Replicas replicas;
    private final List<TargetRun<?>> runs = new ArrayList<>();
    private final Map<String, List<Problem>> away = new TreeMap<>();
    private final Set<ServiceName> outOfReach = new TreeSet<>();

    private Targets(PlanRequest planRequest, Replicas replicas, ParallelExecutor threads) {
        this.threads = threads;
        this.planRequest = planRequest;
        this.replicas = replicas;
    }

    /**
     * Signs in to every target, looks and plans. Writes nothing. An unavailable target is skipped if it has a replica.
     *
     * @param ledger where it is kept whose those resources are that cannot be marked
     * @throws TargetException with the problems of all unavailable targets
     */
    static Targets observe(
            RunEnvironment environment,
            ResolvedCatalog catalog,
            AdapterContext context,
            Ledger ledger,
            PlanRequest planRequest) {
        Targets targets = observeReachable(environment, catalog, context, ledger, planRequest);
        List<Problem> problems = targets.missed();
        if (!problems.isEmpty()) {
            targets.close();
            throw new TargetException(Problem.sorted(problems));
        }
        return targets;
    }

    /** Does the same, and skips every target that is unavailable: for a look that needs no whole picture. */
    static Targets observeReachable(
            RunEnvironment environment,
            ResolvedCatalog catalog,
            AdapterContext context,
            Ledger ledger,
            PlanRequest planRequest) {
        Scope scope = planRequest.request().scope();
        List<Target> wanted = targets(catalog, scope.without());
        Replicas replicas =
                new Replicas(wanted, scope, target -> names(target, environment.adapters(), catalog, context));
        Targets targets = new Targets(planRequest, replicas, environment.threads());
        targets.begin(
                wanted,
                target -> begin(
                        target,
                        provisioner(target, environment.adapters(), context),
                        ledger,
                        catalog,
                        planRequest,
                        context.watcher()));
        return targets;
    }

    /**
     * Looks at every target as a run does that changes everything, and returns what is wrong with each; nothing of those that would
     * let it. Writes nothing.
     */
    static Map<String, List<Problem>> examine(
            RunEnvironment environment, ResolvedCatalog catalog, AdapterContext context, Ledger ledger) {
        try (Targets targets = observeReachable(environment, catalog, context, ledger, PlanRequest.usual())) {
            Map<String, List<Problem>> problems = new TreeMap<>(targets.away);
            List<CompletableFuture<List<Problem>>> rights = targets.threads.map(targets.runs, TargetRun::rightProblems);
            for (int i = 0; i < targets.runs.size(); i++) {
                problems.put(targets.runs.get(i).target().name(), rights.get(i).join());
            }
            return problems;
        }
    }

    /** Returns what a name server answers for once it is in line; nothing of one that is asked for names and does not say. */
    private static Optional<AnsweredNames> names(
            Target target, Collection<Adapter<?>> adapters, ResolvedCatalog catalog, AdapterContext context) {
        Provisioner<?> provisioner = provisioner(target, adapters, context);
        List<Check> checks = provisioner.expectations(catalog);
        return checks.isEmpty() && !provisioner.desired(catalog).isEmpty()
                ? Optional.empty()
                : Optional.of(AnsweredNames.of(checks));
    }

    private void begin(List<Target> wanted, Function<Target, TargetRun<?>> begin) {
        List<CompletableFuture<TargetRun<?>>> begun = threads.map(wanted, begin);
        for (int i = 0; i < wanted.size(); i++) {
            try {
                runs.add(begun.get(i).join());
            } catch (CompletionException e) {
                away.put(wanted.get(i).name(), problemsOf(e));
            }
        }
    }

    /**
     * Finds out, before anything is written, which targets do not let this run make its changes; one that has a replica is skipped.
     *
     * @return the problems of the others; empty if the run may begin
     */
    List<Problem> checkWritable() {
        List<CompletableFuture<List<Problem>>> found = threads.map(runs, TargetRun::writeProblems);
        List<TargetRun<?>> refused = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            List<Problem> problems = found.get(i).join();
            if (!problems.isEmpty()) {
                away.put(runs.get(i).target().name(), problems);
                refused.add(runs.get(i));
            }
        }
        refused.forEach(TargetRun::close);
        runs.removeAll(refused);
        return refused.isEmpty() ? List.of() : Problem.sorted(missed());
    }

    /** Returns the problems of unavailable targets without a replica. */
    private List<Problem> missed() {
        return away.entrySet().stream()
                .filter(one -> !replicas.leavesBehind(one.getKey(), replica -> !away.containsKey(replica)))
                .flatMap(one -> one.getValue().stream())
                .toList();
    }

    /** Returns what the changes of a recorded run made of what, of those targets that there still are. */
    static Map<PastChange, Change<?>> changes(Collection<Adapter<?>> adapters, AdapterContext context, PastRun run) {
        Map<PastChange, Change<?>> changes = new HashMap<>();
        for (Target target : context.inventory().targets().values()) {
            ChangeJson<?> json =
                    new ChangeJson<>(provisioner(target, adapters, context).resourceType());
            run.changes().stream()
                    .filter(change -> change.target().equals(target.name()))
                    .forEach(change -> json.read(change.json()).ifPresent(read -> changes.put(change, read)));
        }
        return changes;
    }

    /** Returns what visitors must find once all targets within a scope are in line. */
    static List<TargetCheck> checks(
            Collection<Adapter<?>> adapters, ResolvedCatalog catalog, AdapterContext context, Scope scope) {
        return targets(catalog, scope.without()).stream()
                .filter(target -> scope.includes(target.name()))
                .flatMap(target -> provisioner(target, adapters, context).expectations(catalog).stream()
                        .map(expectation -> new TargetCheck(target.name(), expectation)))
                .toList();
    }

    /** Returns what some services would ask of all targets. Connects to nothing. */
    static List<DesiredFingerprint> wanted(
            Collection<Adapter<?>> adapters,
            ResolvedCatalog catalog,
            AdapterContext context,
            Predicate<ServiceName> services) {
        return targets(catalog, Set.of()).parallelStream()
                .flatMap(target -> provisioner(target, adapters, context).desired(catalog, services).stream()
                        .map(desired -> DesiredFingerprint.of(target.name(), desired)))
                .toList();
    }

    /** Reads the log of a service at the first target that keeps one, and returns whether there is such a target. */
    static boolean log(
            ServiceName service,
            LogRequest request,
            Consumer<String> lines,
            Collection<Adapter<?>> adapters,
            ResolvedCatalog catalog,
            AdapterContext context) {
        return targets(catalog, Set.of()).stream()
                .filter(target -> target.wave() == Wave.RUNTIME)
                .anyMatch(target -> log(provisioner(target, adapters, context), service, request, lines, catalog));
    }

    private static <R extends Resource> boolean log(
            Provisioner<R> provisioner,
            ServiceName service,
            LogRequest request,
            Consumer<String> lines,
            ResolvedCatalog catalog) {
        List<Desired<R>> desired = provisioner.desired(catalog, service::equals);
        if (desired.isEmpty()) {
            return false;
        }
        try (Session<R> session = provisioner.open()) {
            return session.log(desired.get(0), request, lines);
        }
    }

    /** Signs in to every target but those that run containers, and looks; an unavailable one is a problem in what is returned. */
    static UnmanagedReader unmanaged(
            RunEnvironment environment, ResolvedCatalog catalog, AdapterContext context, Ledger ledger) {
        List<Target> wanted = targets(catalog, Set.of()).stream()
                .filter(target -> target.wave() != Wave.RUNTIME)
                .toList();
        try (ParallelExecutor threads = environment.threads()) {
            return UnmanagedReader.of(
                    wanted,
                    threads.map(
                            wanted,
                            target -> looked(
                                    provisioner(target, environment.adapters(), context), ledger.page(target.name()))),
                    catalog.inventory());
        }
    }

    private static <R extends Resource> Session<?> looked(Provisioner<R> provisioner, LedgerPage page) {
        Session<R> session = new LedgerProvisioner<>(provisioner, page).open();
        try {
            session.observe();
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /**
     * Asks the targets that run services what tags of their images stand for.
     *
     * @param images by service, with their tags
     * @param ofContainers whether what runs counts, instead of what registries have now
     */
    static List<ImageDigests> digests(
            Map<ServiceName, Set<String>> images,
            boolean ofContainers,
            Collection<Adapter<?>> adapters,
            ResolvedCatalog catalog,
            AdapterContext context) {
        List<ImageDigests> found = new ArrayList<>();
        Set<String> asked = new HashSet<>();
        for (Target target : targets(catalog, Set.of())) {
            Set<String> names = new TreeSet<>();
            catalog.catalog()
                    .services()
                    .filter(service -> target.wave() == Wave.RUNTIME
                            && target.host().filter(service::runsOn).isPresent())
                    .forEach(service -> names.addAll(images.getOrDefault(service.name(), Set.of())));
            if (!ofContainers) {
                names.removeIf(name -> !asked.add(name)); // registries say the same to every host
            }
            if (!names.isEmpty()) {
                try (Session<?> session = provisioner(target, adapters, context).open()) {
                    found.add(session.digests(names, ofContainers));
                } catch (TargetException e) {
                    found.add(new ImageDigests(Map.of(), e.problems()));
                }
            }
        }
        return found;
    }

    /** Returns which services ask anything of these targets, with the names of those. Connects to nothing. */
    static Map<ServiceName, List<String>> servicesAt(
            Set<String> names, Collection<Adapter<?>> adapters, ResolvedCatalog catalog, AdapterContext context) {
        Map<ServiceName, List<String>> services = new TreeMap<>();
        targets(catalog, Set.of()).stream()
                .filter(target -> names.contains(target.name()))
                .forEach(target -> provisioner(target, adapters, context).desired(catalog).stream()
                        .map(Desired::service)
                        .distinct()
                        .forEach(service -> services.computeIfAbsent(service, s -> new ArrayList<>())
                                .add(target.name())));
        return services;
    }

    /** Returns what the run is for, by now without the targets that are behind. */
    PlanRequest planRequest() {
        Scope scope = planRequest.request().scope();
        for (String target : replicas.behind()) {
            scope = scope.without(target);
        }
        return planRequest.within(scope);
    }

    Replicas replicas() {
        return replicas;
    }

    /** Counts what a service asks of the targets that were seen. */
    int countDesired(ServiceName service) {
        return runs.stream().mapToInt(run -> run.countDesired(service)).sum();
    }

    /** Returns the names of the targets that are unavailable. */
    Set<String> away() {
        return Set.copyOf(away.keySet());
    }

    /** Returns what a person has to know of targets that are behind; nothing if none is. */
    List<Problem> behind() {
        return Stream.concat(away.values().stream().flatMap(List::stream), replicas.problems().stream())
                .toList();
    }

    /**
     * Returns what would happen.
     *
     * @param homelab its name
     * @param causesOf finds out why, for what definitions ask for
     */
    HomelabPlan plan(String homelab, Function<List<DesiredFingerprint>, Causes> causesOf) {
        Causes causes = planRequest
                .undo()
                .map(undo -> CauseFinder.undoing(undo.run()))
                .orElseGet(() -> causesOf.apply(wanted()));
        return new HomelabPlan(
                        homelab,
                        runs.stream().map(TargetRun::plan).toList(),
                        causes,
                        planRequest().request(),
                        behind())
                .warning(Problem.sorted(
                        runs.stream().flatMap(run -> run.warnings().stream()).toList()));
    }

    /**
     * Returns what a run does beyond its plan that resumes one which has not ended.
     *
     * @param holder who holds the lock
     */
    Resumption resumption(PastRun run, Optional<String> holder) {
        return new Resumption(
                run.run(),
                holder,
                runs.stream().flatMap(target -> target.again(run).stream()).toList(),
                run.begun());
    }

    /** Returns what all targets are asked for. */
    List<DesiredFingerprint> wanted() {
        return runs.stream().flatMap(run -> run.wanted().stream()).toList();
    }

    /** Resumes a run that never ended. */
    void resume(PastRun run) {
        runs.forEach(target -> target.resume(run));
        away.keySet().forEach(target -> run.begunAt(target).forEach(change -> outOfReach.add(change.service())));
    }

    /** Returns those of the services that an earlier run began to change something for where this one cannot look. */
    Set<ServiceName> outOfReach(Set<ServiceName> services) {
        return services.stream().filter(outOfReach::contains).collect(toSet());
    }

    /** Returns what a later run has to know if this one never ends. */
    List<PastChange> memory() {
        return runs.stream().flatMap(run -> run.memory().stream()).toList();
    }

    /** Returns the services that the plans change anything for, sorted. */
    Set<ServiceName> affected() {
        return union(TargetRun::affected);
    }

    /** Returns those of the services that the plans only create something for. */
    Set<ServiceName> created(Set<ServiceName> services) {
        return services.stream()
                .filter(service -> runs.stream().allMatch(run -> run.onlyCreates(service)))
                .collect(toSet());
    }

    /** Returns whether anything is there of a service once the plans are carried out, for all that they say. */
    boolean keeps(ServiceName service) {
        return runs.stream().anyMatch(run -> run.keeps(service));
    }

    /** Returns the services with skipped changes, since the run is limited. */
    Set<ServiceName> leftOut() {
        return union(TargetRun::leftOut);
    }

    /** Returns the services that anything would change for if the run had no limits. */
    Set<ServiceName> known() {
        Set<ServiceName> services = new TreeSet<>(affected());
        services.addAll(leftOut());
        return services;
    }

    /** Does something with each target of a wave, side by side; with name servers one after the other. */
    void each(Wave wave, Consumer<TargetRun<?>> work) {
        List<? extends CompletableFuture<?>> begun = begin(wave, work);
        ParallelExecutor.await(begun);
        begun.forEach(CompletableFuture::join);
    }

    /** Begins it. */
    List<? extends CompletableFuture<?>> begin(Wave wave, Consumer<TargetRun<?>> work) {
        Map<String, List<TargetRun<?>>> together = new LinkedHashMap<>();
        runs.stream()
                .filter(run -> run.target().wave() == wave)
                .forEach(run -> together.computeIfAbsent(turn(run.target()), turn -> new ArrayList<>())
                        .add(run));
        return threads.start(together.values(), group -> {
            group.forEach(work);
            return group;
        });
    }

    /** A name server may restart by what is written; another answers meanwhile, and has its turn when that one is back. */
    private static String turn(Target target) {
        return target.wave() == Wave.NAMING ? "all name servers" : "target " + target.name();
    }

    /** Reads what targets have kept of why services failed, side by side. */
    Map<ServiceName, List<Diagnosis>> diagnose(Set<ServiceName> services) {
        Map<ServiceName, List<Diagnosis>> all = new TreeMap<>();
        threads.map(runs, run -> run.diagnose(services))
                .forEach(read -> read.join()
                        .forEach((service, one) -> all.computeIfAbsent(service, key -> new ArrayList<>())
                                .add(one)));
        return all;
    }

    /** Asks every target for services, side by side. */
    Set<ServiceName> union(Function<TargetRun<?>, Set<ServiceName>> question) {
        Set<ServiceName> services = new TreeSet<>();
        ask(question).values().forEach(services::addAll);
        return services;
    }

    /** Asks all targets, and returns the answer of each. */
    Map<String, Set<ServiceName>> ask(Function<TargetRun<?>, Set<ServiceName>> question) {
        Map<String, Set<ServiceName>> answers = new TreeMap<>();
        List<CompletableFuture<Set<ServiceName>>> given = threads.map(runs, question);
        for (int i = 0; i < runs.size(); i++) {
            answers.put(runs.get(i).target().name(), new TreeSet<>(given.get(i).join()));
        }
        return answers;
    }

    /**
     * Looks at services from both sides at once: asks every target how it is with them, and looks for what visitors must find.
     *
     * @param notConverged those of them that are known not to be healthy, so that no check waits for them
     */
    List<TargetCheckResults> look(
            Set<ServiceName> services, Set<ServiceName> notConverged, List<TargetCheck> checks, Verifier verifier) {
        Set<String> behind = replicas.behind();
        List<TargetRun<?>> asked = runs.stream()
                .filter(run -> !behind.contains(run.target().name()))
                .toList();
        List<CompletableFuture<TargetCheckResults>> answers =
                threads.start(asked, run -> run.inspect(services, notConverged, verifier));
        try {
            List<TargetCheckResults> outside = verifier.lookFor(checks);
            return Stream.concat(answers.stream().map(CompletableFuture::join), outside.stream())
                    .toList();
        } finally {
            ParallelExecutor.await(answers);
        }
    }

    /** Asks every target once how it is with what is there now. */
    List<TargetCheckResults> lookAsItIs() {
        return threads.map(runs, TargetRun::inspectAsItIs).stream()
                .map(CompletableFuture::join)
                .toList();
    }

    /** Returns the very images that containers were made from. */
    List<ContainerImage> images() {
        return runs.stream().flatMap(run -> run.images().stream()).toList();
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
            Target target,
            Provisioner<R> provisioner,
            Ledger ledger,
            ResolvedCatalog catalog,
            PlanRequest planRequest,
            Watcher watcher) {
        Planner planner = new Planner(catalog.inventory().homelab());
        return TargetRun.begin(
                target,
                new LedgerProvisioner<>(provisioner, ledger.page(target.name())),
                catalog,
                planner,
                planRequest,
                watcher);
    }

    private static Provisioner<?> provisioner(Target target, Collection<Adapter<?>> adapters, AdapterContext context) {
        return adapters.stream()
                .filter(adapter -> adapter.kind().equals(target.kind()))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("No adapter for " + target.kind() + ". This is a bug in homelab."))
                .provisioner(target, context.lentTo(target.name()));
    }

    private static List<Problem> problemsOf(CompletionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
            return UnexpectedError.problems(Where.nowhere(), failure);
        }
        throw e;
    }
}
