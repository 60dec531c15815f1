// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authelia;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.Folder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files of one Authelia. A batch is written in one step, and Authelia is restarted once, at the end of the run. */
final class AutheliaSession implements Session<SignIn> {

    private static final int NOT_FOUND = 404;

    private final Folder folder;
    private final String homelab;
    private final SecretDigest digests;
    private final AutheliaServer server;
    private final AutheliaProblems problems;

    /** What {@link #observe} has read. */
    private AutheliaFiles seen = new AutheliaFiles(Map.of(), Optional.empty());

    /** What was there before the first change since the last restart; empty if nothing was changed. */
    private Optional<AutheliaFiles> former = Optional.empty();

    AutheliaSession(
            Folder folder, String homelab, SecretDigest digests, AutheliaServer server, AutheliaProblems problems) {
        this.folder = folder;
        this.homelab = homelab;
        this.digests = digests;
        this.server = server;
        this.problems = problems;
    }

    @Override
    public List<Observed<SignIn>> observe() {
        seen = read();
        return seen.observed(homelab);
    }

    @Override
    public List<Problem> preflight(List<Desired<SignIn>> desired) {
        List<Problem> found = new ArrayList<>();
        boolean hasClients = desired.stream().anyMatch(want -> !want.resource().isRules());
        boolean hasRules = desired.stream().anyMatch(want -> want.resource().isRules());
        for (String name : AutheliaFiles.NAMES) {
            boolean isNeeded = name.equals(AutheliaFiles.RULES) ? hasRules : hasClients;
            if (isNeeded && !seen.texts().containsKey(name)) {
                found.add(problems.notIncluded(name));
            }
        }
        if (!desired.isEmpty()) {
            seen.unreadable().forEach(name -> found.add(problems.unreadable(name)));
        }
        if (hasClients && found.isEmpty()) {
            noOpenId().ifPresent(found::add);
        }
        return found;
    }

    /** An Authelia that does not answer may be one that the run brings up. */
    private Optional<Problem> noOpenId() {
        try {
            return server.discovery() == NOT_FOUND ? Optional.of(problems.noOpenId(NOT_FOUND)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<Outcome<SignIn>> apply(Batch<SignIn> batch) {
        if (batch.changes().isEmpty()) {
            return List.of();
        }
        if (batch.cancellation().isCancelled()) {
            return batch.changes().stream().map(Outcome::skipped).toList();
        }
        return batch.together(() -> write(batch.changes()));
    }

    /** Reads right before it writes, so that what was added by hand since it was planned stays. */
    private void write(List<Change<SignIn>> changes) {
        AutheliaFiles before = read();
        List<String> unreadable = before.unreadable();
        if (!unreadable.isEmpty()) {
            throw new TargetException(problems.unreadable(unreadable.get(0)));
        }
        AutheliaFiles after = before;
        for (Change<SignIn> change : changes) {
            AutheliaFiles now = after;
            after = change.after()
                    .map(picture -> now.with(picture, digests, homelab))
                    .orElseGet(() -> now.without(change.before().orElseThrow(), homelab));
        }
        if (former.isEmpty()) {
            former = Optional.of(before);
        }
        if (!after.texts().equals(before.texts())) {
            try {
                replace(before, after);
                Optional<String> refusal = server.refusal();
                if (refusal.isPresent()) {
                    throw problems.refused(server.validation(), refusal.get());
                }
            } catch (TargetException e) {
                restoreAfter(e, before);
                throw e;
            }
        }
    }

    /** Restarts Authelia if it does not have what the files say, and waits until it answers. */
    @Override
    public void finish() {
        if (former.isEmpty()) {
            return;
        }
        AutheliaFiles before = former.get();
        AutheliaFiles now = read();
        if (now.isPending()) {
            try {
                restart();
            } catch (TargetException e) {
                restoreAfter(e, before);
                throw e;
            }
            folder.write(AutheliaFiles.LOADED, now.toBeLoaded(), Folder.Access.PRIVATE);
        }
        former = Optional.empty();
    }

    private void restart() {
        AutheliaFiles before = former.orElseThrow();
        Optional<String> failure = server.restarted();
        if (failure.isPresent()) {
            throw problems.notRestarted(server.restart(), failure.get());
        }
        if (!server.isUp()) {
            replace(read(), before);
            throw server.restarted().isEmpty() && server.isUp()
                    ? problems.down(server.health())
                    : problems.stillDown(server.health());
        }
    }

    /** Writes what was there, as far as that is possible: what was the matter is what counts. */
    private void restoreAfter(TargetException cause, AutheliaFiles before) {
        try {
            replace(read(), before);
        } catch (TargetException e) {
            cause.addSuppressed(e);
        }
    }

    /** The files are for Authelia's own user, too: they get the mode and owner of what was there. */
    private void replace(AutheliaFiles from, AutheliaFiles to) {
        for (String name : AutheliaFiles.NAMES) {
            Optional<String> wanted = Optional.ofNullable(to.texts().get(name));
            if (wanted.isEmpty() && from.texts().containsKey(name)) {
                folder.delete(name);
            } else if (wanted.isPresent()
                    && !wanted.equals(Optional.ofNullable(from.texts().get(name)))) {
                folder.writeLike(name, wanted.get(), name);
            }
        }
    }

    private AutheliaFiles read() {
        Map<String, String> texts = new TreeMap<>(folder.readAll(
                List.of(AutheliaFiles.POLICIES, AutheliaFiles.CLIENTS, AutheliaFiles.RULES, AutheliaFiles.LOADED)));
        Optional<String> loaded = Optional.ofNullable(texts.remove(AutheliaFiles.LOADED));
        return new AutheliaFiles(texts, loaded);
    }

    @Override
    public Map<ServiceName, List<CheckResult>> inspect(List<Desired<SignIn>> desired) {
        return desired.stream()
                .collect(groupingBy(
                        Desired::service, TreeMap::new, mapping(want -> server.look(want.resource()), toList())));
    }

    @Override
    public void close() {
        // the connection is the run's
    }
}
