// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.timing;

import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Change;
import dev.homelab.provision.Check;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Resource;
import dev.homelab.provision.Risk;
import dev.homelab.provision.Session;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A provisioner whose sessions are timed. */
record TimedProvisioner<R extends Resource>(String target, Provisioner<R> provisioner, Timings timings)
        implements Provisioner<R> {

    @Override
    public Class<R> resourceType() {
        return provisioner.resourceType();
    }

    @Override
    public List<Desired<R>> desired(ResolvedCatalog catalog) {
        return timings.time(target, "render", () -> provisioner.desired(catalog));
    }

    @Override
    public List<Desired<R>> desired(ResolvedCatalog catalog, Predicate<ServiceName> services) {
        return timings.time(target, "render", () -> provisioner.desired(catalog, services));
    }

    @Override
    public List<Desired<R>> completed(List<Desired<R>> desired, List<Observed<R>> observed) {
        return provisioner.completed(desired, observed);
    }

    @Override
    public List<Check> expectations(ResolvedCatalog catalog) {
        return provisioner.expectations(catalog);
    }

    @Override
    public Set<Risk> risks(Change<R> change, ResolvedCatalog catalog) {
        return provisioner.risks(change, catalog);
    }

    @Override
    public Session<R> open() {
        return new TimedSession<>(target, timings.time(target, "sign in", provisioner::open), timings);
    }
}
