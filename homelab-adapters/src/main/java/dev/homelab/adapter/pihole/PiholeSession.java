// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import dev.homelab.adapter.pihole.PiholeClient.Written;
import dev.homelab.adapter.support.name.ExistingNames;
import dev.homelab.adapter.support.name.FoundName;
import dev.homelab.adapter.support.name.NameProblems;
import dev.homelab.model.Definition;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Existing;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A session with one Pi-hole.
 *
 * <p>A batch is one PATCH of the arrays that change, since every write takes one of the fifteen backups Pi-hole keeps of its
 * configuration, and many a write restarts it. The arrays have no version to compare, so they are read right before and right
 * after; a write without an answer is judged by what is there then.
 */
final class PiholeSession implements Session<HostRecord> {

    private static final Pattern PLACE = Pattern.compile("dns\\.(hosts|cnameRecords)\\[([0-9]{1,6}+)\\]: .*+");
    private static final int ATTEMPTS = 3;

    private final String homelab;
    private final PiholeClient client;
    private final PiholeProblems problems;
    private final NameProblems names;
    private PiholeArrays arrays = PiholeArrays.none();
    private LocalDns seen;

    PiholeSession(String homelab, PiholeClient client, PiholeProblems problems) {
        this.homelab = homelab;
        this.client = client;
        this.problems = problems;
        this.names = new NameProblems(problems.where(), "Pi-hole's local DNS records");
        this.seen = LocalDns.of(homelab, arrays);
    }

    @Override
    public List<Observed<HostRecord>> observe() {
        return look().observed();
    }

    @Override
    public List<Problem> preflight(List<Desired<HostRecord>> desired) {
        return desired.stream()
                .map(Desired::resource)
                .flatMap(this::contradictions)
                .toList();
    }

    @Override
    public Existing existing(List<Definition> definitions, Inventory inventory) {
        List<FoundName> found = seen.observed().stream()
                .filter(name -> name.owner().isEmpty())
                .map(name -> name.resource().found())
                .toList();
        return new ExistingNames(found, definitions, inventory).existing();
    }

    /** Pi-hole refuses an array as a whole if it refuses a line of it, be it one that people wrote into its file. */
    @Override
    public List<Problem> preflightChanges(List<Change<HostRecord>> changes) {
        List<Problem> found = new ArrayList<>();
        changes.stream()
                .flatMap(change -> conflict(seen, change).stream())
                .forEach(conflict -> found.addAll(conflict.problems()));
        if (changes.stream().anyMatch(PiholeSession::hasAddresses)) {
            seen.hosts()
                    .lines()
                    .forEach(line -> line.refusal()
                            .ifPresent(reason ->
                                    found.add(problems.invalidLine(PiholeArrays.HOSTS, line.text(), reason))));
        }
        return found;
    }

    @Override
    public List<Problem> checkWritable(List<Change<HostRecord>> changes) {
        List<Problem> found = new ArrayList<>();
        client.writeProblem().ifPresent(found::add);
        if (arrays.areHostsForced() && changes.stream().anyMatch(PiholeSession::hasAddresses)) {
            found.add(problems.forced());
        }
        changes.stream()
                .filter(change -> arrays.areAliasesForced() && hasAlias(change))
                .findFirst()
                .ifPresent(change -> found.add(problems.forcedAlias(change.key())));
        return found;
    }

    @Override
    public List<Outcome<HostRecord>> apply(Batch<HostRecord> batch) {
        try {
            return batch.changes().isEmpty() ? List.of() : applyTogether(batch.changes());
        } catch (TargetException e) {
            return batch.changes().stream()
                    .map(change -> Outcome.failed(change, e.problems()))
                    .toList();
        }
    }

    /** Restarts Pi-hole once if what was taken away waits for that. */
    @Override
    public void finish() {
        client.restartIfDue();
    }

    @Override
    public void close() {
        client.close();
    }

    private List<Outcome<HostRecord>> applyTogether(List<Change<HostRecord>> changes) {
        Map<Change<HostRecord>, List<Problem>> failed = new LinkedHashMap<>();
        LocalDns now = look();
        for (int attempt = 0; attempt < ATTEMPTS; ) {
            LocalDns before = now;
            List<Change<HostRecord>> possible = possible(before, changes, failed);
            LocalDns wanted = before.with(possible);
            Map<String, List<String>> write = changed(before, wanted);
            if (write.isEmpty()) {
                break;
            }
            Written written = client.replace(write, restarts(write), isLast(changes, write));
            if (written instanceof Written.Refused refused) {
                blame(refused.reason(), wanted, possible, failed);
            } else {
                attempt = written instanceof Written.Unknown ? attempt + 1 : ATTEMPTS;
                now = look();
            }
        }
        LocalDns after = now;
        return changes.stream().map(change -> outcome(change, after, failed)).toList();
    }

    /** Returns the changes that can still be made; of the others it is noted what keeps them. */
    private List<Change<HostRecord>> possible(
            LocalDns before, List<Change<HostRecord>> changes, Map<Change<HostRecord>, List<Problem>> failed) {
        List<Change<HostRecord>> possible = new ArrayList<>();
        for (Change<HostRecord> change : changes) {
            conflict(before, change).ifPresent(conflict -> failed.putIfAbsent(change, conflict.problems()));
            if (!failed.containsKey(change)) {
                possible.add(change);
            }
        }
        return possible;
    }

    /** Notes which changes a refusal is about: the one whose line it names, or each alias that it may mean. */
    private void blame(
            String reason,
            LocalDns wanted,
            List<Change<HostRecord>> possible,
            Map<Change<HostRecord>, List<Problem>> failed) {
        Optional<String> line = namedLine(reason, wanted);
        List<Change<HostRecord>> culprits = possible.stream()
                .filter(change -> line.map(text -> brings(change, text)).orElseGet(() -> isMeant(change, reason)))
                .toList();
        List<Problem> why = line.filter(text -> culprits.isEmpty())
                .map(text -> List.of(invalidLine(text, reason)))
                .orElseGet(() -> problems.rejected(reason).problems());
        (culprits.isEmpty() ? possible : culprits).forEach(change -> failed.put(change, why));
    }

    private Problem invalidLine(String text, String reason) {
        Matcher place = PLACE.matcher(reason);
        return problems.invalidLine(place.matches() ? place.group(1) : PiholeArrays.HOSTS, text, reason);
    }

    /** dnsmasq refuses aliases only, and names one of those that it cannot follow. */
    private static boolean isMeant(Change<HostRecord> change, String reason) {
        List<String> words = List.of(reason.toLowerCase(Locale.ROOT).split("[^a-z0-9._-]", -1));
        return change.after().stream()
                .flatMap(after -> after.resource().cname().stream())
                .map(CnameLine::of)
                .anyMatch(alias -> words.contains(change.key()) || words.contains(alias.target()));
    }

    private static Optional<String> namedLine(String reason, LocalDns wanted) {
        Matcher place = PLACE.matcher(reason);
        if (!place.matches()) {
            return Optional.empty();
        }
        List<String> lines = place.group(1).equals(PiholeArrays.HOSTS)
                ? wanted.hosts().texts()
                : wanted.cnames().texts();
        int index = Integer.parseInt(place.group(2));
        return index < lines.size() ? Optional.of(lines.get(index)) : Optional.empty();
    }

    private static boolean brings(Change<HostRecord> change, String text) {
        return change.after()
                .filter(after -> after.resource().lines().stream()
                                .map(line -> HostLine.of(line, after.owner()).text())
                                .anyMatch(text::equals)
                        || after.resource().cname().filter(text::equals).isPresent())
                .isPresent();
    }

    private Outcome<HostRecord> outcome(
            Change<HostRecord> change, LocalDns after, Map<Change<HostRecord>, List<Problem>> failed) {
        if (failed.containsKey(change)) {
            return Outcome.failed(change, failed.getOrDefault(change, List.of()));
        }
        return after.reflects(change)
                ? Outcome.applied(change)
                : Outcome.failed(change, problems.lost(change.key()).problems());
    }

    private Optional<TargetException> conflict(LocalDns before, Change<HostRecord> change) {
        return before.conflictsWith(change).stream()
                .findFirst()
                .map(line -> line.names().equals(List.of(change.key()))
                        ? new TargetException(names.taken(change.key(), line.text()))
                        : problems.shared(change.key(), line.text()));
    }

    private Stream<Problem> contradictions(HostRecord record) {
        return seen.contradictions(record).stream().map(line -> names.contradicted(record.hostname(), line.text()));
    }

    private LocalDns look() {
        arrays = client.arrays();
        seen = LocalDns.of(homelab, arrays);
        return seen;
    }

    /** What only takes away leaves the restart to what comes after it in the run, so that there is one. */
    private boolean isLast(List<Change<HostRecord>> changes, Map<String, List<String>> write) {
        return !restarts(write)
                || changes.stream().anyMatch(change -> change.after().isPresent())
                || !client.mayRestart();
    }

    private boolean restarts(Map<String, List<String>> write) {
        return write.containsKey(PiholeArrays.ALIASES) || arrays.doHostsRestart();
    }

    private static boolean hasAddresses(Change<HostRecord> change) {
        return Stream.concat(change.before().stream(), change.after().stream())
                .anyMatch(picture -> !picture.resource().lines().isEmpty());
    }

    private static boolean hasAlias(Change<HostRecord> change) {
        return Stream.concat(change.before().stream(), change.after().stream())
                .anyMatch(picture -> picture.resource().cname().isPresent());
    }

    /** Returns the arrays that are to be written, by name; what stays as it is needs no write, and may be forbidden one. */
    private static Map<String, List<String>> changed(LocalDns before, LocalDns wanted) {
        Map<String, List<String>> arrays = new TreeMap<>();
        if (!wanted.hosts().texts().equals(before.hosts().texts())) {
            arrays.put(PiholeArrays.HOSTS, wanted.hosts().texts());
        }
        if (!wanted.cnames().texts().equals(before.cnames().texts())) {
            arrays.put(PiholeArrays.ALIASES, wanted.cnames().texts());
        }
        return arrays;
    }
}
