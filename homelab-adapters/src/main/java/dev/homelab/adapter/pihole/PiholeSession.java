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
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A session with one Pi-hole.
 *
 * <p>A batch is one PATCH of the whole array, since every write takes one of the fifteen backups Pi-hole keeps of its
 * configuration. The array has no version to compare, so it is read right before and right after.
 */
final class PiholeSession implements Session<HostRecord> {

    private static final Pattern IP = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

    private final String homelab;
    private final PiholeClient client;
    private final PiholeProblems problems;
    private HostLines seen;

    PiholeSession(String homelab, PiholeClient client, PiholeProblems problems) {
        this.homelab = homelab;
        this.client = client;
        this.problems = problems;
        this.seen = lines(List.of());
    }

    @Override
    public List<Observed<HostRecord>> observe() {
        client.checkWritable();
        seen = lines(client.hosts());
        return seen.observed();
    }

    @Override
    public List<Problem> preflight(List<Desired<HostRecord>> desired) {
        return desired.stream()
                .map(Desired::resource)
                .flatMap(record -> Stream.concat(notAddresses(record), contradictions(record)))
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
        HostLines before = lines(client.hosts());
        HostLines wanted = before;
        for (Change<HostRecord> change : batch.changes()) {
            wanted = refusal(before, change).isPresent() ? wanted : wanted.with(change);
        }
        Optional<String> rejection = write(before, wanted);
        if (rejection.isPresent()) {
            return batch.oneByOne(this::applyAlone); // to name the culprit
        }
        HostLines after = wanted.equals(before) ? before : lines(client.hostsAfterWrite());
        return batch.changes().stream()
                .map(change -> outcome(change, before, after))
                .toList();
    }

    private void applyAlone(Change<HostRecord> change) {
        HostLines before = lines(client.hosts());
        refusal(before, change).ifPresent(PiholeSession::raise);
        write(before, before.with(change)).map(problems::rejected).ifPresent(PiholeSession::raise);
        if (!lines(client.hostsAfterWrite()).reflects(change)) {
            throw problems.lost(change.key());
        }
    }

    /** Writes what is not there yet; returns why Pi-hole rejects it, if it does. */
    private Optional<String> write(HostLines before, HostLines wanted) {
        return wanted.equals(before) ? Optional.empty() : client.replaceHosts(wanted.texts());
    }

    private Outcome<HostRecord> outcome(Change<HostRecord> change, HostLines before, HostLines after) {
        Optional<TargetException> refusal = refusal(before, change);
        if (refusal.isPresent()) {
            return Outcome.failed(change, refusal.get().problems());
        }
        return after.reflects(change)
                ? Outcome.applied(change)
                : Outcome.failed(change, problems.lost(change.key()).problems());
    }

    private Optional<TargetException> refusal(HostLines before, Change<HostRecord> change) {
        return before.inTheWayOf(change).stream()
                .findFirst()
                .map(line -> line.isShared()
                        ? problems.shared(change.key(), line.text())
                        : problems.taken(change.key(), line.text()));
    }

    private Stream<Problem> notAddresses(HostRecord record) {
        return record.lines().stream()
                .map(line -> new HostLine(line).address())
                .filter(address -> !IP.matcher(address).matches())
                .map(address -> problems.notAnAddress(record.hostname(), address));
    }

    /** Only where we have a line of our own: without one, the name is a conflict, which the planner reports. */
    private Stream<Problem> contradictions(HostRecord record) {
        boolean isOurs =
                seen.lines().stream().anyMatch(line -> line.isFor(record.hostname()) && line.belongsTo(homelab));
        return seen.foreign(record.hostname()).stream()
                .filter(line -> isOurs && line.isIpv4() && !isAnswer(record, line))
                .map(line -> problems.contradicted(record.hostname(), line.text()));
    }

    private static boolean isAnswer(HostRecord record, HostLine line) {
        return record.lines().stream()
                .anyMatch(ours -> new HostLine(ours).address().equals(line.address()));
    }

    private HostLines lines(List<String> texts) {
        return HostLines.of(homelab, texts);
    }

    private static void raise(TargetException refusal) {
        throw refusal;
    }
}
