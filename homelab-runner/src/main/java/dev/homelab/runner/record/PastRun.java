// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import static java.util.stream.Collectors.toCollection;

import dev.homelab.model.value.ServiceName;
import dev.homelab.report.Ending;
import dev.homelab.runner.reason.Applied;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A run in a journal.
 *
 * @param run its id, which sorts by time
 * @param at when it began, as ISO 8601
 * @param version of the program
 * @param before what had been applied of the services that it was to change, before it
 * @param changes what it was to change, in order, and how far each change came
 * @param holder the pipeline whose jobs share it; empty if it is a run of its own
 * @param verified the services that a stage of it verified
 * @param found what spoke against services before they were rolled back
 * @param ending how it ended; empty while it goes on, and for ever if it was killed
 */
public record PastRun(
        String run,
        String at,
        String version,
        Applied before,
        List<PastChange> changes,
        Optional<String> holder,
        Set<ServiceName> verified,
        Map<ServiceName, List<String>> found,
        Optional<Ending> ending) {

    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    public PastRun {
        changes = List.copyOf(changes);
        verified = Set.copyOf(verified);
        found = Map.copyOf(found);
    }

    /** Returns the id of a run that begins at a moment. */
    public static String idAt(Instant moment) {
        return ID.format(moment);
    }

    /** Returns the services that it was to change, sorted. */
    public Set<ServiceName> services() {
        return changes.stream().map(PastChange::service).collect(toCollection(TreeSet::new));
    }

    /** Returns the services that were not verified after it, sorted. */
    public Set<ServiceName> unverified() {
        Set<ServiceName> services = services();
        services.removeAll(verified);
        return services;
    }

    /** Returns the changes that it at least began at a target. */
    public List<PastChange> begunAt(String target) {
        return changes.stream()
                .filter(change -> change.target().equals(target))
                .filter(PastChange::isBegun)
                .toList();
    }

    /** Returns the services that it at least began to change something for, sorted. */
    public Set<ServiceName> begun() {
        return changes.stream()
                .filter(PastChange::isBegun)
                .map(PastChange::service)
                .collect(toCollection(TreeSet::new));
    }
}
