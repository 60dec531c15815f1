// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.problem.Problem;
import dev.homelab.problem.ProblemException;
import dev.homelab.problem.Remedy;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.Folder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one lock of a homelab: a folder in the run record, {@code lock}, with a file in it that says who holds it.
 *
 * <p>A run writes a folder of its own and gives it that name, which the file system grants to one of many: so the lock is
 * never there without its holder.
 *
 * <p>It has a lease, which is renewed in the background for as long as the run lives, so that one that died does not
 * keep others out for long. When it began is when the file was written, by the clock of the machine that keeps the record; so
 * is what time it is now. The clocks of runners do not matter. A process that is asked to end releases the lock.
 * Where a run sees that the process of the other is dead, it takes the lock over at once.
 *
 * <p>What says who holds it is signed. A lock that does not verify is a problem, and never one that has ended.
 */
public final class RunLock implements AutoCloseable {

    static final String LOCK = "lock";
    static final String FILE = "holder.json";
    static final Duration LEASE = Duration.ofMinutes(10);

    /** Held for the moment in which an ended lock is looked at once more and taken away. */
    private static final String CLEARING = "clearing";

    /** The names that a folder has before it is the lock, and after it was. */
    private static final String WAITING = "lock-";

    private static final String ASIDE = "ended-";
    private static final int TRIES = 5;
    private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final SignedFolder record;
    private final Folder folder;
    private final String holder;
    private final String id = UUID.randomUUID().toString();
    private final Heartbeat heartbeat;
    private Runnable beside = () -> {};
    private boolean free;
    private CompletableFuture<Void> swept = CompletableFuture.completedFuture(null);

    /** When the file of this lock was last written; empty before that. */
    private Instant now = Instant.EPOCH;

    /** Who holds it, and since when, by the clock of the record. */
    private record Held(String holder, String id, Instant since, Machine machine) {}

    private RunLock(SignedFolder record, String holder) {
        this.record = record;
        this.folder = record.folder();
        this.holder = holder;
        this.heartbeat = new Heartbeat(LEASE.dividedBy(5), this::renew, this::close);
    }

    /**
     * Takes the lock.
     *
     * @param holder who takes it, in words that help a person find the run
     * @throws LockedException if another run holds it
     * @throws TargetException if the lock does not verify, or its file cannot be read
     */
    public static RunLock take(SignedFolder record, String holder) {
        RunLock lock = new RunLock(record, holder);
        lock.take();
        lock.heartbeat.start();
        lock.swept = CompletableFuture.runAsync(lock::sweep, lock.heartbeat::now);
        return lock;
    }

    /**
     * Returns who holds the lock; nothing if no run does, or only one whose process is dead or whose lease is over.
     *
     * @param about what time it is, by the clock of this machine: good enough for a message, and never to take the lock
     */
    public static Optional<String> holder(SignedFolder record, Instant about) {
        return read(record, LOCK)
                .filter(held -> !held.machine().isDead())
                .filter(held -> held.since().plus(LEASE).isAfter(about))
                .map(Held::holder);
    }

    @Override
    public synchronized void close() {
        if (free) {
            return;
        }
        free = true;
        swept.join(); // to interrupt it would break a connection that others need
        heartbeat.stop();
        try {
            if (isOurs()) {
                takeAway(LOCK, own());
            }
        } catch (RuntimeException e) {
            LOG.warn("The lock in {} could not be freed: {}", folder.path(), e.getMessage());
        }
    }

    /** Renews something else with each lease. */
    synchronized void alsoRenewing(Runnable more) {
        beside = more;
    }

    /** Renews the lease, unless another run has taken the lock over. */
    synchronized void renew() {
        try {
            if (!free && isOurs()) {
                writeInto(LOCK);
                beside.run();
            }
        } catch (RuntimeException e) {
            LOG.warn("The lease of the lock in {} could not be renewed: {}", folder.path(), e.getMessage());
        }
    }

    /** Returns what time it is by the clock of the record, as of when the lease was last begun. */
    synchronized Instant now() {
        return now;
    }

    private void take() {
        try {
            now = record.writeInNewFolder(own() + "/" + FILE, json(), Folder.Access.SHARED)
                    .orElse(now);
            for (int tries = 0; !folder.renameFolder(own(), LOCK); tries++) {
                Optional<Held> held = held();
                if (held.filter(this::isValid).isPresent()) {
                    throw refused(held.get());
                }
                if (tries == TRIES) {
                    throw inTheWay();
                }
                if (hasEnded(held)) {
                    clearAway();
                }
            }
        } catch (RuntimeException e) {
            discard(own());
            throw e;
        }
    }

    private void writeInto(String name) {
        record.write(name + "/" + FILE, json(), Folder.Access.SHARED);
        now = folder.folder(name).modified(FILE).orElse(now);
    }

    /**
     * Takes an ended lock away. Only one run at a time does, and it looks once more: since no other run may take it away, and
     * no run can put another in its place before it is gone, what it takes away is what it saw.
     */
    private void clearAway() {
        String aside = ASIDE + id;
        record.write(aside + "/" + FILE, json(), Folder.Access.SHARED);
        if (folder.renameFolder(aside, CLEARING)) {
            Optional<Held> held = held();
            if (hasEnded(held)) {
                LOG.warn(
                        "The lock of {}, which did not release it, is taken.",
                        held.map(Held::holder).orElse(""));
                takeAway(LOCK, aside);
            }
            takeAway(CLEARING, aside);
        } else {
            discard(aside);
            if (hasEnded(read(CLEARING))) {
                takeAway(CLEARING, aside); // by a run that died in that moment
            }
        }
    }

    /** Removes the files of runs that were killed while they took the lock, or released it. */
    private void sweep() {
        try {
            folder.folders().stream()
                    .filter(name -> name.startsWith(WAITING) || name.startsWith(ASIDE))
                    .filter(name -> hasEnded(read(name)))
                    .forEach(this::discard);
        } catch (RuntimeException e) {
            LOG.warn("What earlier runs left in {} could not be removed: {}", folder.path(), e.getMessage());
        }
    }

    /** Removes a folder under another name, so that its own is free at once. */
    private void takeAway(String name, String aside) {
        if (folder.renameFolder(name, aside)) {
            discard(aside);
        }
    }

    private void discard(String name) {
        Folder left = folder.folder(name);
        if (!left.deleteWith(List.of(FILE))) {
            String foreign = String.join(", ", contents(left));
            LOG.warn("{} stays, since homelab did not make what is in it: {}", left.path(), foreign);
        }
    }

    private static List<String> contents(Folder folder) {
        return Stream.concat(folder.files().stream(), folder.folders().stream()).toList();
    }

    private String own() {
        return WAITING + id;
    }

    /** Another run could take it over only minutes after its file was written. */
    private boolean isOurs() {
        return folder.folder(LOCK).modified(FILE).equals(Optional.of(now)) || saysThatItIsOurs();
    }

    private boolean saysThatItIsOurs() {
        return record.read(LOCK + "/" + FILE)
                .filter(text -> held(text.json(), now).id().equals(id))
                .isPresent();
    }

    /** Whether it is there and its lease is over; one that is not there may be another's in the next moment. */
    private boolean hasEnded(Optional<Held> held) {
        return held.filter(lock -> !isValid(lock)).isPresent();
    }

    private boolean isValid(Held held) {
        return held.since().plus(LEASE).isAfter(now) && !held.machine().isDead();
    }

    private Optional<Held> held() {
        return read(LOCK);
    }

    /** When a lock was written that goes in the same moment does not matter any more. */
    private Optional<Held> read(String name) {
        return read(record, name);
    }

    private static Optional<Held> read(SignedFolder record, String name) {
        Optional<Instant> since = record.folder().folder(name).modified(FILE);
        return since.flatMap(time -> record.read(name + "/" + FILE).map(text -> held(text.json(), time)));
    }

    private static Held held(JsonNode json, Instant since) {
        return new Held(
                json.path("holder").asText(),
                json.path("id").asText(),
                since,
                new Machine(
                        json.path("place").asText(),
                        json.path("process").asLong(),
                        json.path("started").asLong()));
    }

    private ObjectNode json() {
        Machine machine = Machine.here();
        return JSON.createObjectNode()
                .put("holder", holder)
                .put("id", id)
                .put("place", machine.place())
                .put("process", machine.process())
                .put("started", machine.started());
    }

    private LockedException refused(Held held) {
        long seconds = Math.max(Duration.between(now, held.since().plus(LEASE)).toSeconds(), 0);
        return new LockedException(new Problem(
                        "another run is under way",
                        Where.nowhere(),
                        "%s holds the lock in \"%s\". Unless it renews that, the lock ends in %d s."
                                .formatted(held.holder(), record.place(), seconds),
                        "if it died, its lock ends by itself. Wait until it ends.")
                .with(Remedy.of(Remedy.Kind.WAIT)));
    }

    /** What keeps the lock from being taken although no run holds it. */
    private ProblemException inTheWay() {
        Folder lock = folder.folder(LOCK);
        List<String> foreign = folder.files().contains(LOCK) ? List.of(LOCK) : contents(lock);
        if (foreign.isEmpty() || foreign.contains(FILE)) {
            return refused(new Held("another run", "", now, Machine.here())); // it came and went while this one looked
        }
        return new TargetException(new Problem(
                "lock is blocked",
                Where.nowhere(),
                "no run holds the lock in \"%s\", but files that homelab did not make are where it would be: %s."
                        .formatted(record.place(), String.join(", ", foreign)),
                "look at them, and remove them:\n\n  rm -r " + lock.path()));
    }
}
