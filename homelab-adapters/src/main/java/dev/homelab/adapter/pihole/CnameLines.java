// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The array {@code dns.cnameRecords}. Pure: changes give another one, in time that grows with the number of lines.
 *
 * <p>No line says whose it is. A change takes away the line that it says was there, and none else.
 */
final class CnameLines {

    private final List<CnameLine> lines;
    private final Map<String, List<CnameLine>> byName = new LinkedHashMap<>();

    /** Reads lines, in Pi-hole's order. */
    CnameLines(List<CnameLine> lines) {
        this.lines = List.copyOf(lines);
        lines.forEach(line -> line.names()
                .forEach(name ->
                        byName.computeIfAbsent(name, n -> new ArrayList<>()).add(line)));
    }

    List<String> texts() {
        return lines.stream().map(CnameLine::text).toList();
    }

    /** Returns the aliases of all lines. */
    Collection<String> names() {
        return byName.keySet();
    }

    /** Returns the line for an alias; dnsmasq takes no second one. */
    Optional<CnameLine> of(String alias) {
        return all(alias).stream().findFirst();
    }

    /** Returns the lines for an alias that are not the one a picture shows. */
    List<CnameLine> others(String alias, Optional<Observed<HostRecord>> picture) {
        Optional<String> shown = pictured(picture);
        return all(alias).stream()
                .filter(line -> !Optional.of(line.text()).equals(shown))
                .toList();
    }

    /** Returns the lines that go on answering for a name after a change, beside the one that it brings. */
    List<CnameLine> othersAfter(Change<HostRecord> change) {
        return others(change.key(), change.after()).stream()
                .filter(line -> !goes(change, line))
                .toList();
    }

    /** Returns whether this holds what a change is to bring, and nothing that it is to take away. */
    boolean reflects(Change<HostRecord> change) {
        Optional<String> wanted = pictured(change.after());
        return wanted.filter(text -> all(change.key()).stream()
                                .noneMatch(line -> line.text().equals(text)))
                        .isEmpty()
                && all(change.key()).stream().noneMatch(line -> goes(change, line));
    }

    /** Returns the array after changes, at most one for each name: a new line takes the place of the one that it replaces. */
    CnameLines with(List<Change<HostRecord>> changes) {
        Map<String, Change<HostRecord>> byKey = new HashMap<>();
        changes.forEach(change -> byKey.put(change.key(), change));
        Set<String> placed = new HashSet<>();
        List<CnameLine> all = new ArrayList<>();
        for (CnameLine line : lines) {
            Change<HostRecord> change =
                    line.names().isEmpty() ? null : byKey.get(line.names().get(0));
            if (change == null || !goes(change, line)) {
                all.add(line);
            } else {
                missing(change).filter(wanted -> placed.add(wanted.text())).ifPresent(all::add);
            }
        }
        changes.stream()
                .flatMap(change -> missing(change).stream())
                .filter(wanted -> placed.add(wanted.text()))
                .forEach(all::add);
        return all.equals(lines) ? this : new CnameLines(all);
    }

    private Optional<CnameLine> missing(Change<HostRecord> change) {
        return pictured(change.after())
                .filter(text ->
                        all(change.key()).stream().noneMatch(line -> line.text().equals(text)))
                .map(CnameLine::of);
    }

    private static boolean goes(Change<HostRecord> change, CnameLine line) {
        Optional<String> text = Optional.of(line.text());
        return !line.isShared() && text.equals(pictured(change.before())) && !text.equals(pictured(change.after()));
    }

    private List<CnameLine> all(String alias) {
        return byName.getOrDefault(alias, List.of());
    }

    private static Optional<String> pictured(Optional<Observed<HostRecord>> picture) {
        return picture.flatMap(seen -> seen.resource().cname());
    }
}
