// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import static java.util.Comparator.comparing;

import dev.homelab.model.value.IpAddress;
import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Owner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The array {@code dns.hosts} as one homelab sees it. Pure: changes give another one, in time that grows with the number of lines.
 *
 * <p>Ours are the lines with our mark. What people wrote keeps its place and its bytes, unless a change adopts a line. New lines
 * of ours follow all others, in order: the first line of an address gives its reverse name, and people's stay as they are.
 */
final class HostLines {

    private final String homelab;
    private final Optional<String> domain;
    private final List<HostLine> lines;
    private final Map<String, List<HostLine>> byName = new LinkedHashMap<>();

    /**
     * Reads lines.
     *
     * @param homelab whose lines are ours
     * @param domain what a name without a dot answers with, too ({@code dns.expandHosts}); empty if it does not
     * @param lines in Pi-hole's order
     */
    HostLines(String homelab, Optional<String> domain, List<HostLine> lines) {
        this.homelab = homelab;
        this.domain = domain;
        this.lines = List.copyOf(lines);
        lines.forEach(line -> line.names().stream()
                .flatMap(this::expanded)
                .distinct()
                .forEach(name ->
                        byName.computeIfAbsent(name, n -> new ArrayList<>()).add(line)));
    }

    String homelab() {
        return homelab;
    }

    List<HostLine> lines() {
        return lines;
    }

    List<String> texts() {
        return lines.stream().map(HostLine::text).toList();
    }

    /** Returns the names of all lines. */
    Collection<String> names() {
        return byName.keySet();
    }

    /** Returns the lines for a name, managed or not. */
    List<HostLine> of(String hostname) {
        return byName.getOrDefault(hostname, List.of());
    }

    /** Returns whether we have a line of our own for a name. */
    boolean isOurs(String hostname) {
        return of(hostname).stream().anyMatch(this::isOurs);
    }

    /** Returns people's lines for a name, whether we have one of our own or not. */
    List<HostLine> foreign(String hostname) {
        return of(hostname).stream().filter(line -> !isOurs(line)).toList();
    }

    /** Returns the array after changes, at most one for each name. */
    HostLines with(List<Change<HostRecord>> changes) {
        Map<String, Change<HostRecord>> byKey = new HashMap<>();
        Map<String, List<HostLine>> missing = new LinkedHashMap<>();
        for (Change<HostRecord> change : changes) {
            byKey.put(change.key(), change);
            missing.put(change.key(), missing(change));
        }
        Predicate<HostLine> goes = line -> !line.isShared()
                && line.names().stream()
                        .map(byKey::get)
                        .anyMatch(change -> change != null && isReplacedBy(change, line));
        if (lines.stream().noneMatch(goes) && missing.values().stream().allMatch(List::isEmpty)) {
            return this;
        }
        return new HostLines(homelab, domain, placed(missing, goes));
    }

    /** Returns whether this holds what a change is to bring, and nothing that it is to take away. */
    boolean reflects(Change<HostRecord> change) {
        return missing(change).isEmpty()
                && of(change.key()).stream().noneMatch(line -> !line.isShared() && isReplacedBy(change, line));
    }

    /** Returns people's lines that go on answering for a name after a change. */
    List<HostLine> foreignAfter(Change<HostRecord> change) {
        return foreign(change.key()).stream()
                .filter(line -> line.isShared() || !isReplacedBy(change, line))
                .toList();
    }

    /** Returns what the lines for a name say, which are ours alone if we have some; there must be one. */
    Observed<HostRecord> observed(String hostname) {
        List<HostLine> all = of(hostname);
        List<HostLine> ours = all.stream().filter(this::isOurs).toList();
        List<HostLine> shown = ours.isEmpty() ? all : ours;
        List<Optional<Owner>> owners =
                shown.stream().map(HostLine::owner).distinct().toList();
        if (ours.isEmpty() && owners.size() > 1) {
            return picture(hostname, shown.stream().map(HostLine::text).toList(), Optional.empty());
        }
        return picture(hostname, shown.stream().map(HostLine::bare).toList(), owners.get(0));
    }

    /** Puts new lines where they belong: in the place of what they replace, if no reverse name changes by that, or after all. */
    private List<HostLine> placed(Map<String, List<HostLine>> missing, Predicate<HostLine> goes) {
        Map<String, Integer> firstOfPeople = new HashMap<>();
        int tail = 0;
        for (int place = 0; place < lines.size(); place++) {
            HostLine line = lines.get(place);
            if (!isOurs(line)) {
                tail = place + 1;
                if (!goes.test(line)) {
                    firstOfPeople.putIfAbsent(IpAddress.normal(line.address()), place);
                }
            }
        }
        List<HostLine> head = new ArrayList<>();
        List<HostLine> ours = new ArrayList<>();
        for (int place = 0; place < lines.size(); place++) {
            HostLine line = lines.get(place);
            List<HostLine> all = place < tail ? head : ours;
            if (!goes.test(line)) {
                all.add(isOurs(line) ? line.remarked() : line);
            } else if (place < tail) {
                int here = place;
                List<HostLine> instead = missing.getOrDefault(line.names().get(0), List.of());
                List<HostLine> fitting = instead.stream()
                        .filter(one -> IpAddress.same(one.address(), line.address())
                                || firstOfPeople.getOrDefault(IpAddress.normal(one.address()), -1) < here)
                        .toList();
                head.addAll(fitting);
                instead.removeAll(fitting);
            }
        }
        missing.values().stream().flatMap(List::stream).forEach(line -> (isOurs(line) ? ours : head).add(line));
        ours.sort(comparing((HostLine line) -> line.names().get(0)).thenComparing(HostLine::text));
        return Stream.concat(head.stream(), ours.stream()).toList();
    }

    /** Returns the lines that a change is to bring and that are not there. */
    private List<HostLine> missing(Change<HostRecord> change) {
        List<HostLine> missing = new ArrayList<>(pictured(change.after()));
        missing.removeIf(line -> of(change.key()).stream().anyMatch(line::isSameAs));
        return missing;
    }

    private boolean isReplacedBy(Change<HostRecord> change, HostLine line) {
        return line.names().contains(change.key())
                && (isOurs(line) || pictured(change.before()).stream().anyMatch(line::isSameAs))
                && pictured(change.after()).stream().noneMatch(line::isSameAs);
    }

    private boolean isOurs(HostLine line) {
        return line.belongsTo(homelab);
    }

    private Stream<String> expanded(String name) {
        return Stream.concat(
                Stream.of(name),
                domain.filter(suffix -> name.indexOf('.') < 0).map(suffix -> name + "." + suffix).stream());
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
