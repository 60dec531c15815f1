// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.rfc2136;

import dev.homelab.adapter.support.name.WantedNames;
import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.DnsRecord;
import dev.homelab.model.Route;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.value.Hostname;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Provisioner;
import dev.homelab.spi.Adapter;
import dev.homelab.spi.Context;
import java.util.ArrayList;
import java.util.List;

/** The kind {@code rfc2136}. */
public final class Rfc2136Adapter implements Adapter<Rfc2136Settings> {

    private static final int LONGEST = 253 - Zone.MARK.length();

    @Override
    public String kind() {
        return "rfc2136";
    }

    @Override
    public Wave wave() {
        return Wave.NAMING;
    }

    @Override
    public Class<Rfc2136Settings> settings() {
        return Rfc2136Settings.class;
    }

    @Override
    public List<Problem> check(Target target, Rfc2136Settings settings, Catalog catalog) {
        List<Problem> problems = new ArrayList<>(WantedNames.withoutAddress(catalog));
        Zones zones = new Zones(catalog.inventory());
        for (Definition definition : catalog.definitions()) {
            List<Route> routes = definition.service().routes();
            for (int i = 0; i < routes.size(); i++) {
                Where where = definition.positions().at("routes[" + i + "].hostname");
                routes.get(i)
                        .hostname()
                        .filter(hostname -> !hostname.isWildcard())
                        .ifPresent(hostname -> check(hostname, where, zones, target, problems));
            }
            List<DnsRecord> records = definition.service().dns();
            for (int i = 0; i < records.size(); i++) {
                Where where = definition.positions().at("dns[" + i + "].hostname");
                check(records.get(i).hostname(), where, zones, target, problems);
            }
        }
        return problems;
    }

    @Override
    public Provisioner<?> provisioner(Target target, Rfc2136Settings settings, Context context) {
        return new Rfc2136Provisioner(target.name(), settings, context);
    }

    /** What is in no zone is said once, by the first target. */
    private static void check(Hostname hostname, Where where, Zones zones, Target target, List<Problem> problems) {
        String zone = ((Rfc2136Settings) target.settings()).zone();
        if (zones.isOutside(hostname) && zones.isFirst(target)) {
            problems.add(new Problem(
                    "name outside the zone",
                    where,
                    "\"%s\" is not in \"%s\", the zone that target \"%s\" keeps names in."
                            .formatted(hostname, zone, target.name()),
                    "write a name in this zone, correct \"zone\" in the inventory, or add a target for another one."));
        } else if (zones.isIn(zone, hostname) && hostname.value().length() > LONGEST) {
            problems.add(new Problem(
                    "name too long for mark",
                    where,
                    "\"%s\" has more than %d characters, so there is no name for its mark, \"%s%1$s\"."
                            .formatted(hostname, LONGEST, Zone.MARK),
                    "write a shorter name."));
        }
    }
}
