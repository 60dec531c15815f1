// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.dnsmasq;

import static java.util.stream.Collectors.joining;

import dev.homelab.model.value.IpAddress;
import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The lines of a hosts file as one homelab sees them, and what changes make of them. Pure. */
final class HostsFile {

    private final String homelab;
    private final List<HostsLine> lines;
    private final Map<String, List<HostsLine>> byName = new TreeMap<>();

    private HostsFile(String homelab, List<HostsLine> lines) {
        this.homelab = homelab;
        this.lines = lines;
        lines.forEach(line -> line.names()
                .forEach(name ->
                        byName.computeIfAbsent(name, n -> new ArrayList<>()).add(line)));
    }

    /** Reads the text of a file. */
    static HostsFile parse(String homelab, String text) {
        String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return new HostsFile(
                homelab,
                text.isEmpty()
                        ? List.of()
                        : Arrays.stream(body.split("\n", -1)).map(HostsLine::of).toList());
    }

    /** Returns the text to write. */
    String text() {
        return lines.stream().map(line -> line.text() + "\n").collect(joining());
    }

    /** Returns whether another file has the same lines. */
    boolean hasLinesOf(HostsFile other) {
        return lines.equals(other.lines);
    }

    List<Observed<HostsName>> observed() {
        return byName.keySet().stream().map(this::observed).toList();
    }

    /** Returns lines by hand that answer for a name beside ours, and say something else. */
    List<HostsLine> contradictions(HostsName wanted) {
        if (ours(wanted.hostname()).isEmpty()) {
            return List.of(); // what is there is a conflict, which the planner reports
        }
        Set<String> addresses = Set.copyOf(wanted.lines().stream()
                .map(line -> IpAddress.normal(HostsLine.of(line).address()))
                .toList());
        return others(wanted.hostname()).stream()
                .filter(line -> !addresses.contains(IpAddress.normal(line.address())))
                .toList();
    }

    /** Returns the line that was added by hand for a name since it was planned to become ours, if there is one. */
    Optional<HostsLine> taken(Change<HostsName> change) {
        boolean toBeOurs = isOurs(change.after()) && !isOurs(change.before());
        boolean isDone = !ours(change.key()).isEmpty();
        List<String> known =
                change.before().map(seen -> seen.resource().lines()).orElse(List.of());
        return others(change.key()).stream()
                .filter(line -> toBeOurs && !isDone && !known.contains(line.text()))
                .findFirst();
    }

    /** Returns the file after changes, at most one for each name: new lines take the place of those that they replace. */
    HostsFile with(List<Change<HostsName>> changes) {
        Map<String, Change<HostsName>> byKey = new LinkedHashMap<>();
        changes.forEach(change -> byKey.put(change.key(), change));
        Map<String, List<HostsLine>> wanted = new LinkedHashMap<>();
        byKey.forEach((name, change) -> wanted.put(name, wanted(change)));
        List<HostsLine> all = new ArrayList<>();
        for (HostsLine line : lines) {
            Optional<Change<HostsName>> change = line.names().stream()
                    .filter(byKey::containsKey)
                    .map(byKey::get)
                    .filter(one -> goes(one, line))
                    .findFirst();
            if (change.isEmpty()) {
                all.add(line);
            } else {
                all.addAll(wanted.getOrDefault(change.get().key(), List.of()));
                wanted.remove(change.get().key());
            }
        }
        wanted.values().forEach(all::addAll);
        return new HostsFile(homelab, all);
    }

    /** Returns the lines that a change brings. */
    private List<HostsLine> wanted(Change<HostsName> change) {
        return change.after().stream()
                .flatMap(after -> after.resource().lines().stream()
                        .map(line -> isOurs(change.after())
                                ? HostsLine.of(line, after.owner().orElseThrow())
                                : HostsLine.of(line)))
                .filter(line -> line.belongsTo(homelab)
                        || others(change.key()).stream().noneMatch(other -> other.equals(line) && !goes(change, other)))
                .toList();
    }

    /** Returns whether a change takes a line away: one of ours, or what was seen when it was planned. */
    private boolean goes(Change<HostsName> change, HostsLine line) {
        return line.belongsTo(homelab)
                || change.before()
                        .filter(seen -> !isOurs(change.before())
                                && line.names().size() == 1
                                && seen.resource().lines().contains(line.text()))
                        .isPresent();
    }

    private Observed<HostsName> observed(String name) {
        List<HostsLine> ours = ours(name);
        List<HostsLine> all = byName.getOrDefault(name, List.of());
        if (!ours.isEmpty()) {
            return new Observed<>(
                    new HostsName(name, ours.stream().map(HostsLine::bare).toList()),
                    ours.get(0).owner());
        }
        return new Observed<>(
                new HostsName(name, all.stream().map(HostsLine::text).toList()),
                all.stream().flatMap(line -> line.owner().stream()).findFirst());
    }

    private List<HostsLine> ours(String name) {
        return byName.getOrDefault(name, List.of()).stream()
                .filter(line -> line.belongsTo(homelab))
                .toList();
    }

    private List<HostsLine> others(String name) {
        return byName.getOrDefault(name, List.of()).stream()
                .filter(line -> !line.belongsTo(homelab))
                .toList();
    }

    private boolean isOurs(Optional<Observed<HostsName>> picture) {
        return picture.filter(seen -> seen.belongsTo(homelab)).isPresent();
    }
}
