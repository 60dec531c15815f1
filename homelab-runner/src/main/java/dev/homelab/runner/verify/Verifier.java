// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import static java.util.stream.Collectors.toMap;

import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Cancellation;
import dev.homelab.provision.Check;
import dev.homelab.provision.Check.NameAnswers;
import dev.homelab.provision.Check.PageAnswers;
import dev.homelab.provision.Check.PortOpens;
import dev.homelab.provision.Check.TileShown;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.PollPolicy;
import dev.homelab.provision.TargetException;
import dev.homelab.report.Activity;
import dev.homelab.report.Watcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a homelab, several things at once, each until it is so or patience ends. */
public final class Verifier {

    private static final Logger LOG = LoggerFactory.getLogger(Verifier.class);
    private static final int AT_ONCE = 8;

    private final PollPolicy patience;
    private final Cancellation cancellation;
    private final Optional<Executor> executor;
    private final Watcher watcher;

    /** One that looks until patience ends. */
    public Verifier(PollPolicy patience) {
        this(patience, new Cancellation(), Optional.empty(), Watcher.none());
    }

    /** One that looks until patience ends or it is cancelled, several things at once on this executor, or else on its own. */
    public Verifier(PollPolicy patience, Cancellation cancellation, Optional<Executor> executor, Watcher watcher) {
        this.watcher = watcher;
        this.patience = patience;
        this.cancellation = cancellation;
        this.executor = executor;
    }

    /** Returns how long it looks. */
    public PollPolicy patience() {
        return patience;
    }

    /** Returns whether it has stopped looking early. */
    public boolean isCancelled() {
        return cancellation.isCancelled();
    }

    /** Looks from outside for what each target sees to. */
    public List<TargetCheckResults> lookFor(List<TargetCheck> checks) {
        List<CheckResult> findings = lookAt(checks, this::watched);
        Map<String, TargetCheckResults> byTarget = new LinkedHashMap<>();
        for (int i = 0; i < findings.size(); i++) {
            TargetCheck check = checks.get(i);
            TargetCheckResults results = byTarget.computeIfAbsent(
                    check.target(), target -> new TargetCheckResults(target, new TreeMap<>(), new TreeMap<>()));
            results.findings()
                    .computeIfAbsent(check.service(), service -> new ArrayList<>())
                    .add(findings.get(i));
            VisitorProblems.of(check, findings.get(i))
                    .ifPresent(problem -> results.problems()
                            .computeIfAbsent(check.service(), service -> new ArrayList<>())
                            .add(problem));
        }
        return List.copyOf(byTarget.values());
    }

    /** Looks from outside, and returns one finding per expectation, in the same order. */
    public List<CheckResult> look(List<Check> expectations) {
        return lookAt(expectations, (expectation, shared) -> await(expectation, shared, found -> {}));
    }

    /**
     * What looks that are made together have found out for each other.
     *
     * @param silent the name servers that do not answer
     * @param pages of dashboards
     */
    private record Shared(Set<String> silent, DashboardPages pages) {}

    private CheckResult watched(TargetCheck check, Shared shared) {
        String service = check.service().value();
        watcher.at(new Activity(check.target(), service, "verifying", "from outside"));
        try {
            return await(check.expectation(), shared, found -> {
                if (!found.good()) {
                    String waits = "%s: %s".formatted(found.expectation(), found.found());
                    watcher.at(new Activity(check.target(), service, "verifying", waits));
                }
            });
        } finally {
            watcher.at(Activity.ended(check.target(), service));
        }
    }

    private <T> List<CheckResult> lookAt(List<T> expectations, BiFunction<T, Shared, CheckResult> wait) {
        if (executor.isPresent()) {
            return lookAt(expectations, wait, executor.get());
        }
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, work -> {
            Thread thread = new Thread(work, "verify");
            thread.setDaemon(true);
            return thread;
        });
        try {
            return lookAt(expectations, wait, threads);
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> List<CheckResult> lookAt(
            List<T> expectations, BiFunction<T, Shared, CheckResult> wait, Executor threads) {
        Shared shared = new Shared(ConcurrentHashMap.newKeySet(), new DashboardPages());
        List<CompletableFuture<CheckResult>> findings = expectations.stream()
                .map(expectation -> CompletableFuture.supplyAsync(() -> wait.apply(expectation, shared), threads))
                .toList();
        return findings.stream().map(CompletableFuture::join).toList();
    }

    /** Returns one that goes on looking although the run is cancelled, for the way back. */
    public Verifier uncancelled() {
        return new Verifier(patience, new Cancellation(), executor, watcher);
    }

    /**
     * Reads a target, again and again until it can be read or patience ends: a host may restart at just that moment.
     *
     * @throws TargetException why it could not be read in the end
     */
    public <T> T patiently(Supplier<T> look) {
        return patience.await(
                        () -> attempt(look), attempt -> attempt.read().isPresent(), (last, tried) -> last, cancellation)
                .get();
    }

    /**
     * What became of one look.
     *
     * @param read what was read; empty if that failed
     * @param failure why; empty if it did not
     */
    private record Attempt<T>(Optional<T> read, Optional<TargetException> failure) {

        T get() {
            if (failure.isPresent()) {
                throw failure.get();
            }
            return read.orElseThrow();
        }
    }

    private static <T> Attempt<T> attempt(Supplier<T> look) {
        try {
            return new Attempt<>(Optional.of(look.get()), Optional.empty());
        } catch (TargetException e) {
            LOG.debug("A look that failed.", e);
            return new Attempt<>(Optional.empty(), Optional.of(e));
        }
    }

    /**
     * Asks a target, again and again, until all that it says is good or patience ends.
     *
     * @param look asks it once
     * @param awaited the services that are waited for; of the others it is known already that they are not well
     */
    public Map<ServiceName, List<CheckResult>> ask(
            Supplier<Map<ServiceName, List<CheckResult>>> look, Predicate<ServiceName> awaited) {
        return patience.await(
                look,
                seen -> seen.entrySet().stream()
                        .filter(service -> awaited.test(service.getKey()))
                        .allMatch(service -> service.getValue().stream().allMatch(CheckResult::good)),
                (seen, tried) -> seen.entrySet().stream()
                        .collect(toMap(Map.Entry::getKey, service -> after(tried, service.getValue()))),
                cancellation);
    }

    private static List<CheckResult> after(Duration tried, List<CheckResult> findings) {
        return findings.stream().map(finding -> finding.after(tried)).toList();
    }

    /** A name server that was silent all the time is not waited for once more for each other name. */
    private CheckResult await(Check expectation, Shared shared, Consumer<CheckResult> seen) {
        Supplier<CheckResult> probe = probe(expectation, shared.pages());
        Set<String> silent = shared.silent();
        if (!(expectation instanceof NameAnswers name)) {
            return patience.await(() -> look(probe, seen), CheckResult::good, CheckResult::after, cancellation);
        }
        if (silent.contains(NameProbe.server(name))) {
            return NameProbe.silence(name);
        }
        PollPolicy limits = name.patience()
                .map(most -> new PollPolicy(most, patience.interval()))
                .orElse(patience);
        CheckResult found = limits.await(
                () -> look(probe, seen),
                now -> now.good() || silent.contains(NameProbe.server(name)),
                CheckResult::after,
                cancellation);
        if (!found.good() && !NameProbe.isAwake(name)) {
            silent.add(NameProbe.server(name));
        }
        return found;
    }

    private static Supplier<CheckResult> probe(Check expectation, DashboardPages pages) {
        if (expectation instanceof NameAnswers name) {
            return () -> NameProbe.look(name);
        }
        if (expectation instanceof PortOpens port) {
            return () -> PortProbe.look(port);
        }
        return expectation instanceof TileShown tile
                ? new TileProbe(tile, pages)::look
                : () -> PageProbe.look((PageAnswers) expectation);
    }

    private static CheckResult look(Supplier<CheckResult> probe, Consumer<CheckResult> seen) {
        CheckResult result = look(probe);
        seen.accept(result);
        return result;
    }

    private static CheckResult look(Supplier<CheckResult> probe) {
        try {
            return probe.get();
        } catch (RuntimeException e) { // an unexpected answer must not end a run half-way
            LOG.debug("A look that failed.", e);
            return new CheckResult(
                    "can be looked at",
                    false,
                    "the answer makes no sense: " + e.getClass().getSimpleName());
        }
    }
}
