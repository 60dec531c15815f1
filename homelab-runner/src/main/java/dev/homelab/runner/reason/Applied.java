// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.reason;

import dev.homelab.model.value.ServiceName;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was applied last, service by service.
 *
 * @param services what each rested on, and what it came to
 * @param protectedServices those that no run deletes, since a run that might have created something of them was given so
 * @param revision the commit that definitions were of; empty outside of Git
 */
public record Applied(Map<ServiceName, Entry> services, Set<ServiceName> protectedServices, Optional<String> revision) {

    /** What was applied of definitions that are in no commit. */
    public Applied(Map<ServiceName, Entry> services, Set<ServiceName> protectedServices) {
        this(services, protectedServices, Optional.empty());
    }

    /**
     * What was applied of one service.
     *
     * @param basis what it rested on
     * @param resources the fingerprint of each resource, by target and key
     */
    public record Entry(InputFingerprint basis, Map<String, String> resources) {

        public Entry {
            resources = Collections.unmodifiableMap(new TreeMap<>(resources));
        }
    }

    public Applied {
        services = Collections.unmodifiableMap(new TreeMap<>(services));
        protectedServices = Collections.unmodifiableSet(new TreeSet<>(protectedServices));
    }

    /** Nothing was ever applied, or no record of it is left. */
    public static Applied nothing() {
        return new Applied(Map.of(), Set.of());
    }

    Optional<Entry> service(ServiceName name) {
        return Optional.ofNullable(services.get(name));
    }

    /** Returns the same, with these services protected too. */
    public Applied protecting(Set<ServiceName> more) {
        Set<ServiceName> all = new TreeSet<>(protectedServices);
        all.addAll(more);
        return new Applied(services, all, revision);
    }

    /** Returns the same, as of a commit. */
    public Applied at(Optional<String> commit) {
        return new Applied(services, protectedServices, commit);
    }

    /** Returns what is applied once all these services are, but those that are as before; those alone stay protected. */
    public Applied with(
            Map<ServiceName, InputFingerprint> bases,
            Collection<DesiredFingerprint> wanted,
            Set<ServiceName> asBefore) {
        Map<ServiceName, Entry> entries = new TreeMap<>();
        Map<ServiceName, Map<String, String>> resources = resources(wanted);
        bases.forEach((name, basis) -> entries.put(name, new Entry(basis, resources.getOrDefault(name, Map.of()))));
        for (ServiceName name : asBefore) {
            service(name).ifPresentOrElse(before -> entries.put(name, before), () -> entries.remove(name));
        }
        Set<ServiceName> stillProtected = new TreeSet<>(protectedServices);
        stillProtected.retainAll(asBefore);
        return new Applied(entries, stillProtected, revision);
    }

    /** Returns what is applied of these services alone. */
    public Applied only(Set<ServiceName> names) {
        Map<ServiceName, Entry> entries = new TreeMap<>(services);
        entries.keySet().retainAll(names);
        Set<ServiceName> stillProtected = new TreeSet<>(protectedServices);
        stillProtected.retainAll(names);
        return new Applied(entries, stillProtected, revision);
    }

    /** Returns what is applied once these services are as they were before. */
    public Applied back(Applied before, Set<ServiceName> names) {
        Set<ServiceName> others = new TreeSet<>(services.keySet());
        others.addAll(protectedServices);
        others.removeAll(names);
        return only(others).and(before.only(names));
    }

    /** Returns what is applied of the services of both, of which none is in both. */
    public Applied and(Applied more) {
        Map<ServiceName, Entry> entries = new TreeMap<>(services);
        entries.putAll(more.services());
        return new Applied(entries, protectedServices, revision).protecting(more.protectedServices());
    }

    /** Returns the fingerprints of the resources of each service. */
    static Map<ServiceName, Map<String, String>> resources(Collection<DesiredFingerprint> wanted) {
        Map<ServiceName, Map<String, String>> resources = new TreeMap<>();
        wanted.forEach(want -> resources
                .computeIfAbsent(want.service(), name -> new TreeMap<>())
                .put(want.resource(), want.fingerprint()));
        return resources;
    }
}
