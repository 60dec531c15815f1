// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision.ledger;

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

/**
 * A provisioner whose sessions keep in the ledger what they cannot mark on the target.
 *
 * @param provisioner what all else is left to
 * @param page the part of the ledger that is about its target
 */
public record LedgerProvisioner<R extends Resource>(Provisioner<R> provisioner, LedgerPage page)
        implements Provisioner<R> {

    @Override
    public Class<R> resourceType() {
        return provisioner.resourceType();
    }

    @Override
    public List<Desired<R>> desired(ResolvedCatalog catalog) {
        return provisioner.desired(catalog);
    }

    @Override
    public List<Desired<R>> desired(ResolvedCatalog catalog, Predicate<ServiceName> services) {
        return provisioner.desired(catalog, services);
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
        return new LedgerSession<>(provisioner.open(), page);
    }
}
