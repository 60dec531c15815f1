// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.adapter.support.Adapter;
import dev.homelab.adapter.support.Context;
import dev.homelab.adapter.support.file.Folder;
import dev.homelab.adapter.support.file.LocalFolder;
import dev.homelab.adapter.support.http.Http;
import dev.homelab.adapter.support.secret.RootKey;
import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.adapter.support.ssh.SshHosts;
import dev.homelab.model.Catalog;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.ValidCatalog;
import dev.homelab.model.inventory.RecordFolder;
import dev.homelab.model.name.ServiceName;
import dev.homelab.provision.Expectation;
import dev.homelab.runner.cause.Basis;
import dev.homelab.runner.cause.Causes;
import dev.homelab.runner.cause.Wanted;
import dev.homelab.runner.guard.Mandate;
import dev.homelab.runner.record.AppliedFile;
import dev.homelab.runner.record.Ledger;
import dev.homelab.runner.resolve.Resolver;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A homelab with its secrets at hand, and the connections that one run shares. */
final class Opened implements AutoCloseable {

    private final ResolvedCatalog resolved;
    private final Context context;
    private final Collection<Adapter<?>> adapters;
    private final Mandate mandate;

    private Opened(ResolvedCatalog resolved, Context context, Collection<Adapter<?>> adapters, Mandate mandate) {
        this.resolved = resolved;
        this.context = context;
        this.adapters = adapters;
        this.mandate = mandate;
    }

    /**
     * Resolves what definitions refer to. Connects to nothing yet.
     *
     * @param mandate what was said of the run beside them
     * @throws dev.homelab.provision.TargetException if a secret cannot be had
     */
    static Opened open(ValidCatalog valid, Secrets secrets, Collection<Adapter<?>> adapters, Mandate mandate) {
        Catalog catalog = valid.catalog();
        Resolver resolver = new Resolver(secrets);
        RootKey key = resolver.rootKey(catalog);
        ResolvedCatalog resolved = resolver.resolve(valid, key);
        SshHosts hosts = new SshHosts(catalog.inventory(), secrets);
        Context context = new Context(catalog.inventory(), secrets, key, hosts, new Http(), mandate.refreshImages());
        return new Opened(resolved, context, adapters, mandate);
    }

    String homelab() {
        return context.homelab();
    }

    Catalog catalog() {
        return resolved.catalog();
    }

    Context context() {
        return context;
    }

    /**
     * Looks at all targets and plans.
     *
     * @throws dev.homelab.runner.guard.UnknownNameException if the mandate names what there is not
     */
    Targets observe() {
        Set<String> services = new TreeSet<>();
        catalog().services().forEach(service -> services.add(service.name().value()));
        Set<String> names = context.inventory().targets().keySet();
        mandate.scope().checkTargets(names);
        mandate.consent().check(services, names);
        Targets targets = Targets.observe(adapters, resolved, context, new Ledger(this::record), mandate);
        try {
            targets.known().forEach(service -> services.add(service.value()));
            mandate.scope().checkServices(services);
            return targets;
        } catch (RuntimeException e) {
            targets.close();
            throw e;
        }
    }

    List<Expectation> expectations() {
        return Targets.expectations(adapters, resolved, context, mandate.scope());
    }

    /** Returns the folder of the run record. */
    Folder record() {
        RecordFolder record = context.inventory().record();
        return record.host()
                .map(host -> context.hosts().host(host).folder(record.path()))
                .orElseGet(() -> new LocalFolder(Path.of(record.path())));
    }

    /** Returns why a plan changes what it changes, going by what was applied last. */
    Causes causes(List<Wanted> wanted) {
        return new Causes(new AppliedFile(record()).read(), Basis.of(resolved, Homelab.VERSION), wanted);
    }

    /** Remembers what is applied now; services that failed, or were not applied as a whole, are as they were before. */
    void remember(Targets targets, Set<ServiceName> failed) {
        Set<ServiceName> asBefore = new TreeSet<>(failed);
        asBefore.addAll(targets.leftOut());
        if (!mandate.scope().without().isEmpty()) {
            catalog().services().map(Service::name).forEach(asBefore::add);
        }
        AppliedFile file = new AppliedFile(record());
        file.write(file.read().with(Basis.of(resolved, Homelab.VERSION), targets.wanted(), asBefore));
    }

    @Override
    public void close() {
        context.close();
    }
}
