// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homelab.adapter.support.file.Folder;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one lock of a homelab: a folder in the run record, {@code lock}, with a file in it that says who holds it.
 *
 * <p>A run writes a folder of its own and gives it that name, which the file system grants to one of many: so the lock is
 * never there without its holder.
 *
 * <p>It has a lease, which is begun anew in the background for as long as the run lives, so that one that died does not
 * keep others out for long. A process that is told to end frees it on its way out. Where a run can tell that the process
 * of the other is dead, it takes the lock over at once.
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

    private final Folder record;
    private final String holder;
    private final Clock clock;
    private final String id = UUID.randomUUID().toString();
    private final Heartbeat heartbeat;
    private Runnable beside = () -> {};
    private boolean free;

    /** Who holds it, and until when. */
    private record Held(String holder, String id, Instant until, Machine machine) {}

    private RunLock(Folder record, String holder, Clock clock) {
        this.record = record;
        this.holder = holder;
        this.clock = clock;
        this.heartbeat = new Heartbeat(LEASE.dividedBy(5), this::renew, this::close);
    }

    /**
     * Takes the lock.
     *
     * @param holder who takes it, in words that help a person find the run
     * @throws LockedException if another run holds it
     */
    public static RunLock take(Folder record, String holder, Clock clock) {
        RunLock lock = new RunLock(record, holder, clock);
        lock.take();
        lock.heartbeat.start();
        lock.sweep();
        return lock;
    }

    @Override
    public synchronized void close() {
        if (free) {
            return;
        }
        free = true;
        heartbeat.stop();
        try {
            if (isOurs(held())) {
                takeAway(LOCK, own());
            }
        } catch (RuntimeException e) {
            LOG.warn("The lock in {} could not be freed; it ends by itself after {}.", record.path(), LEASE);
        }
    }

    /** Lets something else begin anew with each lease. */
    synchronized void alsoRenewing(Runnable more) {
        beside = more;
    }

    /** Begins the lease anew, unless another run has taken the lock over. */
    synchronized void renew() {
        try {
            if (!free && isOurs(held())) {
                record.folder(LOCK).write(FILE, text(), Folder.Access.SHARED);
                beside.run();
            }
        } catch (RuntimeException e) {
            LOG.warn("The lease of the lock in {} could not be renewed.", record.path());
        }
    }

    private void take() {
        record.folder(own()).write(FILE, text(), Folder.Access.SHARED);
        for (int tries = 0; tries < TRIES && !record.renameFolder(own(), LOCK); tries++) {
            Optional<Held> held = held();
            if (held.filter(this::isValid).isPresent() || tries == TRIES - 1) {
                discard(own());
                throw refused(held.orElse(unknown()));
            }
            if (hasEnded(held)) {
                clearAway();
            }
        }
    }

    /**
     * Takes an ended lock away. Only one run at a time does, and it looks once more: since nobody else may take it away, and
     * nobody can put another in its place before it is gone, what it takes away is what it saw.
     */
    private void clearAway() {
        String aside = ASIDE + id;
        record.folder(aside).write(FILE, text(), Folder.Access.SHARED);
        if (record.renameFolder(aside, CLEARING)) {
            Optional<Held> held = held();
            if (hasEnded(held)) {
                LOG.warn(
                        "The lock that {} left behind is taken over.",
                        held.orElse(unknown()).holder());
                takeAway(LOCK, aside);
            }
            takeAway(CLEARING, aside);
        } else {
            discard(aside);
            if (hasEnded(read(CLEARING))) {
                takeAway(CLEARING, aside); // left behind by a run that died in that moment
            }
        }
    }

    /** Removes what runs left behind that were killed while they took the lock, or freed it. */
    private void sweep() {
        try {
            record.folders().stream()
                    .filter(folder -> folder.startsWith(WAITING) || folder.startsWith(ASIDE))
                    .filter(folder -> hasEnded(read(folder)))
                    .forEach(this::discard);
        } catch (RuntimeException e) {
            LOG.warn("What earlier runs left in {} could not be removed.", record.path());
        }
    }

    /** Removes a folder under another name, so that its own is free at once. */
    private void takeAway(String folder, String aside) {
        if (record.renameFolder(folder, aside)) {
            discard(aside);
        }
    }

    private void discard(String folder) {
        record.folder(folder).delete(FILE);
        record.folder(folder).deleteIfEmpty();
    }

    private String own() {
        return WAITING + id;
    }

    private boolean isOurs(Optional<Held> held) {
        return held.filter(lock -> lock.id().equals(id)).isPresent();
    }

    /** Whether it is there and its lease is over; one that is not there may be another's in the next moment. */
    private boolean hasEnded(Optional<Held> held) {
        return held.filter(lock -> !isValid(lock)).isPresent();
    }

    private boolean isValid(Held held) {
        return held.until().isAfter(clock.instant()) && !held.machine().isDead();
    }

    private Optional<Held> held() {
        return read(LOCK);
    }

    private Optional<Held> read(String folder) {
        return record.folder(folder).read(FILE).map(RunLock::parse);
    }

    private static Held parse(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return new Held(
                    json.path("holder").asText(),
                    json.path("id").asText(),
                    Instant.parse(json.path("until").asText()),
                    new Machine(
                            json.path("place").asText(),
                            json.path("process").asLong(),
                            json.path("started").asLong()));
        } catch (JsonProcessingException | DateTimeParseException e) {
            return unknown(); // damaged: as good as ended
        }
    }

    private static Held unknown() {
        return new Held("an unknown run", "", Instant.EPOCH, new Machine("", 0, 0));
    }

    private String text() {
        Instant until = clock.instant().plus(LEASE).truncatedTo(ChronoUnit.SECONDS);
        Machine machine = Machine.here();
        return JSON.createObjectNode()
                        .put("holder", holder)
                        .put("until", until.toString())
                        .put("id", id)
                        .put("place", machine.place())
                        .put("process", machine.process())
                        .put("started", machine.started())
                + "\n";
    }

    private LockedException refused(Held held) {
        return new LockedException(new Problem(
                "another run is under way",
                Where.nowhere(),
                "%s holds the lock in \"%s\" until %s.".formatted(held.holder(), record.path(), held.until()),
                "wait until it ends, or add --wait SECONDS; if it died, its lock ends by itself."));
    }
}
