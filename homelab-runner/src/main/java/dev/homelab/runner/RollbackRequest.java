// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Change;
import dev.homelab.provision.Resource;
import dev.homelab.provision.json.ChangeJson;
import dev.homelab.runner.guard.Names;
import dev.homelab.runner.reason.Applied;
import dev.homelab.runner.record.PastRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was there before a run: everything that this run or a later one has changed, as it was before the first of them. Pure.
 *
 * @param run the id of the run
 * @param runs that run and all after it, the oldest first
 */
record RollbackRequest(String run, List<PastRun> runs) {

    RollbackRequest {
        runs = List.copyOf(runs);
    }

    /**
     * Returns what was there before a run.
     *
     * @param history all runs that are known, the oldest first
     * @throws dev.homelab.runner.guard.UnknownNameException if the run is not among them
     */
    static RollbackRequest of(String run, List<PastRun> history) {
        List<String> names = history.stream().map(PastRun::run).toList();
        Names.check("run", Set.of(run), names);
        return new RollbackRequest(run, history.subList(names.indexOf(run), history.size()));
    }

    /** Returns their changes at a target, one for each resource, from what was there before the first run; unreadable changes are skipped. */
    <R extends Resource> List<Change<R>> at(String target, ChangeJson<R> json) {
        Map<String, Change<R>> first = new LinkedHashMap<>();
        runs.stream()
                .flatMap(past -> past.begunAt(target).stream())
                .flatMap(change -> json.read(change.json()).stream())
                .forEach(change -> first.putIfAbsent(change.key(), change));
        return new ArrayList<>(first.values());
    }

    /** Returns the services that they changed, sorted. */
    Set<ServiceName> services() {
        Set<ServiceName> services = new TreeSet<>();
        runs.forEach(past -> services.addAll(past.begun()));
        return services;
    }

    /** Returns what is applied once they are undone, but for services that are left as they are. */
    Applied rolledBack(Applied now, Set<ServiceName> left) {
        Set<ServiceName> back = services();
        back.removeAll(left);
        return now.back(before(), back);
    }

    private Applied before() {
        Applied before = Applied.nothing();
        Set<ServiceName> seen = new TreeSet<>();
        for (PastRun past : runs) {
            Set<ServiceName> fresh = past.services();
            fresh.removeAll(seen);
            before = before.and(past.before().only(fresh));
            seen.addAll(fresh);
        }
        return before;
    }
}
