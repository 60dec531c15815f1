// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Pi-hole's local DNS as one homelab sees it: what each name answers, and what a change makes of that. Pure.
 *
 * @param hosts addresses by name
 * @param cnames aliases
 */
record LocalDns(HostLines hosts, CnameLines cnames) {

    static LocalDns of(String homelab, List<String> hosts, List<String> cnameRecords) {
        return new LocalDns(HostLines.of(homelab, hosts), CnameLines.of(cnameRecords));
    }

    List<Observed<HostRecord>> observed() {
        return Stream.concat(hosts.names(), cnames.names())
                .distinct()
                .sorted()
                .map(this::observed)
                .toList();
    }

    LocalDns with(Change<HostRecord> change) {
        return new LocalDns(hosts.with(change), cnames.with(change));
    }

    /** Returns whether this holds what a change was to bring, and nothing that it was to take away. */
    boolean reflects(Change<HostRecord> change) {
        return with(change).equals(this);
    }

    /** Returns the lines that would go on answering for a name that is to be ours: all of them if it was not ours before. */
    List<Line> inTheWayOf(Change<HostRecord> change) {
        boolean toBeOurs = isOurs(change.after());
        boolean isAlias = toBeOurs && change.resource().cname().isPresent();
        if (!toBeOurs || reflects(change) || !(isAlias || !isOurs(change.before()))) {
            return List.of();
        }
        LocalDns next = with(change);
        List<Line> lines = new ArrayList<>(next.hosts.foreign(change.key()));
        lines.addAll(next.cnames.others(change.key(), change.after()));
        return lines;
    }

    /** Returns people's lines for a name beside our own that hold something else against what we say. */
    List<Line> contradictions(HostRecord record) {
        if (!hosts.isOurs(record.hostname())) {
            return List.of(); // whatever is there is a conflict, which the planner reports
        }
        List<Line> lines = new ArrayList<>(hosts.foreign(record.hostname()).stream()
                .filter(record::isContradictedBy)
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
