// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.rfc2136;

import dev.homelab.adapter.Homes;
import dev.homelab.adapter.support.AdapterContext;
import dev.homelab.lab.contract.Samples;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.dsl.ServiceBuilder;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.value.SecretRef;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A homelab called {@code contract} whose names are in the zone {@code home.arpa}. */
final class ZoneHome implements AutoCloseable {

    static final String HOMELAB = "contract";

    private final AdapterContext context;
    private final int port;
    private final Map<String, Target> targets = new LinkedHashMap<>();

    /**
     * Makes one.
     *
     * @param port where the server answers
     * @param secret the key in Base64
     */
    ZoneHome(int port, String secret) {
        this.port = port;
        this.context = Homes.context(HOMELAB, Map.of("DNS_KEY", secret));
        with("dns", "home.arpa");
    }

    Rfc2136Settings settings() {
        return settings("home.arpa", "homelab", Optional.empty());
    }

    Rfc2136Settings settings(String zone, String key, Optional<Integer> ttl) {
        return new Rfc2136Settings(
                "127.0.0.1",
                Optional.of(port),
                zone,
                new DnsKey(key, Optional.empty(), SecretRef.of("env:DNS_KEY")),
                ttl);
    }

    Rfc2136Provisioner provisioner() {
        return provisioner(settings());
    }

    Rfc2136Provisioner provisioner(Rfc2136Settings settings) {
        return new Rfc2136Provisioner("dns", settings, context);
    }

    /** Adds a target for another zone to the inventory. */
    void with(String name, String zone) {
        targets.put(name, target(name, zone));
    }

    Target target(String name, String zone) {
        Rfc2136Settings settings = settings(zone, "homelab", Optional.empty());
        return new Target(name, "rfc2136", Wave.NAMING, Optional.empty(), Optional.empty(), settings);
    }

    ResolvedCatalog catalog(Service... services) {
        Inventory bare = context.inventory();
        Map<String, Target> all = new LinkedHashMap<>(bare.targets());
        all.putAll(targets);
        Inventory inventory = new Inventory(
                bare.homelab(),
                bare.key(),
                bare.record(),
                bare.domain(),
                bare.defaults(),
                bare.ssh(),
                bare.hosts(),
                all,
                bare.registries(),
                bare.channels());
        return Samples.catalog(inventory, Map.of(), services);
    }

    List<Observed<ZoneName>> observe() {
        try (Session<ZoneName> session = provisioner().open()) {
            return session.observe();
        }
    }

    Plan<ZoneName> plan(ResolvedCatalog catalog, String... adopted) {
        return new Planner(HOMELAB).plan(provisioner().desired(catalog), observe(), Set.of(adopted));
    }

    List<Outcome<ZoneName>> apply(Plan<ZoneName> plan) {
        try (Session<ZoneName> session = provisioner().open()) {
            return session.apply(new Batch<>(plan.changes()));
        }
    }

    /** A service at {@code NAME.home.arpa} with this address. */
    static Service service(String name, String address) {
        return service(name, more -> more.dns(name + ".home.arpa", address));
    }

    /** A service with no other names. */
    static Service service(String name, Consumer<ServiceBuilder> more) {
        return Dsl.service(name, "box", service -> {
            service.title(name).container("server", "nginx:1.29", container -> container.port("8080:8080"));
            more.accept(service);
        });
    }

    static Service[] many() {
        return IntStream.range(0, 120)
                .mapToObj(number -> service("app" + number, "192.0.2.20"))
                .toArray(Service[]::new);
    }

    @Override
    public void close() {
        context.close();
    }
}
