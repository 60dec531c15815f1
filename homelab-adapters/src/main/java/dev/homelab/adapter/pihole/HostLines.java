// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Owner;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The array {@code dns.hosts} as one homelab sees it. Pure: a change gives another one.
 *
 * <p>Ours are the lines with our mark. What people wrote keeps its place and its bytes, unless a change says that it
 * takes a line over.
 *
 * @param homelab whose lines are ours
 * @param lines in Pi-hole's order
 */
record HostLines(String homelab, List<HostLine> lines) {

    static HostLines of(String homelab, List<String> texts) {
        return new HostLines(homelab, texts.stream().map(HostLine::new).toList());
    }

    List<String> texts() {
        return lines.stream().map(HostLine::text).toList();
    }

    List<Observed<HostRecord>> observed() {
        Set<String> names = new LinkedHashSet<>();
        lines.forEach(line -> names.addAll(line.names()));
        return names.stream().sorted().map(this::observed).toList();
    }

    /** Returns people's lines for a name, whether we have one of our own or not. */
    List<HostLine> foreign(String hostname) {
        return lines.stream()
                .filter(line -> line.isFor(hostname) && !line.belongsTo(homelab))
                .toList();
    }

    /** Returns the array after a change: lines that stay do so in place, new ones follow where the first one went. */
    HostLines with(Change<HostRecord> change) {
        List<HostLine> wanted = new ArrayList<>(pictured(change.after()));
        List<HostLine> kept = new ArrayList<>();
        int place = lines.size();
        for (HostLine line : lines) {
            if (wanted.removeIf(line::isSameAs) || !isReplacedBy(change, line)) {
                kept.add(line);
            } else {
                place = Math.min(place, kept.size());
            }
        }
        kept.addAll(Math.min(place, kept.size()), wanted);
        return new HostLines(homelab, List.copyOf(kept));
    }

    /** Returns whether this holds what a change was to bring, and nothing that it was to take away. */
    boolean reflects(Change<HostRecord> change) {
        return with(change).equals(this);
    }

    /** Returns the lines that would go on answering for the name beside ours, although we are to take it over. */
    List<HostLine> inTheWayOf(Change<HostRecord> change) {
        boolean takesOver = change.after()
                        .filter(after -> after.belongsTo(homelab))
                        .isPresent()
                && change.before().filter(before -> before.belongsTo(homelab)).isEmpty();
        return takesOver && !reflects(change) ? with(change).foreign(change.key()) : List.of();
    }

    private Observed<HostRecord> observed(String name) {
        List<HostLine> all = lines.stream().filter(line -> line.isFor(name)).toList();
        List<HostLine> ours =
                all.stream().filter(line -> line.belongsTo(homelab)).toList();
        List<HostLine> shown = ours.isEmpty() ? all : ours;
        List<Optional<Owner>> owners =
                shown.stream().map(HostLine::owner).distinct().toList();
        if (ours.isEmpty() && owners.size() > 1) {
            return picture(name, shown.stream().map(HostLine::text).toList(), Optional.empty());
        }
        return picture(name, shown.stream().map(HostLine::bare).toList(), owners.get(0));
    }

    private boolean isReplacedBy(Change<HostRecord> change, HostLine line) {
        boolean isOurs =
                line.belongsTo(homelab) || pictured(change.before()).stream().anyMatch(line::isSameAs);
        return line.isFor(change.key()) && !line.isShared() && isOurs;
    }

    private static List<HostLine> pictured(Optional<Observed<HostRecord>> picture) {
        return picture.stream()
                .flatMap(seen -> seen.resource().lines().stream().map(line -> HostLine.of(line, seen.owner())))
                .toList();
    }

    private static Observed<HostRecord> picture(String name, List<String> lines, Optional<Owner> owner) {
        return new Observed<>(new HostRecord(name, lines), owner);
    }
}
