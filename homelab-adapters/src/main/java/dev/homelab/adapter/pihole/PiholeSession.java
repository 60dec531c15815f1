// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A session with one Pi-hole.
 *
 * <p>A batch is one PATCH of the arrays that change, since every write takes one of the fifteen backups Pi-hole keeps of its
 * configuration, and every change of an alias restarts it. The arrays have no version to compare, so they are read right
 * before and right after.
 */
final class PiholeSession implements Session<HostRecord> {

    private static final Pattern IP = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

    private final String homelab;
    private final PiholeClient client;
    private final PiholeProblems problems;
    private LocalDns seen;
    private boolean areAliasesForced;

    PiholeSession(String homelab, PiholeClient client, PiholeProblems problems) {
        this.homelab = homelab;
        this.client = client;
        this.problems = problems;
        this.seen = LocalDns.of(homelab, List.of(), List.of());
    }

    @Override
    public List<Observed<HostRecord>> observe() {
        client.checkWritable();
        PiholeArrays arrays = client.arrays();
        seen = local(arrays);
        areAliasesForced = arrays.areAliasesForced();
        return seen.observed();
    }

    @Override
    public List<Problem> preflight(List<Desired<HostRecord>> desired) {
        return desired.stream()
                .map(Desired::resource)
                .flatMap(record -> problems(record))
                .toList();
    }

    @Override
    public List<Outcome<HostRecord>> apply(Batch<HostRecord> batch) {
        try {
            return batch.changes().isEmpty() ? List.of() : applyInOneWrite(batch);
        } catch (TargetException e) {
            return batch.changes().stream()
                    .map(change -> Outcome.failed(change, e.problems()))
                    .toList();
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private List<Outcome<HostRecord>> applyInOneWrite(Batch<HostRecord> batch) {
        LocalDns before = look();
        LocalDns wanted = before;
        for (Change<HostRecord> change : batch.changes()) {
            wanted = refusal(before, change).isPresent() ? wanted : wanted.with(change);
        }
        Optional<String> rejection = write(before, wanted);
        if (rejection.isPresent()) {
            return batch.oneByOne(this::applyAlone); // to name the culprit
        }
        LocalDns after = wanted.equals(before) ? before : look();
        return batch.changes().stream()
                .map(change -> outcome(change, before, after))
                .toList();
    }

    private void applyAlone(Change<HostRecord> change) {
        LocalDns before = look();
        refusal(before, change).ifPresent(PiholeSession::raise);
        write(before, before.with(change)).map(problems::rejected).ifPresent(PiholeSession::raise);
        if (!look().reflects(change)) {
            throw problems.lost(change.key());
        }
    }

    /** Writes what is not there yet; returns why Pi-hole rejects it, if it does. */
    private Optional<String> write(LocalDns before, LocalDns wanted) {
        return wanted.equals(before) ? Optional.empty() : client.replace(changed(before, wanted));
    }

    private Outcome<HostRecord> outcome(Change<HostRecord> change, LocalDns before, LocalDns after) {
        Optional<TargetException> refusal = refusal(before, change);
        if (refusal.isPresent()) {
            return Outcome.failed(change, refusal.get().problems());
        }
        return after.reflects(change)
                ? Outcome.applied(change)
                : Outcome.failed(change, problems.lost(change.key()).problems());
    }

    private Optional<TargetException> refusal(LocalDns before, Change<HostRecord> change) {
        return before.inTheWayOf(change).stream()
                .findFirst()
                .map(line -> line.isShared()
                        ? problems.shared(change.key(), line.text())
                        : problems.taken(change.key(), line.text()));
    }

    private Stream<Problem> problems(HostRecord record) {
        return Stream.of(notAddresses(record), contradictions(record), forcedAlias(record))
                .flatMap(found -> found);
    }

    private Stream<Problem> notAddresses(HostRecord record) {
        return record.lines().stream()
                .map(line -> new HostLine(line).address())
                .filter(address -> !IP.matcher(address).matches())
                .map(address -> problems.notAnAddress(record.hostname(), address));
    }

    private Stream<Problem> contradictions(HostRecord record) {
        return seen.contradictions(record).stream().map(line -> problems.contradicted(record.hostname(), line.text()));
    }

    private Stream<Problem> forcedAlias(HostRecord record) {
        return Stream.of(record)
                .filter(wanted -> areAliasesForced && wanted.cname().isPresent())
                .map(wanted -> problems.forcedAlias(wanted.hostname()));
    }

    private LocalDns look() {
        return local(client.arrays());
    }

    private LocalDns local(PiholeArrays arrays) {
        return LocalDns.of(homelab, arrays.hosts(), arrays.cnameRecords());
    }

    /** Returns the arrays that are to be written, by name; what stays as it is needs no write, and may be forbidden one. */
    private static Map<String, List<String>> changed(LocalDns before, LocalDns wanted) {
        Map<String, List<String>> arrays = new TreeMap<>();
        if (!wanted.hosts().equals(before.hosts())) {
            arrays.put(PiholeArrays.HOSTS, wanted.hosts().texts());
        }
        if (!wanted.cnames().equals(before.cnames())) {
            arrays.put(PiholeArrays.ALIASES, wanted.cnames().texts());
        }
        return arrays;
    }

    private static void raise(TargetException refusal) {
        throw refusal;
    }
}
