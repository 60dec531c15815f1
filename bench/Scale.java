// SPDX-License-Identifier: Apache-2.0

import com.sun.management.OperatingSystemMXBean;
import dev.homelab.model.Catalog;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Resource;
import dev.homelab.provision.Risk;
import dev.homelab.provision.Session;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.HomelabPlan;
import dev.homelab.runner.render.Json;
import dev.homelab.runner.render.PlanText;
import dev.homelab.runner.source.Sources;
import dev.homelab.spi.Adapter;
import dev.homelab.spi.Context;
import dev.homelab.spi.Plugins;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Plans homelabs of which every target is held in memory: adapters, planner, guard, causes, record and output are the real ones, and only the
 * sessions with servers are not.
 *
 * <p>Prints a line for each case: its name, services, microseconds of planning, microseconds of output, lines of text, KiB of
 * JSON, microseconds of processor time of both.
 */
public final class Scale {

    private static final int SERVICES_OF_A_HOST = 20;
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private Scale() {}

    public static void main(String... arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int most = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        Map<String, String> environment =
                Map.of("HOMELAB_KEY", arguments[3], "PIHOLE", "a password", "AUTHENTIK", "a token");
        Home small = new Home(folder.resolve("small"), 100, environment);
        Home large = new Home(folder.resolve("large"), most, environment);
        for (int warm = 0; warm < 60; warm++) {
            small.plan();
        }
        // in turns, so that both see the same machine
        measure("all new", small, large, rounds);
        small.settle();
        large.settle();
        small.change(1);
        large.change(most / 100);
        measure("one in a hundred changed", small, large, rounds);
    }

    private static void measure(String what, Home small, Home large, int rounds) {
        List<long[]> smalls = new ArrayList<>();
        List<long[]> larges = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < 10; i++) {
                smalls.add(small.plan());
            }
            larges.add(large.plan());
        }
        print(what, small, smalls);
        print(what, large, larges);
    }

    private static void print(String what, Home home, List<long[]> runs) {
        String medians = Arrays.stream(new int[] {0, 1, 2, 3, 4})
                .mapToObj(column -> {
                    long[] sorted =
                            runs.stream().mapToLong(run -> run[column]).sorted().toArray();
                    return String.valueOf(sorted[sorted.length / 2]);
                })
                .collect(Collectors.joining(","));
        System.out.println(what + "," + home.services + "," + medians);
    }

    /** One homelab in a folder, and what its targets hold. */
    private static final class Home {

        private final Path folder;
        private final int services;
        private final Map<String, String> environment;
        private final Map<String, Map<String, Observed<?>>> world = new ConcurrentHashMap<>();
        private Homelab homelab;

        Home(Path folder, int services, Map<String, String> environment) throws IOException {
            this.folder = folder;
            this.services = services;
            this.environment = environment;
            Files.createDirectories(folder.resolve("media"));
            int hosts = Math.max(1, services / SERVICES_OF_A_HOST);
            List<String> lines = new ArrayList<>(List.of(
                    "homelab: scale",
                    "key: env:HOMELAB_KEY",
                    "record: " + folder.resolve("record"),
                    "domain: home.arpa",
                    "ssh: {user: root, key: \"file:key\", knownHosts: \"file:known_hosts\"}",
                    "defaults: {timeZone: Europe/Berlin}",
                    "hosts:"));
            for (int host = 0; host < hosts; host++) {
                lines.add("  h%d: {address: 192.0.2.%d, networks: 4000}".formatted(host, host % 250 + 1));
            }
            lines.add("targets:");
            for (int host = 0; host < hosts; host++) {
                lines.add("  docker-h%1$d: {kind: compose, host: h%1$d, root: /opt/stacks}".formatted(host));
            }
            lines.add("  proxy: {kind: traefik, host: h0, directory: /etc/traefik/dynamic, api: \"http://192.0.2.1:8080\","
                    + " entryPoint: websecure, url: \"https://192.0.2.1\"}");
            lines.add("  dns: {kind: pihole, url: \"http://192.0.2.2\", password: env:PIHOLE}");
            lines.add("  sso: {kind: authentik, url: \"http://192.0.2.3\", token: env:AUTHENTIK}");
            lines.add("  home: {kind: glance, host: h0, directory: /etc/glance}");
            Files.write(folder.resolve("inventory.yaml"), lines);
            for (int i = 0; i < services; i++) {
                define(i, "10.10.1");
            }
            read();
        }

        private void define(int i, String version) throws IOException {
            int hosts = Math.max(1, services / SERVICES_OF_A_HOST);
            Files.writeString(folder.resolve("media/svc" + i + ".yaml"), """
                    name: svc%1$d
                    host: h%2$d
                    containers:
                      server:
                        image: lscr.io/linuxserver/jellyfin:%3$s
                        ports: ["%4$d:8096"]
                        environment: {PUID: "1000"}
                        volumes: ["config:/config", "/srv/media:/media:ro"]
                        healthcheck: {command: [curl, -f, "http://localhost:8096/health"], interval: 10s}
                    routes:
                      - {hostname: svc%1$d.home.arpa, container: server, port: 8096}
                    widget: {group: Media, page: Page %5$d}
                    %6$s""".formatted(
                            i,
                            i % hosts,
                            version,
                            10000 + i,
                            i / 50,
                            i % 2 == 0 ? "sso: {kind: forward-auth, groups: [family]}\n" : ""));
        }

        private void read() {
            Plugins own = Sources.ownPlugins();
            List<Adapter<?>> adapters = new ArrayList<>();
            own.adapters().forEach(adapter -> adapters.add(new Simulated<>(adapter, world)));
            homelab = Homelab.of(Sources.inventory(folder.resolve("inventory.yaml")).folder(folder))
                    .plugins(new Plugins(adapters, own.notifiers(), own.secretSources(), own.problems()))
                    .environment(environment)
                    .build();
        }

        /** Plans, judges and prints; returns what a line shows. */
        long[] plan() {
            long cpu = SYSTEM.getProcessCpuTime();
            long begun = System.nanoTime();
            HomelabPlan plan = homelab.plan();
            homelab.refusal(plan);
            long planned = System.nanoTime();
            List<String> text = PlanText.lines(plan);
            String json = Json.of(plan, List.of());
            long printed = System.nanoTime();
            return new long[] {(planned - begun) / 1000, (printed - planned) / 1000, text.size(), json.length() / 1024,
                (SYSTEM.getProcessCpuTime() - cpu) / 1000};
        }

        /** Applies what is defined, so that the record knows it. */
        void settle() {
            Report report = homelab.apply();
            if (!report.ending().equals(java.util.Optional.of(Ending.DONE))) {
                report.problems().stream().limit(5).forEach(problem -> System.err.println(problem));
                throw new IllegalStateException("The simulated homelab was not applied: " + report.ending());
            }
        }

        void change(int many) throws IOException {
            for (int i = 0; i < many; i++) {
                define(i, "10.10.2");
            }
            read();
        }
    }

    /** A kind of target whose servers are in memory. */
    private record Simulated<S extends Record>(Adapter<S> real, Map<String, Map<String, Observed<?>>> world)
            implements Adapter<S> {

        @Override
        public String kind() {
            return real.kind();
        }

        @Override
        public Wave wave() {
            return real.wave();
        }

        @Override
        public Class<S> settings() {
            return real.settings();
        }

        @Override
        public List<Problem> check(Target target, S settings, Catalog catalog) {
            return real.check(target, settings, catalog);
        }

        @Override
        public List<Problem> checkDefinitions(Catalog catalog) {
            return real.checkDefinitions(catalog);
        }

        @Override
        public Provisioner<?> provisioner(Target target, S settings, Context context) {
            return held(real.provisioner(target, settings, context), target.name());
        }

        private <R extends Resource> Provisioner<R> held(Provisioner<R> provisioner, String target) {
            return new Held<>(provisioner, world.computeIfAbsent(target, name -> new TreeMap<>()));
        }
    }

    private record Held<R extends Resource>(Provisioner<R> real, Map<String, Observed<?>> held) implements Provisioner<R> {

        @Override
        public Class<R> resourceType() {
            return real.resourceType();
        }

        @Override
        public List<Desired<R>> desired(ResolvedCatalog catalog) {
            return real.desired(catalog);
        }

        @Override
        public List<Desired<R>> desired(ResolvedCatalog catalog, Predicate<ServiceName> services) {
            return real.desired(catalog, services);
        }

        @Override
        public List<Desired<R>> completed(List<Desired<R>> desired, List<Observed<R>> observed) {
            return real.completed(desired, observed);
        }

        @Override
        public Set<Risk> risks(Change<R> change, ResolvedCatalog catalog) {
            return real.risks(change, catalog);
        }

        @Override
        public Session<R> open() {
            return new Session<>() {
                @Override
                public List<Observed<R>> observe() {
                    return held.values().stream()
                            .map(seen -> new Observed<>(real.resourceType().cast(seen.resource()), seen.owner()))
                            .toList();
                }

                @Override
                public List<Outcome<R>> apply(Batch<R> batch) {
                    return batch.oneByOne(change -> change.after()
                            .ifPresentOrElse(after -> held.put(change.key(), after), () -> held.remove(change.key())));
                }

                @Override
                public void close() {}
            };
        }
    }
}
