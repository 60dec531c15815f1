// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.rfc2136;

import dev.homelab.adapter.support.dns.SignedDns;
import dev.homelab.adapter.support.name.WantedName;
import dev.homelab.adapter.support.name.WantedNames;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.IpAddress;
import dev.homelab.problem.Where;
import dev.homelab.provision.Check;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import dev.homelab.spi.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;

/** Keeps those names of a homelab in line that are in its zone: one for every route, which leads to the proxy, and the names a service asks for beside them. */
public final class Rfc2136Provisioner implements Provisioner<ZoneName> {

    private final Where where;
    private final Rfc2136Settings settings;
    private final Context context;

    Rfc2136Provisioner(String name, Rfc2136Settings settings, Context context) {
        this.where = Where.target(name, settings.zone() + " at " + settings.server());
        this.settings = settings;
        this.context = context;
    }

    @Override
    public Class<ZoneName> resourceType() {
        return ZoneName.class;
    }

    @Override
    public List<Desired<ZoneName>> desired(ResolvedCatalog catalog) {
        Zones zones = new Zones(catalog.inventory());
        return WantedNames.desired(catalog, name -> ZoneName.of(name, settings.ttlOrUsual())).stream()
                .filter(desired -> zones.isIn(
                        settings.zone(), Hostname.of(desired.resource().hostname())))
                .toList();
    }

    @Override
    public List<Check> expectations(ResolvedCatalog catalog) {
        Zones zones = new Zones(catalog.inventory());
        Map<Hostname, WantedName> names = WantedNames.all(catalog.catalog());
        names.keySet().removeIf(hostname -> !zones.isIn(settings.zone(), hostname));
        return WantedNames.checks(
                catalog,
                names,
                IpAddress.inUrl(IpAddress.bare(settings.server())),
                settings.portOrUsual(),
                Optional.empty());
    }

    @Override
    public Session<ZoneName> open() {
        Rfc2136Problems problems = new Rfc2136Problems(where, settings);
        String secret = context.secrets().resolve(settings.key().secret(), where);
        return new Rfc2136Session(
                new SignedDns(IpAddress.bare(settings.server()), settings.portOrUsual(), key(secret, problems)),
                Name.fromConstantString(settings.zone() + "."),
                problems);
    }

    private TSIG key(String secret, Rfc2136Problems problems) {
        try {
            return new TSIG(settings.key().algorithmOrUsual(), settings.key().name() + ".", secret);
        } catch (IllegalArgumentException e) {
            throw problems.notBase64();
        }
    }
}
