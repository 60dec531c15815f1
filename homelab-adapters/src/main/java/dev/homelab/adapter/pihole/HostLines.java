// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import static java.util.Comparator.comparing;

import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Owner;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** Returns the names of all lines. */
    Stream<String> names() {
        return lines.stream().flatMap(line -> line.names().stream());
    }

    /** Returns the lines for a name, whoever they belong to. */
    List<HostLine> of(String hostname) {
        return lines.stream().filter(line -> line.isFor(hostname)).toList();
    }

    /** Returns whether we have a line of our own for a name. */
    boolean isOurs(String hostname) {
        return of(hostname).stream().anyMatch(line -> line.belongsTo(homelab));
    }

    /** Returns people's lines for a name, whether we have one of our own or not. */
    List<HostLine> foreign(String hostname) {
        return of(hostname).stream().filter(line -> !line.belongsTo(homelab)).toList();
    }

    /** Returns the array after a change. */
    HostLines with(Change<HostRecord> change) {
        List<HostLine> replaced = Line.replace(lines, pictured(change.after()), line -> isReplacedBy(change, line));
        return new HostLines(homelab, inOrder(replaced));
    }

    /** Sorts ours into the places that ours have: the same lines are in the same order, whichever way they came about. */
    private List<HostLine> inOrder(List<HostLine> all) {
        Iterator<HostLine> ours = all.stream()
                .filter(line -> line.belongsTo(homelab))
                .sorted(comparing((HostLine line) -> line.names().get(0)).thenComparing(HostLine::text))
                .iterator();
        return all.stream()
                .map(line -> line.belongsTo(homelab) ? ours.next() : line)
                .toList();
    }

    /** Returns what the lines for a name say, which are ours alone if we have some; there must be one. */
    Observed<HostRecord> observed(String hostname) {
        List<HostLine> all = of(hostname);
        List<HostLine> ours =
                all.stream().filter(line -> line.belongsTo(homelab)).toList();
        List<HostLine> shown = ours.isEmpty() ? all : ours;
        List<Optional<Owner>> owners =
                shown.stream().map(HostLine::owner).distinct().toList();
        if (ours.isEmpty() && owners.size() > 1) {
            return picture(hostname, shown.stream().map(HostLine::text).toList(), Optional.empty());
        }
        return picture(hostname, shown.stream().map(HostLine::bare).toList(), owners.get(0));
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
