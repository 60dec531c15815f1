// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.name;

import dev.homelab.model.Catalog;
import dev.homelab.model.DnsRecord;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.IpAddress;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Check;
import dev.homelab.provision.Check.NameAnswers;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Resource;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The names of services: one for every route, which leads to the proxy, and those that a service asks for beside them. A name that
 * several services share belongs to the first of them in the catalog.
 */
public final class WantedNames {

    private WantedNames() {}

    /** Returns all of a catalog, each as a resource of one kind of server. */
    public static <R extends Resource> List<Desired<R>> desired(
            ResolvedCatalog catalog, Function<WantedName, R> resource) {
        Map<Hostname, Desired<R>> desired = new LinkedHashMap<>();
        catalog.catalog()
                .services()
                .forEach(service -> of(service, catalog.inventory())
                        .forEach((hostname, name) ->
                                desired.putIfAbsent(hostname, new Desired<>(service.name(), resource.apply(name)))));
        return List.copyOf(desired.values());
    }

    /**
     * Returns what visitors must find: a name answers with exactly what its owner asks for, whichever of the services that share it is
     * looked at.
     *
     * @param server where queries are sent
     * @param port of that
     * @param patience how long it may take until the answers are right; as long as for all targets when absent
     */
    public static List<Check> checks(ResolvedCatalog catalog, String server, int port, Optional<Duration> patience) {
        return checks(catalog, all(catalog.catalog()), server, port, patience);
    }

    /**
     * Returns the same of a server that holds names in a form of its own.
     *
     * @param wanted what it holds; a name that is not there is not looked for
     */
    public static List<Check> checks(
            ResolvedCatalog catalog,
            Map<Hostname, WantedName> wanted,
            String server,
            int port,
            Optional<Duration> patience) {
        return catalog.catalog()
                .services()
                .flatMap(service -> of(service, catalog.inventory()).keySet().stream()
                        .flatMap(hostname -> Optional.ofNullable(wanted.get(hostname)).stream())
                        .<Check>map(name -> new NameAnswers(
                                service.name(), server, port, name.hostname(), name.answers(), patience)))
                .toList();
    }

    /** Returns all of a catalog by hostname, each as the first service asks for it. */
    public static Map<Hostname, WantedName> all(Catalog catalog) {
        Map<Hostname, WantedName> all = new HashMap<>();
        catalog.services().forEach(service -> of(service, catalog.inventory()).forEach(all::putIfAbsent));
        return all;
    }

    /** Returns those of one service. Without a proxy there is nowhere to lead to. */
    public static Map<Hostname, WantedName> of(Service service, Inventory inventory) {
        Map<Hostname, WantedName> names = ofRoutes(service, inventory);
        for (DnsRecord record : service.dns()) {
            Hostname hostname = record.hostname();
            record.cname()
                    .ifPresentOrElse(
                            target -> names.put(hostname, new WantedName(hostname, List.of(), Optional.of(target))),
                            () -> record.address()
                                    .or(inventory::proxyAddress)
                                    .ifPresent(address -> add(names, hostname, address)));
        }
        return names;
    }

    /** Returns a problem for each name that would lead to a proxy of which only a name is known: an answer must be an address. */
    public static List<Problem> withoutAddress(Catalog catalog) {
        Inventory inventory = catalog.inventory();
        String proxy = inventory.target(Wave.ROUTING).flatMap(Target::host).orElse("");
        return catalog.services()
                .flatMap(service -> of(service, inventory).values().stream())
                .flatMap(name -> name.addresses().stream()
                        .filter(address -> !IpAddress.isAddress(address))
                        .map(address -> new Problem(
                                "no address for name",
                                catalog.inventoryPositions().at("hosts." + proxy),
                                "\"%s\" would be answered with \"%s\", which is no IP address."
                                        .formatted(name.hostname(), address),
                                "give the proxy's host in the inventory an IP address, such as 192.0.2.11.")))
                .toList();
    }

    /** Returns those that its routes bring along. A list of single names has none for a wildcard. */
    public static Map<Hostname, WantedName> ofRoutes(Service service, Inventory inventory) {
        Map<Hostname, WantedName> names = new TreeMap<>();
        for (Route route : service.routes()) {
            route.hostname()
                    .filter(hostname -> !hostname.isWildcard())
                    .ifPresent(
                            hostname -> inventory.proxyAddress().ifPresent(address -> add(names, hostname, address)));
        }
        return names;
    }

    private static void add(Map<Hostname, WantedName> names, Hostname hostname, String address) {
        WantedName name = new WantedName(hostname, List.of(IpAddress.normal(address)), Optional.empty());
        names.merge(hostname, name, WantedName::and);
    }
}
