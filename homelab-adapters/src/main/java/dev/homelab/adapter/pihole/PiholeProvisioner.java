// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import dev.homelab.adapter.support.Adapter;
import dev.homelab.adapter.support.Context;
import dev.homelab.adapter.support.http.Pause;
import dev.homelab.model.DnsRecord;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.name.Hostname;
import dev.homelab.problem.Where;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Expectation;
import dev.homelab.provision.Expectation.NameAnswers;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Keeps a Pi-hole's local DNS in line: a name for every route, which leads to the proxy, and the names a service asks
 * for beside them. A name that several services share belongs to the first of them in the catalog.
 */
public final class PiholeProvisioner implements Provisioner<HostRecord> {

    private final Where where;
    private final PiholeSettings settings;
    private final Context context;
    private final Pause pause;

    PiholeProvisioner(String name, PiholeSettings settings, Context context, Pause pause) {
        this.where = Where.target(name, settings.url().toString());
        this.settings = settings;
        this.context = context;
        this.pause = pause;
    }

    public static Adapter<PiholeSettings> adapter() {
        return new Adapter<>(
                "pihole",
                Wave.NAMING,
                PiholeSettings.class,
                (target, settings, context) -> new PiholeProvisioner(target.name(), settings, context, Pause.real()));
    }

    @Override
    public Class<HostRecord> resourceType() {
        return HostRecord.class;
    }

    @Override
    public List<Desired<HostRecord>> desired(ResolvedCatalog catalog) {
        Map<Hostname, Desired<HostRecord>> desired = new LinkedHashMap<>();
        catalog.catalog()
                .services()
                .forEach(service -> records(service, catalog.inventory())
                        .forEach((hostname, record) ->
                                desired.putIfAbsent(hostname, new Desired<>(service.name(), record))));
        return List.copyOf(desired.values());
    }

    @Override
    public List<Expectation> expectations(ResolvedCatalog catalog) {
        return catalog.catalog()
                .services()
                .flatMap(service -> records(service, catalog.inventory()).entrySet().stream()
                        .flatMap(entry -> expectations(service, entry.getKey(), entry.getValue())))
                .toList();
    }

    @Override
    public Session<HostRecord> open() {
        String password = context.secrets().resolve(settings.password(), where);
        PiholeClient client = new PiholeClient(context.http(), settings.url(), where, pause);
        client.signIn(password);
        return new PiholeSession(context.homelab(), client, new PiholeProblems(where));
    }

    private Stream<Expectation> expectations(Service service, Hostname hostname, HostRecord record) {
        Stream<NameAnswers.Answer> addresses =
                record.lines().stream().map(line -> NameAnswers.Answer.address(new HostLine(line).address()));
        Stream<NameAnswers.Answer> alias =
                record.cname().stream().map(line -> NameAnswers.Answer.alias(new CnameLine(line).target()));
        return Stream.concat(addresses, alias)
                .map(answer ->
                        new NameAnswers(service.name(), settings.url().getHost(), settings.port(), hostname, answer));
    }

    /** Returns the names a service asks for. Without a proxy there is nowhere to lead to. */
    private static Map<Hostname, HostRecord> records(Service service, Inventory inventory) {
        Map<Hostname, HostRecord> records = new TreeMap<>();
        for (Route route : service.routes()) {
            inventory.proxyAddress().ifPresent(address -> addAddress(records, route.visitedAt(), address));
        }
        for (DnsRecord record : service.dns()) {
            Hostname hostname = record.hostname();
            record.cname()
                    .ifPresentOrElse(
                            target -> records.put(hostname, HostRecord.alias(hostname.value(), target.value())),
                            () -> record.address()
                                    .or(inventory::proxyAddress)
                                    .ifPresent(address -> addAddress(records, hostname, address)));
        }
        return records;
    }

    private static void addAddress(Map<Hostname, HostRecord> records, Hostname hostname, String address) {
        HostRecord record = new HostRecord(hostname.value(), List.of(address + " " + hostname));
        records.merge(hostname, record, HostRecord::and);
    }
}
