// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.name;

import static java.util.stream.Collectors.toCollection;

import dev.homelab.model.Definition;
import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.inventory.Host;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.IpAddress;
import dev.homelab.provision.Existing;
import dev.homelab.provision.Existing.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The names by hand that belong to services, as their definitions would say them. Pure.
 *
 * <p>A name belongs to a service if a route of it is there, if it begins with the name of the service or of one of its containers and
 * leads to its host or to the proxy, or if it is an alias of such a name.
 */
public final class ExistingNames {

    private final Map<String, FoundName> unmanaged = new LinkedHashMap<>();
    private final List<Definition> definitions;
    private final Inventory inventory;
    private final Map<String, Service> owners = new HashMap<>();

    /**
     * Prepares a look.
     *
     * @param found what the server answers for and homelab does not manage
     */
    public ExistingNames(List<FoundName> found, List<Definition> definitions, Inventory inventory) {
        found.forEach(name -> unmanaged.put(name.hostname(), name));
        this.definitions = definitions;
        this.inventory = inventory;
    }

    /** Returns what definitions would say. */
    public Existing existing() {
        unmanaged.keySet().forEach(name -> byRoute(name).ifPresent(service -> owners.put(name, service)));
        unmanaged.values().forEach(record -> {
            if (!owners.containsKey(record.hostname())) {
                byLabel(record).ifPresent(service -> owners.put(record.hostname(), service));
            }
        });
        unmanaged.values().forEach(this::follow);
        List<Part> parts = new ArrayList<>();
        unmanaged.forEach((name, record) ->
                Optional.ofNullable(owners.get(name)).ifPresent(service -> parts.add(part(service, record))));
        return new Existing(parts, unmanaged.size() - parts.size());
    }

    private Optional<Service> byRoute(String name) {
        return services().filter(service -> hostnames(service).contains(name)).findFirst();
    }

    /** A container's name counts if one service alone has a container of that name. */
    private Optional<Service> byLabel(FoundName record) {
        int dot = record.hostname().indexOf('.');
        String label = dot < 0 ? record.hostname() : record.hostname().substring(0, dot);
        Predicate<Service> isNamed =
                service -> label.equals(service.name().value()) || label.equals(service.projectName());
        List<Service> ofContainers = services()
                .filter(service -> containers(service).contains(label))
                .toList();
        return services()
                .filter(isNamed)
                .findFirst()
                .or(() -> ofContainers.size() == 1 ? Optional.of(ofContainers.get(0)) : Optional.empty())
                .filter(service -> leadsTo(service, record));
    }

    /** An alias of a name of a service is the service's, too. */
    private void follow(FoundName record) {
        if (!owners.containsKey(record.hostname())) {
            Set<String> seen = new TreeSet<>();
            Optional<String> target = record.alias();
            while (target.isPresent() && seen.add(target.get())) {
                String name = target.get();
                Optional<Service> owner = Optional.ofNullable(owners.get(name)).or(() -> byRoute(name));
                if (owner.isPresent()) {
                    owners.put(record.hostname(), owner.get());
                    return;
                }
                target = Optional.ofNullable(unmanaged.get(name)).flatMap(FoundName::alias);
            }
        }
    }

    private boolean leadsTo(Service service, FoundName record) {
        Set<String> here = new TreeSet<>();
        service.host().map(inventory.hosts()::get).map(Host::address).ifPresent(here::add);
        inventory.proxyAddress().ifPresent(here::add);
        Set<String> seen = new TreeSet<>();
        Optional<FoundName> at = Optional.of(record);
        while (at.isPresent() && seen.add(at.get().hostname())) {
            FoundName one = at.get();
            if (here.stream().anyMatch(one::answers)
                    || one.alias().filter(here::contains).isPresent()) {
                return true;
            }
            at = one.alias().map(unmanaged::get);
        }
        return false;
    }

    private Part part(Service service, FoundName record) {
        String name = record.hostname();
        Optional<String> reason = record.unadoptable().or(() -> unsayable(record));
        if (reason.isPresent()) {
            return Part.lost(service.name(), name, sentence(reason.get()));
        }
        List<Map<String, Object>> dns = new ArrayList<>();
        if (record.alias().isPresent()) {
            dns.add(entry(name, "cname", record.alias().get()));
        } else {
            Optional<WantedName> routed =
                    Optional.ofNullable(WantedNames.ofRoutes(service, inventory).get(Hostname.of(name)));
            if (routed.stream()
                    .flatMap(one -> one.addresses().stream())
                    .anyMatch(address -> !record.answers(address))) {
                return Part.lost(
                        service.name(),
                        name,
                        "It leads to %s, and a name with a route leads to the proxy, at %s."
                                .formatted(
                                        String.join(", ", record.addresses()),
                                        String.join(", ", routed.get().addresses())));
            }
            for (String address : record.addresses()) {
                boolean isProxy = inventory
                        .proxyAddress()
                        .filter(proxy -> IpAddress.same(proxy, address))
                        .isPresent();
                if (routed.filter(one -> one.addresses().contains(IpAddress.normal(address)))
                        .isEmpty()) {
                    dns.add(isProxy ? Map.of("hostname", name) : entry(name, "address", address));
                }
            }
        }
        Map<String, String> lost = new LinkedHashMap<>();
        if (!record.isPlain()) {
            lost.put(name, "Its line is rewritten, without what stands there beside the name and what it leads to.");
        }
        return new Part(service.name(), name, dns.isEmpty() ? Map.of() : Map.of("dns", dns), Map.of(), lost);
    }

    private static Optional<String> unsayable(FoundName record) {
        if (!Hostname.of(record.hostname()).isWellFormed()) {
            return Optional.of("a definition has no such name, only fully qualified ones");
        }
        if (record.alias().isPresent() && !record.addresses().isEmpty()) {
            return Optional.of("it is an alias and has addresses of its own, too");
        }
        if (record.alias().filter(name -> !Hostname.of(name).isWellFormed()).isPresent()) {
            return Optional.of("it is an alias of a name that is not fully qualified");
        }
        return record.addresses().stream()
                .filter(address -> !IpAddress.isAddress(address))
                .findFirst()
                .map("\"%s\" is not an IP address"::formatted);
    }

    private static Map<String, Object> entry(String name, String key, String value) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("hostname", name);
        entry.put(key, value);
        return entry;
    }

    private static String sentence(String reason) {
        return reason.substring(0, 1).toUpperCase(Locale.ROOT) + reason.substring(1) + ".";
    }

    private Stream<Service> services() {
        return definitions.stream().map(Definition::service);
    }

    private static Set<String> hostnames(Service service) {
        return service.routes().stream()
                .flatMap(route -> Optional.ofNullable(route).flatMap(Route::hostname).stream())
                .map(Hostname::value)
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> containers(Service service) {
        Set<String> names = new TreeSet<>(service.containers().keySet());
        service.containers().keySet().forEach(container -> names.add(service.containerName(container)));
        return names;
    }
}
