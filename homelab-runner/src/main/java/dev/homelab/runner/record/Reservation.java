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

/**
 * A homelab kept for the runs of one holder, as {@code reserved.json} in the run record: who, and until when. It outlives
 * processes, and ends by itself if nobody frees it. Only whoever holds the {@link RunLock} may touch it.
 */
final class Reservation {

    static final String FILE = "reserved.json";

    /** Longer than a CI server takes from one job to the next; runs of the holder begin it anew for as long as they live. */
    static final Duration LEASE = Duration.ofMinutes(15);

    private static final JsonMapper JSON = new JsonMapper();

    private final Folder record;
    private final Clock clock;

    Reservation(Folder record, Clock clock) {
        this.record = record;
        this.clock = clock;
    }

    /** Who has it reserved, and until when. */
    private record Held(String holder, Instant until) {}

    void write(String holder) {
        Instant until = clock.instant().plus(LEASE).truncatedTo(ChronoUnit.SECONDS);
        String text = JSON.createObjectNode().put("holder", holder).put("until", until.toString()) + "\n";
        record.write(FILE, text, Folder.Access.SHARED);
    }

    void remove() {
        record.delete(FILE);
    }

    /**
     * Begins the lease of a holder anew, and lets in whoever else may.
     *
     * @throws LockedException if it is reserved for another
     */
    void check(Optional<String> holder) {
        Optional<Held> held = record.read(FILE).flatMap(Reservation::parse).filter(this::isValid);
        held.filter(other -> !holder.equals(Optional.of(other.holder()))).ifPresent(other -> {
            throw refused(other);
        });
        held.map(Held::holder).ifPresent(this::write);
    }

    private boolean isValid(Held held) {
        return held.until().isAfter(clock.instant());
    }

    private static Optional<Held> parse(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return Optional.of(new Held(
                    json.path("holder").asText(),
                    Instant.parse(json.path("until").asText())));
        } catch (JsonProcessingException | DateTimeParseException e) {
            return Optional.empty(); // damaged: as good as ended
        }
    }

    private LockedException refused(Held held) {
        return new LockedException(new Problem(
                "homelab is reserved",
                Where.nowhere(),
                "\"%s\" has it reserved until %s, in \"%s\".".formatted(held.holder(), held.until(), record.path()),
                "wait until it ends, or add --wait SECONDS. If it never will, free it:\n\n  homelab unlock --holder "
                        + held.holder()));
    }
}
