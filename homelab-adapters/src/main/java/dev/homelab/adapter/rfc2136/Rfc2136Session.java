// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.rfc2136;

import dev.homelab.adapter.support.dns.DnsRefusedException;
import dev.homelab.adapter.support.dns.SignedDns;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.xbill.DNS.Name;

/** The names of one zone. Each change is one update, which the server makes as a whole or not at all. */
final class Rfc2136Session implements Session<ZoneName> {

    private final SignedDns server;
    private final Name zone;
    private final Rfc2136Problems problems;
    private Zone seen = new Zone(List.of());

    Rfc2136Session(SignedDns server, Name zone, Rfc2136Problems problems) {
        this.server = server;
        this.zone = zone;
        this.problems = problems;
    }

    @Override
    public List<Observed<ZoneName>> observe() {
        return read().observed();
    }

    @Override
    public List<Problem> preflight(List<Desired<ZoneName>> desired) {
        return desired.stream()
                .map(Desired::resource)
                .flatMap(this::besideAlias)
                .toList();
    }

    @Override
    public List<Problem> checkWritable(List<Change<ZoneName>> changes) {
        if (changes.isEmpty()) {
            return List.of();
        }
        try {
            server.send(ZoneUpdate.empty(zone));
            return List.of();
        } catch (DnsRefusedException e) {
            return problems.notUpdated(zone.toString(true), e).problems();
        } catch (IOException e) {
            return problems.unreachable(e).problems();
        }
    }

    @Override
    public List<Outcome<ZoneName>> apply(Batch<ZoneName> batch) {
        if (batch.changes().isEmpty()) {
            return List.of();
        }
        try {
            read();
        } catch (TargetException e) {
            return batch.changes().stream()
                    .map(change -> Outcome.failed(change, e.problems()))
                    .toList();
        }
        return batch.oneByOne(this::make);
    }

    @Override
    public void close() {
        // each question has a connection of its own
    }

    private void make(Change<ZoneName> change) {
        if (isMade(seen, change)) {
            return;
        }
        try {
            server.send(ZoneUpdate.of(zone, change));
        } catch (DnsRefusedException e) {
            throw problems.notUpdated(change.key(), e);
        } catch (IOException e) {
            if (!isMade(read(), change)) { // the answer may be lost, and the update made
                throw problems.unreachable(e);
            }
        }
        boolean mayBeIgnored =
                change.after().filter(after -> after.resource().isAlias()).isPresent();
        if (mayBeIgnored
                && !isMade(read(), change)) { // a server takes an alias beside other records, and leaves it out
            throw problems.lost(change.key());
        }
    }

    private static boolean isMade(Zone zone, Change<ZoneName> change) {
        return zone.at(change.key()).equals(change.after());
    }

    private Zone read() {
        try {
            seen = new Zone(server.transfer(zone));
            return seen;
        } catch (DnsRefusedException e) {
            throw problems.notRead(e);
        } catch (IOException e) {
            throw problems.unreachable(e);
        }
    }

    private Stream<Problem> besideAlias(ZoneName name) {
        Set<String> others = seen.othersAt(name.hostname());
        return name.isAlias() && !others.isEmpty()
                ? Stream.of(problems.besideAlias(name.hostname(), others))
                : Stream.empty();
    }
}
