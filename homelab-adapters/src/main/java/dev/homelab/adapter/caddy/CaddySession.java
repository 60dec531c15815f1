// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Cancellation;
import dev.homelab.provision.Change;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.PollPolicy;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.Folder;
import dev.homelab.spi.OwnedText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that a Caddyfile imports. Writes those of a batch, and then has Caddy load its Caddyfile once. Caddy refuses a wrong file with
 * all others, at its next start too: so what it does not take is restored before anything else is done.
 */
final class CaddySession implements Session<RouteFile> {

    static final String ENDING = ".caddy";

    private final Folder folder;
    private final CaddyServer server;
    private final Trial trial;
    private final CaddyProblems problems;
    private final PollPolicy polling;
    private RunningConfig running = new RunningConfig(MissingNode.getInstance());
    private List<Observed<RouteFile>> files = List.of();

    CaddySession(Folder folder, CaddyServer server, Trial trial, CaddyProblems problems, PollPolicy polling) {
        this.folder = folder;
        this.server = server;
        this.trial = trial;
        this.problems = problems;
        this.polling = polling;
    }

    /** A file of ours that Caddy does not run with is not in order, although it says what it should. */
    @Override
    public List<Observed<RouteFile>> observe() {
        running = server.running();
        List<String> names =
                folder.files().stream().filter(name -> name.endsWith(ENDING)).toList();
        files = folder.readAll(names).entrySet().stream()
                .map(text -> observed(text.getKey(), OwnedText.parse(text.getValue())))
                .toList();
        return files;
    }

    /** Judges by what {@link #observe} has seen. */
    @Override
    public List<Problem> preflight(List<Desired<RouteFile>> desired) {
        return desired.isEmpty() ? List.of() : trial.problems(desired, files);
    }

    @Override
    public List<Outcome<RouteFile>> apply(Batch<RouteFile> batch) {
        Map<String, String> previous =
                folder.readAll(batch.changes().stream().map(Change::key).toList());
        List<Outcome<RouteFile>> written = batch.unwatched().oneByOne(this::write);
        List<Change<RouteFile>> changes =
                written.stream().filter(Outcome::succeeded).map(Outcome::change).toList();
        Map<String, List<Problem>> failed =
                changes.isEmpty() ? Map.of() : load(changes, previous, batch.cancellation());
        return written.stream()
                .map(outcome -> outcome.succeeded()
                                && failed.containsKey(outcome.change().key())
                        ? Outcome.failed(
                                outcome.change(), failed.get(outcome.change().key()))
                        : outcome)
                .toList();
    }

    /** Asks for everything at once, whatever the number of files. */
    @Override
    public Map<ServiceName, List<CheckResult>> inspect(List<Desired<RouteFile>> desired) {
        if (desired.isEmpty()) {
            return Map.of();
        }
        RunningConfig now = server.running();
        return desired.stream()
                .collect(toMap(
                        Desired::service,
                        want -> List.of(
                                now.holds(want.resource())
                                        ? new CheckResult("routes in force", true, "Caddy runs with them")
                                        : new CheckResult("routes in force", false, "Caddy runs without them"))));
    }

    @Override
    public void close() {
        // the connections are the run's
    }

    private Observed<RouteFile> observed(String name, OwnedText file) {
        RouteFile read = RouteFile.of(name, file.body(), true);
        return new Observed<>(
                file.owner().isEmpty() || running.holds(read) ? read : RouteFile.of(name, file.body(), false),
                file.owner());
    }

    private void write(Change<RouteFile> change) {
        change.after()
                .ifPresentOrElse(
                        picture -> folder.write(
                                picture.key(),
                                new OwnedText(picture.resource().text(), picture.owner()).text(),
                                Folder.Access.SHARED),
                        () -> folder.delete(change.key()));
    }

    /** Has Caddy load what was written. Returns why changes failed, by file; those are restored by then. */
    private Map<String, List<Problem>> load(
            List<Change<RouteFile>> changes, Map<String, String> previous, Cancellation cancellation) {
        Map<String, List<Problem>> failed = new HashMap<>();
        try {
            Optional<String> refusal = server.load();
            if (refusal.isPresent()) {
                return eachAlone(changes, previous, refusal.get());
            }
        } catch (TargetException e) {
            if (!isInForce(changes, cancellation)) { // the answer is lost, which need not mean that nothing was done
                changes.forEach(change -> failed.put(change.key(), restored(change, previous, e.problems())));
                reload(failed);
                return failed;
            }
        }
        try {
            LastLook last = look(changes, cancellation);
            changes.stream()
                    .filter(change -> !isIn(change, last.running()))
                    .forEach(change -> failed.put(
                            change.key(),
                            restored(change, previous, List.of(problems.notInForce(change, last.seconds())))));
        } catch (TargetException e) {
            changes.forEach(change -> failed.put(change.key(), restored(change, previous, e.problems())));
        }
        if (!failed.isEmpty()) {
            reload(failed);
        }
        return failed;
    }

    /**
     * Finds out which of them Caddy refuses. Takes all of them back first; then one after the other is tried, again and again while
     * some are taken, since one may be refused only because of another.
     */
    private Map<String, List<Problem>> eachAlone(
            List<Change<RouteFile>> changes, Map<String, String> previous, String refusal) {
        Map<String, List<Problem>> failed = new HashMap<>();
        changes.forEach(change -> restored(change, previous, List.of())
                .forEach(problem -> failed.computeIfAbsent(change.key(), none -> new ArrayList<>())
                        .add(problem)));
        List<Change<RouteFile>> left = new ArrayList<>(changes);
        Map<String, String> reasons = new HashMap<>();
        boolean isAnyTaken = true;
        while (isAnyTaken && !left.isEmpty()) {
            isAnyTaken = left.removeIf(change -> isTaken(change, previous, reasons));
        }
        left.forEach(change -> failed.computeIfAbsent(change.key(), none -> new ArrayList<>())
                .add(0, problems.refused(change.key(), reasons.getOrDefault(change.key(), refusal))));
        return failed;
    }

    private boolean isTaken(Change<RouteFile> change, Map<String, String> previous, Map<String, String> reasons) {
        try {
            write(change);
            Optional<String> refusal = server.load();
            refusal.ifPresent(reason -> {
                reasons.put(change.key(), reason);
                restore(change.key(), previous);
            });
            return refusal.isEmpty();
        } catch (TargetException e) {
            reasons.put(change.key(), e.problems().get(0).detail());
            restored(change, previous, List.of());
            return false;
        }
    }

    /** Puts what was restored in force again. */
    private void reload(Map<String, List<Problem>> failed) {
        try {
            server.load()
                    .ifPresent(
                            reason -> failed.replaceAll((file, why) -> with(why, List.of(problems.caddyfile(reason)))));
        } catch (TargetException e) {
            failed.replaceAll((file, why) -> with(why, e.problems()));
        }
    }

    /**
     * What Caddy ran with last.
     *
     * @param seconds how long it was asked until then, which a cancellation makes shorter
     */
    private record LastLook(RunningConfig running, long seconds) {}

    private LastLook look(List<Change<RouteFile>> changes, Cancellation cancellation) {
        return polling.await(
                server::running,
                now -> changes.stream().allMatch(change -> isIn(change, now)),
                (now, tried) -> new LastLook(now, Math.round(tried.toMillis() / 1000.0)),
                cancellation);
    }

    private boolean isInForce(List<Change<RouteFile>> changes, Cancellation cancellation) {
        try {
            RunningConfig now = look(changes, cancellation).running();
            return changes.stream().allMatch(change -> isIn(change, now));
        } catch (TargetException e) {
            return false;
        }
    }

    /** Whether a change is in force. What is given back to a person, or was changed by one, shows nothing. */
    private static boolean isIn(Change<RouteFile> change, RunningConfig now) {
        return change.after()
                .map(after ->
                        after.owner().isEmpty() || after.resource().mark().isEmpty() || now.holds(after.resource()))
                .orElseGet(() ->
                        RouteFile.variable(change.key()).filter(now::hasAny).isEmpty());
    }

    private List<Problem> restored(Change<RouteFile> change, Map<String, String> previous, List<Problem> why) {
        try {
            restore(change.key(), previous);
            return why;
        } catch (TargetException e) {
            return with(why, e.problems());
        }
    }

    private void restore(String name, Map<String, String> previous) {
        Optional.ofNullable(previous.get(name))
                .ifPresentOrElse(text -> folder.write(name, text, Folder.Access.SHARED), () -> folder.delete(name));
    }

    private static List<Problem> with(List<Problem> some, List<Problem> more) {
        List<Problem> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
