// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import static java.util.stream.Collectors.toSet;

import dev.homelab.adapter.support.http.Apis;
import dev.homelab.adapter.support.http.Delay;
import dev.homelab.model.DnsRecord;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.value.Hostname;
import dev.homelab.problem.Where;
import dev.homelab.provision.Check;
import dev.homelab.provision.Check.NameAnswers;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import dev.homelab.spi.Context;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps a Pi-hole's local DNS in line: a name for every route, which leads to the proxy, and the names a service asks
 * for beside them. A name that several services share belongs to the first of them in the catalog.
 */
public final class PiholeProvisioner implements Provisioner<HostRecord> {

    private final Where where;
    private final PiholeSettings settings;
    private final Context context;
    private final Delay pause;

    PiholeProvisioner(String name, PiholeSettings settings, Context context, Delay pause) {
        this.where = Where.target(name, settings.url().toString());
        this.settings = settings;
        this.context = context;
        this.pause = pause;
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

    /** A name answers with exactly what its owner asks for, whichever of the services that share it is looked at. */
    @Override
    public List<Check> expectations(ResolvedCatalog catalog) {
        Map<String, HostRecord> wanted = new HashMap<>();
        desired(catalog).forEach(want -> wanted.put(want.resource().hostname(), want.resource()));
        return catalog.catalog()
                .services()
                .flatMap(service -> records(service, catalog.inventory()).keySet().stream()
                        .flatMap(hostname -> Optional.ofNullable(wanted.get(hostname.value())).stream()
                                .map(record -> expectation(service, hostname, record))))
                .toList();
    }

    @Override
    public Session<HostRecord> open() {
        String password = context.secrets().resolve(settings.password(), where);
        URI base = URI.create(Apis.withoutSlash(settings.url()) + "/api/");
        Apis apis = new Apis(context.http());
        PiholeClient client = new PiholeClient(
                headers ->
                        apis.api(PiholeApi.class, base, headers, settings.ca().map(Path::of), where),
                password,
                where,
                settings.timeoutsOrUsual(),
                pause);
        client.signIn();
        return new PiholeSession(context.homelab(), client, new PiholeProblems(where));
    }

    private Check expectation(Service service, Hostname hostname, HostRecord record) {
        Stream<NameAnswers.Answer> addresses =
                record.lines().stream().map(line -> NameAnswers.Answer.address(new HostLine(line).address()));
        Stream<NameAnswers.Answer> alias = record.cname().stream()
                .map(line -> NameAnswers.Answer.alias(CnameLine.of(line).target()));
        return new NameAnswers(
                service.name(),
                settings.server(),
                settings.port(),
                hostname,
                Stream.concat(addresses, alias).collect(toSet()),
                settings.timeoutsOrUsual().forVerify());
    }

    /** Returns the names a service asks for. Without a proxy there is nowhere to lead to. */
    private static Map<Hostname, HostRecord> records(Service service, Inventory inventory) {
        Map<Hostname, HostRecord> records = RoutedNames.of(service, inventory);
        for (DnsRecord record : service.dns()) {
            Hostname hostname = record.hostname();
            record.cname()
                    .ifPresentOrElse(
                            target -> records.put(hostname, HostRecord.alias(hostname.value(), target.value())),
                            () -> record.address()
                                    .or(inventory::proxyAddress)
                                    .ifPresent(address -> RoutedNames.add(records, hostname, address)));
        }
        return records;
    }
}
