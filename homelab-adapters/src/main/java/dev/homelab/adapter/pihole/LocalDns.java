// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Pi-hole's local DNS as one homelab sees it: what each name answers, and what changes make of that. Pure.
 *
 * @param hosts addresses by name
 * @param cnames aliases
 */
record LocalDns(HostLines hosts, CnameLines cnames) {

    static LocalDns of(String homelab, PiholeArrays arrays) {
        return new LocalDns(
                new HostLines(
                        homelab,
                        arrays.expandedDomain(),
                        arrays.hosts().stream().map(HostLine::new).toList()),
                new CnameLines(arrays.cnameRecords().stream().map(CnameLine::of).toList()));
    }

    List<Observed<HostRecord>> observed() {
        return Stream.concat(hosts.names().stream(), cnames.names().stream())
                .distinct()
                .sorted()
                .map(this::observed)
                .toList();
    }

    /** Returns the same after changes, at most one for each name. */
    LocalDns with(List<Change<HostRecord>> changes) {
        return new LocalDns(hosts.with(changes), cnames.with(changes));
    }

    /** Returns whether this holds what a change is to bring, and nothing that it is to take away. */
    boolean reflects(Change<HostRecord> change) {
        return hosts.reflects(change) && cnames.reflects(change);
    }

    /** Returns the lines that would go on answering for a name that is to be ours: all of them if it was not ours before. */
    List<Line> conflictsWith(Change<HostRecord> change) {
        boolean toBeOurs = isOurs(change.after());
        boolean isAlias = toBeOurs && change.resource().cname().isPresent();
        if (!toBeOurs || reflects(change) || !(isAlias || !isOurs(change.before()))) {
            return List.of();
        }
        List<Line> lines = new ArrayList<>(hosts.foreignAfter(change));
        lines.addAll(cnames.othersAfter(change));
        return lines;
    }

    /** Returns people's lines for a name beside our own that hold something else against what we say. */
    List<Line> contradictions(HostRecord record) {
        if (!hosts.isOurs(record.hostname())) {
            return List.of(); // whatever is there is a conflict, which the planner reports
        }
        List<Line> lines = new ArrayList<>(hosts.foreign(record.hostname()).stream()
                .filter(line -> !record.answers(line.address()))
                .toList());
        lines.addAll(cnames.others(record.hostname(), Optional.of(Observed.unowned(record))));
        return lines;
    }

    private Observed<HostRecord> observed(String name) {
        Optional<CnameLine> alias = cnames.of(name);
        if (alias.isEmpty() || hosts.isOurs(name)) {
            return hosts.observed(name);
        }
        List<String> beside = hosts.of(name).stream().map(HostLine::text).toList();
        return Observed.unowned(new HostRecord(name, beside, alias.map(CnameLine::text)));
    }

    private boolean isOurs(Optional<Observed<HostRecord>> picture) {
        return picture.filter(seen -> seen.belongsTo(hosts.homelab())).isPresent();
    }
}
