// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import dev.homelab.adapter.support.AdapterContext;
import dev.homelab.adapter.support.http.Http;
import dev.homelab.adapter.support.secret.RootKey;
import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.adapter.support.ssh.SshHosts;
import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.ValidCatalog;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Cancellation;
import dev.homelab.provision.Change;
import dev.homelab.provision.ImageDigests;
import dev.homelab.provision.LogRequest;
import dev.homelab.provision.TargetException;
import dev.homelab.runner.reason.AffectedService;
import dev.homelab.runner.reason.Applied;
import dev.homelab.runner.reason.CauseFinder;
import dev.homelab.runner.reason.DesiredFingerprint;
import dev.homelab.runner.reason.InputFingerprint;
import dev.homelab.runner.record.AppliedFile;
import dev.homelab.runner.record.JournalEnd;
import dev.homelab.runner.record.Ledger;
import dev.homelab.runner.record.PastChange;
import dev.homelab.runner.record.PastRun;
import dev.homelab.runner.record.SignedFolder;
import dev.homelab.runner.resolve.Resolver;
import dev.homelab.runner.verify.TargetCheck;
import dev.homelab.spi.Folder;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A homelab with its secrets at hand, and the connections that one run shares. */
final class RunContext implements AutoCloseable {

    private final ResolvedCatalog resolved;
    private final AdapterContext context;
    private @Nullable SignedFolder record;
    private @Nullable CompletableFuture<Applied> applied;
    private final SshHosts hosts;
    private final AtomicReference<Cancellation> phase;
    private final RunEnvironment environment;
    private final Ledger ledger = new Ledger(this::record);

    private RunContext(
            ResolvedCatalog resolved,
            AdapterContext context,
            SshHosts hosts,
            AtomicReference<Cancellation> phase,
            RunEnvironment environment) {
        this.resolved = resolved;
        this.context = context;
        this.hosts = hosts;
        this.phase = phase;
        this.environment = environment;
    }

    /**
     * Resolves what definitions refer to. Connects to nothing yet.
     *
     * @param refreshImages whether registries are asked what tags mean now
     * @throws dev.homelab.provision.TargetException if a secret cannot be had
     */
    static RunContext open(ValidCatalog valid, RunEnvironment environment, boolean refreshImages) {
        Resolver resolver = new Resolver(environment.secrets());
        RootKey key = resolver.rootKey(valid.catalog());
        return open(resolver.resolve(valid, key), environment, key, refreshImages);
    }

    /** Opens it for a run that has no use for what services refer to. */
    static RunContext unresolved(ValidCatalog valid, RunEnvironment environment) {
        Resolver resolver = new Resolver(environment.secrets());
        return open(resolver.unresolved(valid), environment, resolver.rootKey(valid.catalog()), false);
    }

    /** Opens it with stand-ins for all secrets, for who compares definitions with others and asks no target. */
    static RunContext offline(ValidCatalog valid, RunEnvironment environment) {
        RunEnvironment offline = environment.with(Secrets.standIns());
        RootKey key = new RootKey("stands in for the root key");
        return open(new Resolver(offline.secrets()).resolve(valid, key), offline, key, false);
    }

    private static RunContext open(
            ResolvedCatalog resolved, RunEnvironment environment, RootKey key, boolean refreshImages) {
        Secrets secrets = environment.secrets();
        Catalog catalog = resolved.catalog();
        SshHosts hosts = new SshHosts(catalog.inventory(), secrets, environment.early());
        AtomicReference<Cancellation> phase = new AtomicReference<>(new Cancellation());
        AdapterContext context = new AdapterContext(
                catalog.inventory(),
                secrets,
                key,
                hosts,
                new Http(),
                phase::get,
                refreshImages,
                "",
                environment.watcher());
        return new RunContext(resolved, context, hosts, phase, environment);
    }

    String homelab() {
        return context.homelab();
    }

    Catalog catalog() {
        return resolved.catalog();
    }

    AdapterContext context() {
        return context;
    }

    /** Ends waits of adapters, and for hosts that do not answer; see {@link SshHosts#cancelledBy}. */
    RunContext cancelledBy(Cancellation cancellation) {
        phase.set(cancellation);
        hosts.cancelledBy(cancellation);
        return this;
    }

    /** Begins a phase with waits of its own: also for hosts that become unreachable; see {@link SshHosts#reconnectWithin}. */
    void reconnectWithin(Duration patience, Cancellation cancellation) {
        cancelledBy(cancellation);
        hosts.reconnectWithin(patience, cancellation);
    }

    /**
     * Begins to connect to the hosts of all targets, and of the run record, while other things are done.
     *
     * @param without the targets that are not looked at
     */
    RunContext connectAhead(Set<String> without) {
        hosts.connectAhead(hosts(context.inventory(), without));
        return this;
    }

    /** Returns the names of the hosts of targets, but for these, and of the run record. */
    static Set<String> hosts(Inventory inventory, Set<String> without) {
        Set<String> names = new TreeSet<>();
        inventory.record().host().ifPresent(names::add);
        inventory.targets().values().stream()
                .filter(target -> !without.contains(target.name()))
                .flatMap(target -> target.host().stream())
                .forEach(names::add);
        return names;
    }

    /**
     * Looks at all targets and plans.
     *
     * @throws dev.homelab.runner.guard.UnknownNameException if the errand names what there is not
     */
    Targets observe(PlanRequest planRequest) {
        RunRequest request = planRequest.request();
        Set<String> services = new TreeSet<>();
        catalog().services().forEach(service -> services.add(service.name().value()));
        Set<String> names = context.inventory().targets().keySet();
        request.scope().checkTargets(names);
        request.consent().check(services, names);
        Targets targets = Targets.observe(environment, resolved, context, ledger, planRequest);
        try {
            targets.known().forEach(service -> services.add(service.value()));
            request.scope().checkServices(services);
            return targets;
        } catch (RuntimeException e) {
            targets.close();
            throw e;
        }
    }

    /** Returns what the changes of a recorded run made of what, as far as that is known. */
    Map<PastChange, Change<?>> changes(PastRun run) {
        return Targets.changes(environment.adapters(), context, run);
    }

    /** Looks at all targets, each for itself, and returns what is wrong with each. */
    Map<String, List<Problem>> examine() {
        return Targets.examine(environment, resolved, context, ledger);
    }

    /** Signs in to every target that is reachable, looks and plans. */
    Targets observeReachable(PlanRequest planRequest) {
        return Targets.observeReachable(environment, resolved, context, ledger, planRequest);
    }

    /** Reads the log of a service at every target that keeps one. */
    void log(ServiceName service, LogRequest request, Consumer<String> lines) {
        if (!Targets.log(service, request, lines, environment.adapters(), resolved, context)) {
            throw new TargetException(new Problem(
                    "no log",
                    Where.nowhere(),
                    "no target keeps a log of \"%s\", which has no container.".formatted(service),
                    "name a service with a container."));
        }
    }

    /** Signs in to every target but those that run containers, and looks. */
    UnmanagedReader unmanaged() {
        return Targets.unmanaged(environment, resolved, context, ledger);
    }

    /** Asks the targets that run services what tags of their images stand for. */
    List<ImageDigests> digests(Map<ServiceName, Set<String>> images, boolean ofContainers) {
        return Targets.digests(images, ofContainers, environment.adapters(), resolved, context);
    }

    /** Returns which services ask anything of these targets, with the names of those. Connects to nothing. */
    Map<ServiceName, List<String>> servicesAt(Set<String> targets) {
        return Targets.servicesAt(targets, environment.adapters(), resolved, context);
    }

    /** Returns what visitors must find after a run; nothing if definitions do not say what it leaves. */
    List<TargetCheck> checks(PlanRequest planRequest) {
        return planRequest.undo().isPresent()
                ? List.of()
                : Targets.checks(
                        environment.adapters(),
                        resolved,
                        context,
                        planRequest.request().scope());
    }

    /** Returns the folder with the run record. */
    synchronized SignedFolder record() {
        if (record == null) {
            record = RecordPlace.of(context.inventory(), context.hosts(), context.key(), environment::folder);
        }
        return record;
    }

    /** Returns why a plan changes what it changes, going by what was applied last. */
    CauseFinder causes(List<DesiredFingerprint> wanted) {
        return new CauseFinder(applied(), InputFingerprint.of(resolved, Version.current()), wanted);
    }

    /** Begins to read what was applied last. Only for who holds the lock: no other run writes meanwhile. */
    void readAhead(Executor executor) {
        applied = CompletableFuture.supplyAsync(() -> new AppliedFile(record()).read(), executor);
    }

    /** Returns what was applied last. */
    Applied applied() {
        CompletableFuture<Applied> begun = applied;
        return begun == null ? new AppliedFile(record()).read() : ParallelExecutor.result(begun);
    }

    /** Returns the services that definitions ask something else for than what was applied last, and why. */
    SortedMap<ServiceName, AffectedService> affected() {
        return causes(wanted()).affected();
    }

    /** Returns the services whose definitions differ from earlier ones, and why. */
    SortedMap<ServiceName, AffectedService> affectedSince(RunContext earlier) {
        Predicate<ServiceName> services = isAlike(earlier) ? differing(earlier)::contains : service -> true;
        Map<ServiceName, InputFingerprint> bases = InputFingerprint.of(earlier.resolved, Version.current(), services);
        Applied then = Applied.nothing().with(bases, earlier.wanted(services), Set.of());
        return new CauseFinder(then, InputFingerprint.of(resolved, Version.current(), services), wanted(services))
                .affected();
    }

    private boolean isAlike(RunContext earlier) {
        return context.inventory().toString().equals(earlier.context.inventory().toString());
    }

    /** Returns the services that are not of one and the same definition with the same files, or not in both. */
    private Set<ServiceName> differing(RunContext earlier) {
        Set<Definition> same = Collections.newSetFromMap(new IdentityHashMap<>());
        same.addAll(earlier.resolved.valid().written().definitions());
        Set<ServiceName> differing =
                earlier.catalog().services().map(Service::name).collect(toCollection(HashSet::new));
        for (Definition definition : resolved.valid().written().definitions()) {
            ServiceName name = definition.service().name();
            boolean isSame = same.contains(definition)
                    && Objects.equals(
                            resolved.files().get(name), earlier.resolved.files().get(name));
            if (isSame) {
                differing.remove(name);
            } else {
                differing.add(name);
            }
        }
        return differing;
    }

    /** Returns all services, as if nothing were known of earlier. */
    SortedMap<ServiceName, AffectedService> allAffected() {
        return new CauseFinder(Applied.nothing(), InputFingerprint.of(resolved, Version.current()), wanted())
                .affected();
    }

    /** Returns the services for which definitions ask just what was applied last. */
    Set<ServiceName> unchanged() {
        Set<ServiceName> services = catalog().services().map(Service::name).collect(toSet());
        services.removeAll(affected().keySet());
        return services;
    }

    private List<DesiredFingerprint> wanted() {
        return wanted(service -> true);
    }

    private List<DesiredFingerprint> wanted(Predicate<ServiceName> services) {
        return Targets.wanted(environment.adapters(), resolved, context, services);
    }

    /**
     * Remembers which services are protected, before anything is made of them: a run may be killed at any moment. That is done once
     * the draft is published.
     *
     * @param run the number of the run
     */
    Folder.Draft protect(long run) {
        Applied now = applied().protecting(catalog().protectedServices());
        Folder.Draft draft = new AppliedFile(record()).begin(now, run, ledger.signature());
        return () -> {
            draft.publish();
            applied = CompletableFuture.completedFuture(now);
        };
    }

    /**
     * Remembers what is applied now; services that failed, or were not applied as a whole, are as they were before.
     *
     * @param revision the commit that definitions are of
     * @param end where the journal of the run has ended; empty if it has none, or others go on with it
     */
    void remember(Targets targets, Set<ServiceName> failed, Optional<String> revision, Optional<JournalEnd> end) {
        AppliedFile file = new AppliedFile(record());
        Applied before = applied();
        Set<ServiceName> asBefore = new TreeSet<>(failed);
        asBefore.addAll(targets.leftOut());
        if (!targets.planRequest().request().scope().without().isEmpty()) {
            catalog().services().map(Service::name).forEach(asBefore::add);
            catalog().inventory().targets().keySet().stream()
                    .filter(catalog().inventory()::isAboutAll)
                    .map(ServiceName::of)
                    .forEach(asBefore::add);
            asBefore.addAll(before.protectedServices()); // they may have left something at a target that was not read
        }
        Applied now = targets.planRequest()
                .undo()
                .map(undo -> undo.rolledBack(before, asBefore))
                .orElseGet(
                        () -> before.with(InputFingerprint.of(resolved, Version.current()), targets.wanted(), asBefore))
                .protecting(catalog().protectedServices())
                .at(revision);
        end.ifPresentOrElse(last -> file.end(now, last, ledger.signature()), () -> file.write(now));
    }

    @Override
    public void close() {
        context.close();
    }
}
