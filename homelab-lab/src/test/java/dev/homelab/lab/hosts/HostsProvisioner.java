// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.hosts;

import dev.homelab.model.ResolvedCatalog;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import java.util.List;

/** Keeps a hosts file in line with the catalog: a line for each name that a service has at an address of its own. */
final class HostsProvisioner implements Provisioner<HostsLine> {

    private final HostsFile file;

    HostsProvisioner(HostsFile file) {
        this.file = file;
    }

    @Override
    public Class<HostsLine> resourceType() {
        return HostsLine.class;
    }

    @Override
    public List<Desired<HostsLine>> desired(ResolvedCatalog catalog) {
        return catalog.catalog()
                .services()
                .flatMap(service -> service.dns().stream()
                        .filter(record -> record.address().isPresent())
                        .map(record -> new Desired<>(
                                service.name(),
                                new HostsLine(
                                        record.hostname().value(),
                                        record.address().get()))))
                .toList();
    }

    @Override
    public Session<HostsLine> open() {
        return new HostsSession(file);
    }
}
