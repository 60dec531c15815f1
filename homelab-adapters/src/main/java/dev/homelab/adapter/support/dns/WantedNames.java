// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.dns;

import dev.homelab.model.Catalog;
import dev.homelab.model.DnsRecord;
import dev.homelab.model.Service;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.IpAddress;
import dev.homelab.provision.Check;
import dev.homelab.provision.Check.NameAnswers;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * All names of a catalog: one for every route, which leads to the proxy, and those that services ask for beside them. A name that several
 * services share belongs to the first of them. Pure.
 */
public final class WantedNames {

    private final Catalog catalog;
    private final boolean withWildcards;
    private final Map<Hostname, WantedName> names = new LinkedHashMap<>();

    /**
     * Collects the names.
     *
     * @param withWildcards whether the server can answer for all names below another
     */
    public WantedNames(Catalog catalog, boolean withWildcards) {
        this.catalog = catalog;
        this.withWildcards = withWildcards;
        catalog.services().forEach(service -> of(service).forEach(names::putIfAbsent));
    }

    /** Returns the names, each once. */
    public Collection<WantedName> all() {
        return Collections.unmodifiableCollection(names.values());
    }

    /** Returns the addresses that a name leads to, at last if it is an alias; none for an alias of a name that no service has. */
    public Set<String> addresses(Hostname hostname) {
        Set<Hostname> seen = new HashSet<>();
        Optional<WantedName> at = Optional.ofNullable(names.get(hostname));
        while (at.flatMap(WantedName::alias).isPresent() && seen.add(at.get().hostname())) {
            at = at.flatMap(WantedName::alias).map(names::get);
        }
        return at.map(WantedName::addresses).orElse(Set.of());
    }

    /**
     * Returns what visitors must find of each name that a service asks for.
     *
     * @param answers what a name answers; nothing for one that is not looked at
     */
    public List<Check> checks(String server, int port, Function<WantedName, Set<NameAnswers.Answer>> answers) {
        return catalog.services()
                .flatMap(service -> of(service).keySet().stream()
                        .map(hostname -> new NameAnswers(
                                service.name(),
                                IpAddress.inUrl(IpAddress.bare(server)),
                                port,
                                hostname,
                                answers.apply(names.get(hostname)),
                                Optional.empty())))
                .filter(check -> !check.answers().isEmpty())
                .map(Check.class::cast)
                .toList();
    }

    private Map<Hostname, WantedName> of(Service service) {
        Map<Hostname, WantedName> found = new TreeMap<>();
        Inventory inventory = catalog.inventory();
        service.routes().stream()
                .flatMap(route -> route.hostname().stream())
                .filter(hostname -> withWildcards || !hostname.isWildcard())
                .forEach(hostname -> inventory
                        .proxyAddress()
                        .ifPresent(address -> add(found, address(service, hostname, address))));
        for (DnsRecord record : service.dns()) {
            Hostname hostname = record.hostname();
            record.cname()
                    .ifPresentOrElse(
                            target -> found.put(
                                    hostname,
                                    new WantedName(service.name(), hostname, Set.of(), Optional.of(target))),
                            () -> record.address()
                                    .or(inventory::proxyAddress)
                                    .ifPresent(address -> add(found, address(service, hostname, address))));
        }
        return found;
    }

    private static WantedName address(Service service, Hostname hostname, String address) {
        return new WantedName(service.name(), hostname, Set.of(IpAddress.normal(address)), Optional.empty());
    }

    private static void add(Map<Hostname, WantedName> found, WantedName name) {
        found.merge(name.hostname(), name, WantedName::and);
    }
}
