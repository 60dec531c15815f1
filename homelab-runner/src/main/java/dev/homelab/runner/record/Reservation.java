// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Remedy;
import dev.homelab.problem.Where;
import dev.homelab.spi.Folder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A homelab kept for the runs of one holder, as {@code reserved.json} in the run record: who, and until when. It outlives
 * processes, and ends by itself if it is not released. Only the holder of the {@link RunLock} may change it.
 *
 * <p>It began when the file was written, by the clock of the machine that keeps the record.
 */
final class Reservation {

    static final String FILE = "reserved.json";

    /** Longer than a CI server takes from one job to the next; runs of the holder renew it for as long as they live. */
    static final Duration LEASE = Duration.ofMinutes(15);

    private static final JsonMapper JSON = new JsonMapper();

    private final SignedFolder record;
    private final Instant now;

    /** A reservation, or none, as of what time it is by the clock of the record. */
    Reservation(SignedFolder record, Instant now) {
        this.record = record;
        this.now = now;
    }

    /** Returns whom it was reserved for last, although that may be over. */
    static Optional<String> holder(SignedFolder record) {
        return record.read(FILE).map(text -> text.json().path("holder").asText());
    }

    void write(String holder) {
        record.write(FILE, JSON.createObjectNode().put("holder", holder), Folder.Access.SHARED);
    }

    void remove() {
        record.folder().delete(FILE);
    }

    /**
     * Renews the lease of a holder, and lets in every other run that may enter.
     *
     * @throws LockedException if it is reserved for another
     * @throws dev.homelab.provision.TargetException if the record does not say for whom
     */
    void check(Optional<String> holder) {
        Optional<Duration> left = record.folder()
                .modified(FILE)
                .map(since -> Duration.between(now, since.plus(LEASE)))
                .filter(time -> !time.isNegative() && !time.isZero());
        Optional<String> held = left.flatMap(time -> holder(record));
        held.filter(other -> !holder.equals(Optional.of(other))).ifPresent(other -> {
            throw refused(other, left.orElse(Duration.ZERO));
        });
        held.ifPresent(this::write);
    }

    private LockedException refused(String holder, Duration left) {
        return new LockedException(new Problem(
                        "homelab is reserved",
                        Where.nowhere(),
                        "\"%s\" has it reserved for another %d s, in \"%s\"."
                                .formatted(holder, left.toSeconds(), record.place()),
                        "wait until it ends. If it never will, release it.")
                .with(Remedy.of(Remedy.Kind.WAIT), Remedy.of(Remedy.Kind.RELEASE_LOCK, holder)));
    }
}
