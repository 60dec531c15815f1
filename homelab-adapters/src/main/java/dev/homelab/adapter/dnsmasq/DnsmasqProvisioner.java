// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.dnsmasq;

import dev.homelab.adapter.support.name.WantedNames;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.inventory.Host;
import dev.homelab.model.value.IpAddress;
import dev.homelab.problem.Where;
import dev.homelab.provision.Check;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import dev.homelab.spi.Context;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the names of a hosts file in line: one for every route, which leads to the proxy, and the names a service asks for beside them. A
 * hosts file has no aliases: a name that is one gets the addresses of the name that it stands for.
 */
public final class DnsmasqProvisioner implements Provisioner<HostsName> {

    private final Where where;
    private final DnsmasqSettings settings;
    private final Context context;

    DnsmasqProvisioner(String name, DnsmasqSettings settings, Context context) {
        this.where = Where.target(name, settings.host() + ":" + settings.file());
        this.settings = settings;
        this.context = context;
    }

    @Override
    public Class<HostsName> resourceType() {
        return HostsName.class;
    }

    @Override
    public List<Desired<HostsName>> desired(ResolvedCatalog catalog) {
        FlatNames names = new FlatNames(catalog.catalog());
        return WantedNames.desired(
                        catalog, name -> HostsName.of(name.hostname().value(), names.addresses(name.hostname())))
                .stream()
                .filter(desired -> !desired.resource().lines().isEmpty())
                .toList();
    }

    @Override
    public List<Check> expectations(ResolvedCatalog catalog) {
        Optional<String> server = settings.dnsHost()
                .or(() -> Optional.ofNullable(catalog.inventory().hosts().get(settings.host()))
                        .map(Host::address));
        if (!settings.isVerified() || server.isEmpty()) {
            return List.of();
        }
        return WantedNames.checks(
                catalog,
                new FlatNames(catalog.catalog()).all(),
                IpAddress.inUrl(IpAddress.bare(server.get())),
                settings.port(),
                Optional.empty());
    }

    @Override
    public Session<HostsName> open() {
        return new DnsmasqSession(
                context.homelab(),
                context.hosts().host(settings.host()),
                settings,
                new DnsmasqProblems(where, settings.file()));
    }
}
