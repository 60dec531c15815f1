// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import dev.homelab.provision.Cancellation;
import dev.homelab.provision.PollPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * The locks of a homelab: one run at a time, and while it is reserved, such as for a pipeline of several jobs, only the runs of the
 * holder.
 */
public final class RunLocks {

    private static final Duration INTERVAL = Duration.ofMillis(500);

    /** How long others may hold the lock while they look whether the homelab is reserved, on a slow line. */
    private static final Duration MOMENT = Duration.ofSeconds(30);

    private final SignedFolder record;
    private final LockOptions options;
    private final Cancellation cancellation;

    /**
     * What a run brings along.
     *
     * @param patience how long it waits for others to leave
     * @param holder the name under which the homelab is reserved for it; empty if it is not
     */
    public record LockOptions(Duration patience, Optional<String> holder) {

        /** Comes alone, and does not wait. */
        public static LockOptions usual() {
            return new LockOptions(Duration.ZERO, Optional.empty());
        }
    }

    /** One that waits as long as the pass says. */
    public RunLocks(SignedFolder record, LockOptions options) {
        this(record, options, new Cancellation());
    }

    public RunLocks(SignedFolder record, LockOptions options, Cancellation cancellation) {
        this.record = record;
        this.options = options;
        this.cancellation = cancellation;
    }

    /**
     * Lets a run in.
     *
     * @param run who it is, in words that help a person find it
     * @throws LockedException if it has to wait too long for another
     * @throws CancellationException if it is cancelled or interrupted while it waits
     */
    public RunLock enter(String run) {
        Attempt last = new PollPolicy(patience(), INTERVAL)
                .await(() -> attempt(run), attempt -> attempt.refusal().isEmpty(), cancellation);
        if (last.refusal().isPresent()) {
            cancellation.check();
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("The wait for the lock was interrupted.");
            }
            throw last.refusal().get();
        }
        return last.lock().orElseThrow();
    }

    /** Who has it reserved waits a moment in any case: the others hold the lock to look, and may do no more. */
    private Duration patience() {
        boolean isReserved =
                options.holder().isPresent() && Reservation.holder(record).equals(options.holder());
        return isReserved && options.patience().compareTo(MOMENT) < 0 ? MOMENT : options.patience();
    }

    /** The lock, or why it is not to be had now. */
    private record Attempt(Optional<RunLock> lock, Optional<LockedException> refusal) {}

    private Attempt attempt(String run) {
        try {
            return new Attempt(Optional.of(tryToEnter(run)), Optional.empty());
        } catch (LockedException e) {
            return new Attempt(Optional.empty(), Optional.of(e));
        }
    }

    /**
     * Reserves the homelab for the runs of the holder, until the lease ends or the lock is released.
     *
     * @throws LockedException if it has to wait too long for another
     */
    public RunLocks reserve() {
        RunLock lock = enter(holder());
        try (lock) {
            reservation(lock).write(holder());
        }
        return this;
    }

    /**
     * Ends that; nothing happens if it has ended.
     *
     * @throws LockedException if it is another's
     */
    public RunLocks free() {
        RunLock lock = enter(holder());
        try (lock) {
            reservation(lock).remove();
        }
        return this;
    }

    private RunLock tryToEnter(String run) {
        RunLock lock = RunLock.take(record, run);
        try {
            reservation(lock).check(options.holder());
            lock.alsoRenewing(() -> reservation(lock).check(options.holder()));
            return lock;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private String holder() {
        return options.holder().orElseThrow(() -> new IllegalStateException("No holder. This is a bug in homelab."));
    }

    private Reservation reservation(RunLock lock) {
        return new Reservation(record, lock.now());
    }
}
