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
 * The one lock of a homelab: a file in the run record that only one run can make.
 *
 * <p>It has a lease, which is begun anew in the background for as long as the run lives, so that one that died does not
 * keep others out for long. A process that is told to end frees it on its way out.
 */
public final class RunLock implements AutoCloseable {

    static final String FILE = "lock.json";
    static final Duration LEASE = Duration.ofMinutes(10);

    private static final int TRIES = 5;
    private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final Folder record;
    private final String holder;
    private final Clock clock;
    private final String id = UUID.randomUUID().toString();
    private final Heartbeat heartbeat;
    private boolean free;

    /** Who holds it, and until when. */
    private record Held(String holder, String id, Instant until) {}

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
                record.delete(FILE);
            }
        } catch (RuntimeException e) {
            LOG.warn("The lock in {} could not be freed; it ends by itself after {}.", record.path(), LEASE);
        }
    }

    /** Begins the lease anew, unless another run has taken the lock over. */
    synchronized void renew() {
        try {
            if (!free && isOurs(held())) {
                record.write(FILE, text(), Folder.Access.SHARED);
            }
        } catch (RuntimeException e) {
            LOG.warn("The lease of the lock in {} could not be renewed.", record.path());
        }
    }

    /** A file that was made is looked at again, since a run that took it for one left behind may have moved it away. */
    private void take() {
        for (int tries = 0; tries < TRIES; tries++) {
            boolean made = record.create(FILE, text());
            Optional<Held> held = held();
            if (isOurs(held)) {
                return;
            }
            if (held.isPresent() && (made || isValid(held.get()))) {
                throw refused(held.get());
            }
            held.ifPresent(ended -> clearAway());
        }
        throw refused(held().orElse(unknown()));
    }

    /** Only one of two runs can move a file; if it turns out to be a fresh one of a faster run, it goes back. */
    private void clearAway() {
        String aside = "lock-" + id + ".json";
        if (!record.rename(FILE, aside)) {
            return;
        }
        if (read(aside).filter(this::isValid).isPresent()) {
            record.rename(aside, FILE);
        } else {
            record.delete(aside);
        }
    }

    private boolean isOurs(Optional<Held> held) {
        return held.filter(lock -> lock.id().equals(id)).isPresent();
    }

    private boolean isValid(Held held) {
        return held.until().isAfter(clock.instant());
    }

    private Optional<Held> held() {
        return read(FILE);
    }

    private Optional<Held> read(String file) {
        return record.read(file).map(RunLock::parse);
    }

    private static Held parse(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return new Held(
                    json.path("holder").asText(),
                    json.path("id").asText(),
                    Instant.parse(json.path("until").asText()));
        } catch (JsonProcessingException | DateTimeParseException e) {
            return unknown(); // damaged: as good as ended
        }
    }

    private static Held unknown() {
        return new Held("an unknown run", "", Instant.EPOCH);
    }

    private String text() {
        Instant until = clock.instant().plus(LEASE).truncatedTo(ChronoUnit.SECONDS);
        return JSON.createObjectNode()
                        .put("holder", holder)
                        .put("until", until.toString())
                        .put("id", id)
                + "\n";
    }

    private LockedException refused(Held held) {
        return new LockedException(new Problem(
                "another run is under way",
                Where.nowhere(),
                "%s holds the lock in \"%s\" until %s.".formatted(held.holder(), record.path(), held.until()),
                "wait until it ends; if it died, its lock ends by itself."));
    }
}
