// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.timing;

import static java.util.stream.Collectors.joining;

import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.ContainerImage;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Diagnosis;
import dev.homelab.provision.ImageDigests;
import dev.homelab.provision.LogRequest;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Resource;
import dev.homelab.provision.Session;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A session whose calls are timed. */
record TimedSession<R extends Resource>(String target, Session<R> session, Timings timings) implements Session<R> {

    private static final String PREFLIGHT = "preflight";
    private static final String CHANGE = "change";

    @Override
    public List<Observed<R>> observe() {
        return timings.time(target, "read", session::observe);
    }

    @Override
    public List<Problem> preflight(List<Desired<R>> desired) {
        return timings.time(target, PREFLIGHT, () -> session.preflight(desired));
    }

    @Override
    public List<Problem> preflightChanges(List<Change<R>> changes) {
        return timings.time(target, PREFLIGHT, () -> session.preflightChanges(changes));
    }

    @Override
    public List<Problem> warnings(List<Change<R>> changes) {
        return timings.time(target, PREFLIGHT, () -> session.warnings(changes));
    }

    @Override
    public List<Problem> checkWritable(List<Change<R>> changes) {
        return timings.time(target, PREFLIGHT, () -> session.checkWritable(changes));
    }

    /** A change takes from the end of the one before it to its own; what follows the last is the batch's, as are all that end together. */
    @Override
    public List<Outcome<R>> apply(Batch<R> batch) {
        AtomicReference<Duration> last = new AtomicReference<>(timings.now());
        AtomicInteger heard = new AtomicInteger();
        try {
            return session.apply(new Batch<>(
                    batch.changes(),
                    outcome -> {
                        heard.incrementAndGet();
                        add(CHANGE, outcome.change().key(), last);
                        batch.listener().accept(outcome);
                    },
                    batch.cancellation()));
        } finally {
            if (heard.get() > 0) {
                add("complete changes", "", last);
            } else if (!batch.changes().isEmpty()) {
                String keys = batch.changes().stream().map(Change::key).collect(joining(", "));
                add(CHANGE, keys, last);
            }
        }
    }

    /** Adds what has taken from the last end of anything until now. */
    private void add(String step, String detail, AtomicReference<Duration> last) {
        Duration now = timings.now();
        Duration begin = last.getAndSet(now);
        timings.add(new Span(target, step, detail, begin, now.minus(begin)));
    }

    @Override
    public void finish() {
        timings.time(target, "finish", () -> {
            session.finish();
            return true;
        });
    }

    @Override
    public Map<ServiceName, List<CheckResult>> inspect(List<Desired<R>> desired) {
        return timings.time(target, "verify", () -> session.inspect(desired));
    }

    @Override
    public Map<ServiceName, Diagnosis> diagnose(List<Desired<R>> desired) {
        return timings.time(target, "read evidence", () -> session.diagnose(desired));
    }

    @Override
    public boolean log(Desired<R> desired, LogRequest request, Consumer<String> lines) {
        return session.log(desired, request, lines);
    }

    @Override
    public ImageDigests digests(Set<String> images, boolean ofContainers) {
        return session.digests(images, ofContainers);
    }

    @Override
    public List<ContainerImage> images() {
        return session.images();
    }

    @Override
    public void close() {
        timings.time(target, "sign out", () -> {
            session.close();
            return true;
        });
    }
}
