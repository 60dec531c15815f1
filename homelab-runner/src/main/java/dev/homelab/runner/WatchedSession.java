// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static java.util.stream.Collectors.toMap;

import dev.homelab.model.Definition;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Evidence;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.ContainerImage;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Diagnosis;
import dev.homelab.provision.Existing;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Resource;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import dev.homelab.report.Activity;
import dev.homelab.report.Watcher;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session of which a watcher sees what it is at work on. */
final class WatchedSession<R extends Resource> implements Session<R> {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedSession.class);
    private static final long BETWEEN_LOGS = Duration.ofSeconds(2).toNanos();

    private final String target;
    private final Session<R> session;
    private final Watcher watcher;
    private final Map<ServiceName, String> logs = new HashMap<>();
    private Optional<Long> lastLook = Optional.empty();

    WatchedSession(String target, Session<R> session, Watcher watcher) {
        this.target = target;
        this.session = session;
        this.watcher = watcher;
    }

    /** Does a step for all services at once, of which a watcher sees when it begins and that it has ended. */
    static <T> T during(Watcher watcher, String target, String step, Supplier<T> work) {
        watcher.at(new Activity(target, "", step, ""));
        try {
            return work.get();
        } finally {
            watcher.at(Activity.ended(target, ""));
        }
    }

    private <T> T during(String step, Supplier<T> work) {
        return during(watcher, target, step, work);
    }

    @Override
    public List<Observed<R>> observe() {
        return during("reading", session::observe);
    }

    @Override
    public List<Problem> preflight(List<Desired<R>> desired) {
        return during("checking", () -> session.preflight(desired));
    }

    @Override
    public List<Problem> preflightChanges(List<Change<R>> changes) {
        return during("checking", () -> session.preflightChanges(changes));
    }

    @Override
    public List<Problem> warnings(List<Change<R>> changes) {
        return during("checking", () -> session.warnings(changes));
    }

    @Override
    public Existing existing(List<Definition> definitions, Inventory inventory) {
        return during("comparing", () -> session.existing(definitions, inventory));
    }

    @Override
    public List<Problem> checkWritable(List<Change<R>> changes) {
        return during("checking rights", () -> session.checkWritable(changes));
    }

    /** Which change is made is known by those that are not reported yet; a target that makes several at once says so itself. */
    @Override
    public List<Outcome<R>> apply(Batch<R> batch) {
        Deque<Change<R>> open = new ArrayDeque<>(batch.changes());
        begin(open);
        try {
            return session.apply(new Batch<>(
                    batch.changes(),
                    outcome -> {
                        batch.listener().accept(outcome);
                        open.remove(outcome.change());
                        watcher.at(Activity.ended(
                                target, outcome.change().service().value()));
                        begin(open);
                    },
                    batch.cancellation()));
        } finally {
            watcher.at(Activity.ended(target, ""));
        }
    }

    private void begin(Deque<Change<R>> open) {
        if (!open.isEmpty()) {
            Change<R> next = open.getFirst();
            String step = switch (next.shape()) {
                case CREATE -> "creating";
                case UPDATE -> "updating";
                case DELETE -> "deleting";
            };
            watcher.at(new Activity(target, next.service().value(), step, ""));
        }
    }

    @Override
    public void finish() {
        during("finishing", () -> {
            session.finish();
            return true;
        });
    }

    /** What is not good yet is looked at again, so it is what a service is waited for. */
    @Override
    public Map<ServiceName, List<CheckResult>> inspect(List<Desired<R>> desired) {
        Map<ServiceName, List<CheckResult>> found = session.inspect(desired);
        Map<ServiceName, CheckResult> bad = found.entrySet().stream()
                .filter(entry -> !entry.getValue().stream().allMatch(CheckResult::good))
                .collect(toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().stream()
                                .filter(one -> !one.good())
                                .findFirst()
                                .orElseThrow()));
        found.keySet().stream()
                .filter(service -> !bad.containsKey(service))
                .forEach(service -> watcher.at(Activity.ended(target, service.value())));
        if (!bad.isEmpty() && watcher.wantsDetails()) {
            lookAtLogs(desired.stream()
                    .filter(one -> bad.containsKey(one.service()))
                    .toList());
        }
        bad.forEach((service, one) -> {
            String log = logs.getOrDefault(service, "");
            String waits = "%s: %s%s".formatted(one.expectation(), one.found(), log.isEmpty() ? "" : "; log: " + log);
            watcher.at(new Activity(target, service.value(), "verifying", waits));
        });
        return found;
    }

    private void lookAtLogs(List<Desired<R>> desired) {
        if (lastLook.filter(last -> System.nanoTime() - last < BETWEEN_LOGS).isPresent()) {
            return;
        }
        try {
            session.diagnose(desired)
                    .forEach((service, why) -> lastLogLine(why).ifPresent(line -> logs.put(service, line.strip())));
        } catch (TargetException e) {
            LOG.debug("The logs could not be read.", e);
        }
        lastLook = Optional.of(System.nanoTime());
    }

    private static Optional<String> lastLogLine(Diagnosis why) {
        Stream<Evidence> ofCauses = why.causes().stream().flatMap(problem -> problem.evidence().stream());
        return Stream.concat(ofCauses, why.evidence().stream())
                .flatMap(one -> one.log().stream().reduce((line, next) -> next).stream())
                .findFirst();
    }

    @Override
    public Map<ServiceName, Diagnosis> diagnose(List<Desired<R>> desired) {
        return during("reading logs", () -> session.diagnose(desired));
    }

    @Override
    public List<ContainerImage> images() {
        return session.images();
    }

    @Override
    public void close() {
        session.close();
    }
}
