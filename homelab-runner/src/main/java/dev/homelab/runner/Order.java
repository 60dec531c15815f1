// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import dev.homelab.model.Catalog;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.value.ServiceName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What comes before what: containers of a service after those of all services it needs, whichever host they are on. Of a
 * service that is no longer in the catalog the dependencies are unknown. Pure.
 */
final class Order {

    private final Map<ServiceName, Set<ServiceName>> needs = new TreeMap<>();
    private final Map<ServiceName, ServiceName> formerNames = new TreeMap<>();
    private final Map<ServiceName, Integer> ranks = new HashMap<>();

    /** The order of a catalog without circles. */
    Order(Catalog catalog) {
        catalog.services().forEach(service -> {
            needs.put(service.name(), service.needs());
            service.renamedFrom().ifPresent(former -> formerNames.put(service.name(), former));
        });
    }

    /**
     * One step of a run: what may be done side by side.
     *
     * @param wave whose targets act
     * @param services whose changes they make
     */
    record Turn(Wave wave, Set<ServiceName> services) {

        /** Returns whether it is about what leads to containers. */
        boolean isOutward() {
            return wave != Wave.RUNTIME && wave != Wave.DOCUMENTATION;
        }

        /** Returns the turn of these services alone. */
        Turn of(Set<ServiceName> some) {
            return new Turn(wave, some);
        }

        /** Returns the turn of all but these services. */
        Turn without(Set<ServiceName> some) {
            Set<ServiceName> others = new TreeSet<>(services);
            others.removeAll(some);
            return new Turn(wave, others);
        }
    }

    /** Returns the turns in which these services come up: from the inside out, and each after what it needs. */
    List<Turn> buildUp(Set<ServiceName> services) {
        return Stream.of(Wave.values()).flatMap(wave -> turns(wave, services)).toList();
    }

    /** Returns the turns in which they go: exactly the other way round. */
    List<Turn> takeDown(Set<ServiceName> services) {
        List<Turn> turns = new ArrayList<>(buildUp(services));
        Collections.reverse(turns);
        return turns;
    }

    /** Returns those of the services that need none of them, and that have no other name among them. */
    Set<ServiceName> independent(Set<ServiceName> services) {
        return services.stream()
                .filter(service -> Collections.disjoint(needs(service), services))
                .filter(service -> withOtherNames(Set.of(service)).size() == 1)
                .collect(toSet());
    }

    /** Returns the services that one needs, be it through others. */
    Set<ServiceName> needs(ServiceName service) {
        Set<ServiceName> all = new TreeSet<>();
        List<ServiceName> open = new ArrayList<>(List.of(service));
        while (!open.isEmpty()) {
            direct(open.remove(open.size() - 1)).stream().filter(all::add).forEach(open::add);
        }
        return all;
    }

    /** Returns these services and all that need one of them, each under the name that it had before, too. */
    Set<ServiceName> withDependents(Set<ServiceName> services) {
        Set<ServiceName> named = withOtherNames(services);
        Set<ServiceName> dependents = needs.keySet().stream()
                .filter(service -> !Collections.disjoint(needs(service), named))
                .collect(toCollection(TreeSet::new));
        dependents.addAll(named);
        return withOtherNames(dependents);
    }

    /** What goes under one name comes under the other: one without the other would be half a service. */
    private Set<ServiceName> withOtherNames(Set<ServiceName> services) {
        Set<ServiceName> all = new TreeSet<>(services);
        formerNames.forEach((name, former) -> {
            if (services.contains(name) || services.contains(former)) {
                all.addAll(List.of(name, former));
            }
        });
        return all;
    }

    /** Only containers wait for those of others; what leads to them is made for all at once. */
    private Stream<Turn> turns(Wave wave, Set<ServiceName> services) {
        if (wave != Wave.RUNTIME) {
            return Stream.of(new Turn(wave, services));
        }
        return services.stream().collect(groupingBy(this::rank, TreeMap::new, toSet())).values().stream()
                .map(together -> new Turn(wave, together));
    }

    /** Returns the length of the longest chain of services that one needs. */
    private int rank(ServiceName service) {
        Integer known = ranks.get(service);
        if (known == null) {
            known = direct(service).stream().mapToInt(this::rank).max().orElse(0) + 1;
            ranks.put(service, known);
        }
        return known;
    }

    private Set<ServiceName> direct(ServiceName service) {
        return needs.getOrDefault(service, Set.of());
    }
}
