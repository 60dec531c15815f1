// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static java.util.stream.Collectors.toSet;

import dev.homelab.adapter.support.AdapterContext;
import dev.homelab.adapter.support.file.LocalFolder;
import dev.homelab.adapter.support.http.Http;
import dev.homelab.adapter.support.secret.RootKey;
import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.adapter.support.ssh.SshHosts;
import dev.homelab.model.Catalog;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.ValidCatalog;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.RecordFolder;
import dev.homelab.model.name.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Cancellation;
import dev.homelab.provision.TargetException;
import dev.homelab.runner.cause.Applied;
import dev.homelab.runner.cause.Basis;
import dev.homelab.runner.cause.Causes;
import dev.homelab.runner.cause.Touched;
import dev.homelab.runner.cause.Wanted;
import dev.homelab.runner.detect.OwnPlace;
import dev.homelab.runner.guard.Mandate;
import dev.homelab.runner.record.AppliedFile;
import dev.homelab.runner.record.Journals;
import dev.homelab.runner.record.Ledger;
import dev.homelab.runner.record.SignedFolder;
import dev.homelab.runner.resolve.Resolver;
import dev.homelab.runner.verify.Sought;
import dev.homelab.spi.Adapter;
import dev.homelab.spi.Folder;
import dev.homelab.spi.Hosts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A homelab with its secrets at hand, and the connections that one run shares. */
final class Opened implements AutoCloseable {

    private final ResolvedCatalog resolved;
    private final AdapterContext context;
    private final SshHosts hosts;
    private @Nullable SignedFolder record;
    private final Collection<Adapter<?>> adapters;
    private final Ledger ledger = new Ledger(this::record);

    private Opened(
            ResolvedCatalog resolved, AdapterContext context, SshHosts hosts, Collection<Adapter<?>> adapters) {
        this.resolved = resolved;
        this.context = context;
        this.hosts = hosts;
        this.adapters = adapters;
    }

    /**
     * Resolves what definitions refer to. Connects to nothing yet.
     *
     * @param refreshImages whether registries are asked what tags mean now
     * @throws dev.homelab.provision.TargetException if a secret cannot be had
     */
    static Opened open(ValidCatalog valid, Secrets secrets, Collection<Adapter<?>> adapters, boolean refreshImages) {
        Resolver resolver = new Resolver(secrets);
        RootKey key = resolver.rootKey(valid.catalog());
        return open(resolver.resolve(valid, key), secrets, adapters, key, refreshImages);
    }

    /** Opens it for a run that has no use for what services refer to. */
    static Opened unresolved(ValidCatalog valid, Secrets secrets, Collection<Adapter<?>> adapters) {
        Resolver resolver = new Resolver(secrets);
        return open(resolver.unresolved(valid), secrets, adapters, resolver.rootKey(valid.catalog()), false);
    }

    /** Opens it with stand-ins for all secrets, for who compares definitions with others and asks no target. */
    static Opened offline(ValidCatalog valid, Collection<Adapter<?>> adapters) {
        Secrets standIns = Secrets.standIns();
        RootKey key = new RootKey("stands in for the root key");
        return open(new Resolver(standIns).resolve(valid, key), standIns, adapters, key, false);
    }

    private static Opened open(
            ResolvedCatalog resolved,
            Secrets secrets,
            Collection<Adapter<?>> adapters,
            RootKey key,
            boolean refreshImages) {
        Catalog catalog = resolved.catalog();
        SshHosts hosts = new SshHosts(catalog.inventory(), secrets);
        AdapterContext context = new AdapterContext(
                catalog.inventory(), secrets, key, hosts, new Http(), new Cancellation(), refreshImages);
        return new Opened(resolved, context, hosts, adapters);
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

    /** Waits, from now on, for hosts that become unreachable; see {@link SshHosts#reconnectWithin}. */
    void reconnectWithin(Duration patience, Cancellation cancellation) {
        hosts.reconnectWithin(patience, cancellation);
    }

    /**
     * Looks at all targets and plans.
     *
     * @throws dev.homelab.runner.guard.UnknownNameException if the errand names what there is not
     */
    Targets observe(Errand errand) {
        Mandate mandate = errand.mandate();
        Set<String> services = new TreeSet<>();
        catalog().services().forEach(service -> services.add(service.name().value()));
        Set<String> names = context.inventory().targets().keySet();
        mandate.scope().checkTargets(names);
        mandate.consent().check(services, names);
        Targets targets = Targets.observe(adapters, resolved, context, ledger, errand);
        try {
            targets.known().forEach(service -> services.add(service.value()));
            mandate.scope().checkServices(services);
            return targets;
        } catch (RuntimeException e) {
            targets.close();
            throw e;
        }
    }

    /** Returns what visitors must find after a run; nothing if definitions do not say what it leaves. */
    List<Sought> sought(Errand errand) {
        return errand.undo().isPresent()
                ? List.of()
                : Targets.sought(adapters, resolved, context, errand.mandate().scope());
    }

    /** Returns the folder of the run record. */
    synchronized SignedFolder record() {
        if (record == null) {
            record = record(context.inventory(), context.hosts(), context.key());
        }
        return record;
    }

    static SignedFolder record(Inventory inventory, Hosts hosts, RootKey key) {
        RecordFolder record = inventory.record();
        Folder folder = record.host()
                .map(host -> hosts.host(host).folder(record.path()))
                .orElseGet(() -> local(record, Path.of(record.path())));
        return new SignedFolder(folder, key.signing(inventory.homelab()), record.value());
    }

    private static Folder local(RecordFolder record, Path path) {
        OwnPlace.refusal(path).ifPresent(reason -> {
            throw new TargetException(new Problem(
                    "run record not usable",
                    Where.nowhere(),
                    "\"%s\" is not used as the run record: %s.".formatted(record.value(), reason),
                    "name a folder outside of the repository under \"record\" in the inventory."));
        });
        return new LocalFolder(path);
    }

    /** Returns why a plan changes what it changes, going by what was applied last. */
    Causes causes(List<Wanted> wanted) {
        return new Causes(applied(), Basis.of(resolved, Homelab.VERSION), wanted);
    }

    /** Returns what was applied last. */
    Applied applied() {
        return new AppliedFile(record()).read();
    }

    /** Returns the services that definitions ask something else for than what was applied last, and why. */
    SortedMap<ServiceName, Touched> touched() {
        return causes(wanted()).touched();
    }

    /** Returns likewise those that they ask something else for than earlier ones did. */
    SortedMap<ServiceName, Touched> touchedSince(Opened earlier) {
        Map<ServiceName, Basis> bases = Basis.of(earlier.resolved, Homelab.VERSION);
        Applied then = Applied.nothing().with(bases, earlier.wanted(), Set.of());
        return new Causes(then, Basis.of(resolved, Homelab.VERSION), wanted()).touched();
    }

    /** Returns all services, as if nothing were known of earlier. */
    SortedMap<ServiceName, Touched> touchedSinceEver() {
        return new Causes(Applied.nothing(), Basis.of(resolved, Homelab.VERSION), wanted()).touched();
    }

    /** Returns the services for which definitions ask just what was applied last. */
    Set<ServiceName> unchanged() {
        Set<ServiceName> services = catalog().services().map(Service::name).collect(toSet());
        services.removeAll(touched().keySet());
        return services;
    }

    private List<Wanted> wanted() {
        return Targets.wanted(adapters, resolved, context);
    }

    /**
     * Remembers which services are protected, before anything is made of them: a run may be killed at any moment.
     *
     * @param run the number of the run
     */
    void protect(long run) {
        AppliedFile file = new AppliedFile(record());
        file.begin(file.read().protecting(catalog().protectedServices()), run, ledger.signature());
    }

    /**
     * Remembers what is applied now; services that failed, or were not applied as a whole, are as they were before.
     *
     * @param revision the commit that definitions are of
     * @param end where the journal of the run has ended; empty if it has none, or others go on with it
     */
    void remember(Targets targets, Set<ServiceName> failed, Optional<String> revision, Optional<Journals.End> end) {
        AppliedFile file = new AppliedFile(record());
        Applied before = file.read();
        Set<ServiceName> asBefore = new TreeSet<>(failed);
        asBefore.addAll(targets.leftOut());
        if (!targets.errand().mandate().scope().without().isEmpty()) {
            catalog().services().map(Service::name).forEach(asBefore::add);
            asBefore.addAll(before.protectedServices()); // what is left of them may be where nobody looked
        }
        Applied now = targets.errand()
                .undo()
                .map(undo -> undo.putBack(before, asBefore))
                .orElseGet(() -> before.with(Basis.of(resolved, Homelab.VERSION), targets.wanted(), asBefore))
                .protecting(catalog().protectedServices())
                .at(revision);
        end.ifPresentOrElse(last -> file.end(now, last, ledger.signature()), () -> file.write(now));
    }

    @Override
    public void close() {
        context.close();
    }
}
