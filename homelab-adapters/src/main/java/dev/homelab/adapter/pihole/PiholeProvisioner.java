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
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Keeps a Pi-hole's local DNS in line: a name for every route, which leads to the proxy, and the names a service asks
 * for beside them.
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
        return catalog.catalog()
                .services()
                .flatMap(service -> desired(service, catalog.inventory()))
                .toList();
    }

    @Override
    public List<Expectation> expectations(ResolvedCatalog catalog) {
        return catalog.catalog()
                .services()
                .flatMap(service -> expectations(service, catalog.inventory()))
                .toList();
    }

    @Override
    public Session<HostRecord> open() {
        String password = context.secrets().resolve(settings.password(), where);
        PiholeClient client = new PiholeClient(context.http(), settings.url(), where, pause);
        client.signIn(password);
        return new PiholeSession(context.homelab(), client, new PiholeProblems(where));
    }

    private static Stream<Desired<HostRecord>> desired(Service service, Inventory inventory) {
        return addresses(service, inventory).entrySet().stream()
                .map(name -> new Desired<>(service.name(), record(name.getKey(), name.getValue())));
    }

    private Stream<Expectation> expectations(Service service, Inventory inventory) {
        return addresses(service, inventory).entrySet().stream()
                .flatMap(name -> name.getValue().stream()
                        .map(address -> new Expectation.NameAnswers(
                                service.name(), settings.url().getHost(), settings.port(), name.getKey(), address)));
    }

    private static HostRecord record(Hostname hostname, Set<String> addresses) {
        return new HostRecord(
                hostname.value(),
                addresses.stream().map(address -> address + " " + hostname).toList());
    }

    /** Returns the names a service asks for, each with its addresses. Without a proxy there is nowhere to lead to. */
    private static Map<Hostname, Set<String>> addresses(Service service, Inventory inventory) {
        Map<Hostname, Set<String>> addresses = new TreeMap<>();
        for (Route route : service.routes()) {
            inventory.proxyAddress().ifPresent(address -> add(addresses, route.visitedAt(), address));
        }
        for (DnsRecord record : service.dns()) {
            record.address()
                    .or(inventory::proxyAddress)
                    .ifPresent(address -> add(addresses, record.hostname(), address));
        }
        return addresses;
    }

    private static void add(Map<Hostname, Set<String>> addresses, Hostname hostname, String address) {
        addresses.computeIfAbsent(hostname, name -> new TreeSet<>()).add(address);
    }
}
