// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import static java.util.stream.Collectors.toCollection;

import dev.homelab.model.name.ServiceName;
import dev.homelab.report.Ending;
import dev.homelab.runner.cause.Applied;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A run that a journal tells of.
 *
 * @param run its id, which sorts by time
 * @param at when it began, as ISO 8601
 * @param version of the program
 * @param before what had been applied of the services that it was to change, before it
 * @param changes what it was to change, in order, and how far each change came
 * @param ending how it ended; empty while it goes on, and for ever if it was killed
 */
public record PastRun(
        String run, String at, String version, Applied before, List<PastChange> changes, Optional<Ending> ending) {

    public PastRun {
        changes = List.copyOf(changes);
    }

    /** Returns the services that it was to change, sorted. */
    public Set<ServiceName> services() {
        return changes.stream().map(PastChange::service).collect(toCollection(TreeSet::new));
    }

    /** Returns the changes that it at least began at a target. */
    public List<PastChange> begunAt(String target) {
        return changes.stream()
                .filter(change -> change.target().equals(target))
                .filter(change -> change.progress() != PastChange.Progress.PLANNED)
                .toList();
    }
}
