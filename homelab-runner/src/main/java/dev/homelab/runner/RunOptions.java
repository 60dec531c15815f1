// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.provision.Cancellation;
import dev.homelab.provision.PollPolicy;
import dev.homelab.runner.guard.Stage;
import dev.homelab.runner.record.RunLocks;
import java.time.Duration;
import java.util.Optional;

/**
 * How a run is done, whatever it is for.
 *
 * <pre>{@code
 * RunOptions.usual().waitingForLock(Duration.ofMinutes(5)).cancelledBy(cancellation)
 * }</pre>
 *
 * @param patience how long services may take to answer
 * @param lockWait how long to wait for the lock while another run holds it; zero to be refused at once
 * @param cancellation ends the run early; an interrupt of the calling thread does the same
 * @param pipeline how it belongs to a pipeline of several jobs
 */
public record RunOptions(PollPolicy patience, Duration lockWait, Cancellation cancellation, PipelineOptions pipeline) {

    /** The defaults: answers within a minute, no wait for the lock, and a cancellation of its own. */
    public static RunOptions usual() {
        return new RunOptions(PollPolicy.usual(), Duration.ZERO, new Cancellation(), PipelineOptions.none());
    }

    /** Returns these options with this patience. */
    public RunOptions with(PollPolicy limits) {
        return new RunOptions(limits, lockWait, cancellation, pipeline);
    }

    /** Returns these options for a job of a pipeline. */
    public RunOptions with(PipelineOptions job) {
        return new RunOptions(patience, lockWait, cancellation, job);
    }

    /** Returns these options, and waits this long for the lock. */
    public RunOptions waitingForLock(Duration most) {
        return new RunOptions(patience, most, cancellation, pipeline);
    }

    /** Returns these options for a run that this ends early. */
    public RunOptions cancelledBy(Cancellation request) {
        return new RunOptions(patience, lockWait, request, pipeline);
    }

    Stage stage() {
        return pipeline.stage();
    }

    Optional<String> holder() {
        return pipeline.holder();
    }

    RunLocks.LockOptions lockOptions() {
        return new RunLocks.LockOptions(lockWait, pipeline.holder());
    }
}
