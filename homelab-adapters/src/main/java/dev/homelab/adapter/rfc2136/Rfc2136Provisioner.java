// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.rfc2136;

import dev.homelab.adapter.support.dns.SignedDns;
import dev.homelab.adapter.support.name.WantedNames;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.value.IpAddress;
import dev.homelab.problem.Where;
import dev.homelab.provision.Check;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import dev.homelab.spi.Context;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;

/** Keeps the names of a zone in line: one for every route, which leads to the proxy, and the names a service asks for beside them. */
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
        return WantedNames.desired(catalog, name -> ZoneName.of(name, settings.ttlOrUsual()));
    }

    @Override
    public List<Check> expectations(ResolvedCatalog catalog) {
        return WantedNames.checks(
                catalog,
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
