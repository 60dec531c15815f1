// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.adapter.support.ssh.SshHosts;
import dev.homelab.model.Catalog;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.Target;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Cancellation;
import dev.homelab.provision.Check;
import dev.homelab.provision.Check.PageAnswers;
import dev.homelab.provision.TargetException;
import dev.homelab.runner.Checkup.Part;
import dev.homelab.runner.record.AppliedFile;
import dev.homelab.runner.record.Journals;
import dev.homelab.runner.resolve.Resolver;
import dev.homelab.runner.verify.Entrance;
import dev.homelab.runner.verify.NameServers;
import dev.homelab.runner.verify.TargetCheck;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.RemoteHost;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Looks at everything a homelab needs, each for itself, and writes nothing. What a run checks before it writes is checked by the same code. */
final class Doctor {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** More than this, and certificates and sign-ins of a minute are refused by one of two machines. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final LoadedDefinitions definitions;
    private final RunEnvironment environment;
    private final Cancellation cancellation;
    private final Inventory inventory;

    Doctor(LoadedDefinitions definitions, RunEnvironment environment, Cancellation cancellation) {
        this.definitions = definitions;
        this.environment = environment;
        this.cancellation = cancellation;
        this.inventory = definitions.catalog().catalog().inventory();
    }

    List<Checkup> look() {
        List<Checkup> found = new ArrayList<>(hosts());
        Checkup key = secret(
                "root key", inventory.key().toString(), () -> new Resolver(environment.secrets()).rootKey(catalog()));
        found.add(0, key);
        if (key.isOk()) {
            Checkup secrets = secret("secrets of services", "", () -> {
                RunContext.open(definitions.whole(), environment, false).close();
            });
            found.add(1, secrets);
            // A service whose secret is missing says nothing of its targets; they are looked at without services.
            try (RunContext context = secrets.isOk()
                    ? RunContext.open(definitions.whole(), environment, false)
                    : RunContext.open(definitions.withoutServices().catalog(), environment, false)) {
                context.cancelledBy(cancellation);
                found.add(of(Part.RECORD, inventory.record().value(), "run record", () -> record(context)));
                found.addAll(targets(context));
            }
            found.addAll(entrances());
        }
        return found;
    }

    private Catalog catalog() {
        return definitions.catalog().catalog();
    }

    private static Checkup secret(String name, String detail, Runnable look) {
        return of(Part.SECRET, name, detail, () -> {
            look.run();
            return List.of();
        });
    }

    private List<Problem> record(RunContext context) {
        new AppliedFile(context.record()).read();
        new Journals(context.record(), environment.clock()).runs();
        return List.of();
    }

    private List<Checkup> hosts() {
        List<String> names = inventory.hosts().entrySet().stream()
                .filter(host -> host.getValue().isReachable())
                .map(Map.Entry::getKey)
                .toList();
        try (ParallelExecutor threads = environment.threads();
                SshHosts hosts = new SshHosts(inventory, environment.secrets()).cancelledBy(cancellation)) {
            return threads
                    .map(names, name -> of(Part.HOST, name, "sign-in and clock", () -> clock(hosts.host(name))))
                    .stream()
                    .map(done -> done.join())
                    .toList();
        }
    }

    /** The time that the answer takes counts for neither of the two. */
    private List<Problem> clock(RemoteHost host) {
        Clock clock = environment.clock();
        Instant before = clock.instant();
        CommandResult date = host.run(List.of("date", "+%s"), LIMIT);
        Instant after = clock.instant();
        String said = date.output().strip();
        if (!date.succeeded() || !said.matches("[0-9]{1,12}")) {
            return List.of(); // a machine without a clock to ask
        }
        Instant there = Instant.ofEpochSecond(Long.parseLong(said));
        Duration ahead = there.isAfter(after) ? Duration.between(after, there) : Duration.ZERO;
        Duration behind = there.isBefore(before) ? Duration.between(there, before) : Duration.ZERO;
        Duration skew = ahead.isZero() ? behind : ahead;
        return skew.compareTo(SKEW) > 0
                ? List.of(new Problem(
                        "clocks disagree",
                        host.where(),
                        "its clock is %d s %s that of this machine; sign-ins and certificates may be refused, and locks end early or late."
                                .formatted(skew.toSeconds(), ahead.isZero() ? "behind" : "ahead of"),
                        "take the time from the network, on both:\n\n  sudo timedatectl set-ntp true"))
                : List.of();
    }

    private List<Checkup> targets(RunContext context) {
        Map<String, List<Problem>> problems = context.examine();
        return inventory.targets().values().stream()
                .map(target -> new Checkup(
                        Part.TARGET, target.name(), detail(target), problems.getOrDefault(target.name(), List.of())))
                .toList();
    }

    private static String detail(Target target) {
        return target.kind()
                + target.host().map(host -> " on " + host).orElse("")
                + target.url().map(url -> " at " + url).orElse("");
    }

    /** Asks what visitors ask, by way of a service that is sent to no target. */
    private List<Checkup> entrances() {
        try (RunContext context = RunContext.unresolved(definitions.withProbe().catalog(), environment)) {
            List<TargetCheck> checks = context.checks(PlanRequest.usual());
            return Stream.concat(
                            checks.stream()
                                    .filter(one -> one.expectation() instanceof Check.NameAnswers)
                                    .map(this::dns),
                            checks.stream()
                                    .filter(one -> one.expectation() instanceof PageAnswers)
                                    .map(this::page))
                    .toList();
        }
    }

    private Checkup dns(TargetCheck check) {
        return of(
                Part.ENTRANCE,
                check.target(),
                "DNS queries from this machine",
                () -> NameServers.silent(check.target(), List.of(check.expectation())));
    }

    private Checkup page(TargetCheck check) {
        PageAnswers page = (PageAnswers) check.expectation();
        return of(
                Part.ENTRANCE,
                check.target(),
                "visitors enter at " + page.entrance(),
                () -> Entrance.closed(check.target(), page).stream().toList());
    }

    private static Checkup of(Part part, String name, String detail, Supplier<List<Problem>> look) {
        try {
            return new Checkup(part, name, detail, look.get());
        } catch (TargetException | InvalidDefinitionsException e) {
            return new Checkup(part, name, detail, e.problems());
        } catch (RuntimeException e) {
            return new Checkup(part, name, detail, UnexpectedError.problems(Where.nowhere(), e));
        }
    }
}
