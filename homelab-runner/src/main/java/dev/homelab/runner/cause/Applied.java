// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cause;

import dev.homelab.model.name.ServiceName;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was applied last, service by service.
 *
 * @param services what each rested on, and what it came to
 */
public record Applied(Map<ServiceName, Entry> services) {

    /**
     * What was applied of one service.
     *
     * @param basis what it rested on
     * @param resources the fingerprint of each resource, by target and key
     */
    public record Entry(Basis basis, Map<String, String> resources) {

        public Entry {
            resources = Collections.unmodifiableMap(new TreeMap<>(resources));
        }
    }

    public Applied {
        services = Collections.unmodifiableMap(new TreeMap<>(services));
    }

    /** Nothing was ever applied, or nobody remembers. */
    public static Applied nothing() {
        return new Applied(Map.of());
    }

    Optional<Entry> service(ServiceName name) {
        return Optional.ofNullable(services.get(name));
    }

    /** Returns what is applied once all these services are, but those that failed. */
    public Applied with(Map<ServiceName, Basis> bases, Collection<Wanted> wanted, Set<ServiceName> failed) {
        Map<ServiceName, Entry> entries = new TreeMap<>();
        bases.forEach((name, basis) -> entries.put(name, new Entry(basis, resources(name, wanted))));
        for (ServiceName name : failed) {
            service(name).ifPresentOrElse(before -> entries.put(name, before), () -> entries.remove(name));
        }
        return new Applied(entries);
    }

    /** Returns what is applied of these services alone. */
    public Applied only(Set<ServiceName> names) {
        Map<ServiceName, Entry> entries = new TreeMap<>(services);
        entries.keySet().retainAll(names);
        return new Applied(entries);
    }

    /** Returns what is applied once these services are as they were before. */
    public Applied back(Applied before, Set<ServiceName> names) {
        Map<ServiceName, Entry> entries = new TreeMap<>(services);
        entries.keySet().removeAll(names);
        entries.putAll(before.only(names).services());
        return new Applied(entries);
    }

    private static Map<String, String> resources(ServiceName name, Collection<Wanted> wanted) {
        Map<String, String> resources = new TreeMap<>();
        wanted.stream()
                .filter(want -> want.service().equals(name))
                .forEach(want -> resources.put(want.resource(), want.fingerprint()));
        return resources;
    }
}
