// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.dnsmasq;

import dev.homelab.adapter.support.name.WantedNames;
import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.DnsRecord;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Provisioner;
import dev.homelab.spi.Adapter;
import dev.homelab.spi.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The kind {@code dnsmasq}. */
public final class DnsmasqAdapter implements Adapter<DnsmasqSettings> {

    @Override
    public String kind() {
        return "dnsmasq";
    }

    @Override
    public Wave wave() {
        return Wave.NAMING;
    }

    @Override
    public Class<DnsmasqSettings> settings() {
        return DnsmasqSettings.class;
    }

    @Override
    public List<Problem> check(Target target, DnsmasqSettings settings, Catalog catalog) {
        List<Problem> problems = new ArrayList<>(WantedNames.withoutAddress(catalog));
        catalog.inventory().targets().values().stream()
                .filter(Objects::nonNull)
                .filter(other -> other.name().compareTo(target.name()) < 0)
                .filter(other -> other.settings() instanceof DnsmasqSettings others
                        && others.host().equals(settings.host())
                        && others.file().equals(settings.file()))
                .map(other -> new Problem(
                        "hosts file used twice",
                        catalog.inventoryPositions().at("targets." + target.name() + ".file"),
                        "targets \"%s\" and \"%s\" both keep names in \"%s\" on \"%s\"."
                                .formatted(other.name(), target.name(), settings.file(), settings.host()),
                        "remove one of them, or give it a file of its own."))
                .forEach(problems::add);
        FlatNames names = new FlatNames(catalog);
        catalog.definitions().forEach(definition -> problems.addAll(unknownAliases(definition, names)));
        return problems;
    }

    @Override
    public Provisioner<?> provisioner(Target target, DnsmasqSettings settings, Context context) {
        return new DnsmasqProvisioner(target.name(), settings, context);
    }

    private static List<Problem> unknownAliases(Definition definition, FlatNames names) {
        List<DnsRecord> records = definition.service().dns();
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            DnsRecord record = records.get(i);
            Where where = definition.positions().at("dns[" + i + "].cname");
            record.cname()
                    .filter(alias -> names.addresses(alias).isEmpty())
                    .ifPresent(alias -> problems.add(new Problem(
                            "alias without an address",
                            where,
                            "\"%s\" stands for \"%s\", which no service has as a name with an address. A hosts file has no aliases, so its addresses would have to be known."
                                    .formatted(record.hostname(), alias),
                            "write \"address\" instead of \"cname\".")));
        }
        return problems;
    }
}
