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
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The one lock of a homelab: a file in the run record that only one run can make. It has a holder and a lease, so that a
 * run that died does not keep others out for ever.
 */
public final class RunLock implements AutoCloseable {

    private static final String FILE = "lock.json";
    private static final Duration LEASE = Duration.ofMinutes(30);
    private static final JsonMapper JSON = new JsonMapper();

    private final Folder record;
    private final String holder;
    private final Clock clock;

    /** Who holds it, and until when. */
    private record Held(String holder, Instant until) {}

    private RunLock(Folder record, String holder, Clock clock) {
        this.record = record;
        this.holder = holder;
        this.clock = clock;
    }

    /**
     * Takes the lock.
     *
     * @param holder who takes it, unique to the run, in words that help a person find it
     * @throws LockedException if another run holds it
     */
    public static RunLock take(Folder record, String holder, Clock clock) {
        RunLock lock = new RunLock(record, holder, clock);
        if (!record.create(FILE, lock.text())) {
            lock.takeOver();
        }
        return lock;
    }

    /** Begins the lease anew; call it while work goes on. */
    public void renew() {
        record.write(FILE, text(), Folder.Access.SHARED);
    }

    @Override
    public void close() {
        if (held().filter(held -> held.holder().equals(holder)).isPresent()) {
            record.delete(FILE);
        }
    }

    /**
     * Takes a lock whose lease has ended. The old file is first renamed away, which only one of two runs that try at once
     * can do; if the file turns out to be a fresh one of a faster run, it goes back.
     */
    private void takeOver() {
        Held held = held().orElse(new Held("an unknown run", Instant.EPOCH));
        if (held.until().isAfter(clock.instant())) {
            throw refused(held);
        }
        String aside = "lock-ended-" + Integer.toHexString(holder.hashCode()) + ".json";
        boolean mine = record.rename(FILE, aside);
        Optional<Held> moved = mine ? read(aside) : Optional.empty();
        if (moved.filter(other -> other.until().isAfter(clock.instant())).isPresent()) {
            record.rename(aside, FILE);
            throw refused(moved.get());
        }
        record.delete(aside);
        if (!record.create(FILE, text())) {
            throw refused(held().orElse(held));
        }
    }

    private Optional<Held> held() {
        return read(FILE);
    }

    private Optional<Held> read(String file) {
        return record.read(file).map(text -> {
            try {
                JsonNode json = JSON.readTree(text);
                return new Held(
                        json.path("holder").asText("an unknown run"),
                        Instant.parse(json.path("until").asText("1970-01-01T00:00:00Z")));
            } catch (JsonProcessingException | java.time.format.DateTimeParseException e) {
                return new Held("an unknown run", Instant.EPOCH); // damaged: as good as ended
            }
        });
    }

    private String text() {
        Instant until = clock.instant().plus(LEASE).truncatedTo(ChronoUnit.SECONDS);
        return JSON.createObjectNode().put("holder", holder).put("until", until.toString()) + "\n";
    }

    private LockedException refused(Held held) {
        return new LockedException(new Problem(
                "another run is under way",
                Where.nowhere(),
                "%s holds the lock in \"%s\" until %s.".formatted(held.holder(), record.path(), held.until()),
                "wait until it ends; if it died, its lock ends by itself."));
    }
}
