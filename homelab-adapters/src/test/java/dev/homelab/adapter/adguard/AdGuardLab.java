// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.adguard;

import dev.homelab.adapter.Homes;
import dev.homelab.adapter.support.AdapterContext;
import dev.homelab.lab.adguard.FakeAdGuard;
import dev.homelab.lab.contract.Samples;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.ServiceBuilder;
import dev.homelab.model.value.SecretRef;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import dev.homelab.provision.ledger.Claims;
import dev.homelab.provision.ledger.LedgerPage;
import dev.homelab.provision.ledger.LedgerProvisioner;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A homelab called {@code contract} with an AdGuard Home, for tests; its waits are noted down and take no time. */
final class AdGuardLab implements AutoCloseable {

    static final String HOMELAB = "contract";
    private static final String PASSWORD = "secret of the lab";

    final FakeAdGuard adguard = new FakeAdGuard("admin", PASSWORD);
    final List<Duration> waits = new ArrayList<>();
    private final AdapterContext context =
            Homes.context(HOMELAB, Map.of("ADGUARD_PASSWORD", PASSWORD, "WRONG_PASSWORD", "not the secret of the lab"));
    private final LedgerPage ledger = new MemoryLedger();

    /** A provisioner as a run has it: with a ledger, which outlives it. */
    Provisioner<Rewrite> provisioner() {
        return provisioner(adguard.uri(), "env:ADGUARD_PASSWORD");
    }

    Provisioner<Rewrite> provisioner(URI url, String password) {
        AdGuardSettings settings = new AdGuardSettings(
                url, "admin", SecretRef.of(password), Optional.empty(), Optional.empty(), Optional.empty());
        return new LedgerProvisioner<>(new AdGuardProvisioner("rewrites", settings, context, waits::add), ledger);
    }

    ResolvedCatalog catalog(Service... services) {
        return Samples.catalog(context.inventory(), Map.of(), services);
    }

    List<Observed<Rewrite>> observe() {
        try (Session<Rewrite> session = provisioner().open()) {
            return session.observe();
        }
    }

    Plan<Rewrite> plan(ResolvedCatalog catalog, String... adopted) {
        return new Planner(HOMELAB).plan(provisioner().desired(catalog), observe(), Set.of(adopted));
    }

    List<Outcome<Rewrite>> apply(List<Change<Rewrite>> changes) {
        try (Session<Rewrite> session = provisioner().open()) {
            session.observe();
            return session.apply(new Batch<>(changes));
        }
    }

    static Service service(String name) {
        return service(name, more -> {});
    }

    static Service service(String name, Consumer<ServiceBuilder> more) {
        return Samples.service(name, "box", "nginx:1.29", 8080, name + ".home.arpa", more);
    }

    @Override
    public void close() {
        context.close();
        adguard.close();
    }

    private static final class MemoryLedger implements LedgerPage {

        private Claims claims = Claims.none();

        @Override
        public Claims read() {
            return claims;
        }

        @Override
        public void write(Claims now) {
            claims = now;
        }
    }
}
