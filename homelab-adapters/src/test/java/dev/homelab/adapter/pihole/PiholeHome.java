// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import dev.homelab.adapter.Homes;
import dev.homelab.adapter.support.AdapterContext;
import dev.homelab.adapter.support.http.Delay;
import dev.homelab.adapter.support.http.Timeouts;
import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.pihole.FakePihole;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Owner;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import dev.homelab.provision.ledger.Claims;
import dev.homelab.provision.ledger.LedgerPage;
import dev.homelab.provision.ledger.LedgerProvisioner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A homelab called {@code contract} with a Pi-hole, for tests; its waits are noted down and take no time. */
final class PiholeHome implements AutoCloseable {

    static final String HOMELAB = "contract";
    private static final String PASSWORD = "secret of the lab";

    final FakePihole pihole;
    final List<Duration> waits = new ArrayList<>();
    Delay pause = waits::add;
    Timeouts timeouts = Timeouts.usual();
    final MemoryLedger ledger = new MemoryLedger();
    private final AdapterContext context;

    PiholeHome() {
        this(PASSWORD);
    }

    /** A homelab whose Pi-hole has another password than the inventory says. */
    PiholeHome(String actualPassword) {
        pihole = new FakePihole(actualPassword);
        context = Homes.context(HOMELAB, Map.of("PIHOLE_PASSWORD", PASSWORD));
    }

    /** A provisioner as a run has it: with a ledger, which outlives it. */
    Provisioner<HostRecord> provisioner() {
        return new LedgerProvisioner<>(bare(), ledger);
    }

    PiholeProvisioner bare() {
        PiholeSettings settings = new PiholeSettings(
                pihole.uri(),
                SecretRef.of("env:PIHOLE_PASSWORD"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(timeouts));
        return bare(settings);
    }

    PiholeProvisioner bare(PiholeSettings settings) {
        return new PiholeProvisioner("dns", settings, context, length -> pause.take(length));
    }

    ResolvedCatalog catalog(Service... services) {
        return Samples.catalog(context.inventory(), Map.of(), services);
    }

    List<Observed<HostRecord>> observe() {
        try (Session<HostRecord> session = provisioner().open()) {
            return session.observe();
        }
    }

    List<Outcome<HostRecord>> apply(List<Change<HostRecord>> changes) {
        try (Session<HostRecord> session = provisioner().open()) {
            session.observe();
            return session.apply(new Batch<>(changes));
        }
    }

    Plan<HostRecord> plan(ResolvedCatalog catalog, String... adopted) {
        return new Planner(HOMELAB).plan(provisioner().desired(catalog), observe(), Set.of(adopted));
    }

    static Service service(String name) {
        return Samples.service(name, "box", "nginx:1.29", 8080, name + ".home.arpa");
    }

    static Change<HostRecord> create(String service, String line) {
        return new Change<>(ServiceName.of(service), Optional.empty(), Optional.of(ours(service, line)));
    }

    static Observed<HostRecord> ours(String service, String line) {
        String hostname = new HostLine(line).names().get(0);
        return ours(service, new HostRecord(hostname, List.of(line)));
    }

    static Observed<HostRecord> ours(String service, HostRecord record) {
        return Observed.ownedBy(new Owner(HOMELAB, ServiceName.of(service)), record);
    }

    /** A ledger in memory, which can be told to fail. */
    static final class MemoryLedger implements LedgerPage {

        Claims claims = Claims.none();
        int writes;
        int failAfter = Integer.MAX_VALUE;

        @Override
        public Claims read() {
            return claims;
        }

        @Override
        public void write(Claims next) {
            if (next.equals(claims)) {
                return;
            }
            if (writes >= failAfter) {
                throw new TargetException(new Problem(
                        "ledger is away", Where.nowhere(), "it is on a host that is down.", "start the host."));
            }
            writes++;
            claims = next;
        }
    }

    @Override
    public void close() {
        context.close();
        pihole.close();
    }
}
