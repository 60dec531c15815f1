// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.runner.guard.Stage;
import java.util.Optional;

/**
 * How a run belongs to a pipeline of several jobs. A program that embeds homelab does not need it.
 *
 * @param stage the part of the run that this process does
 * @param holder the name under which the pipeline holds the lock; empty if it holds none
 * @param notifiesLater whether the channels that the inventory names are notified once, for the whole pipeline, by
 *     {@link Homelab#tell(Report)}
 */
public record PipelineOptions(Stage stage, Optional<String> holder, boolean notifiesLater) {

    /** A run that belongs to no pipeline. */
    public static PipelineOptions none() {
        return new PipelineOptions(Stage.ALL, Optional.empty(), false);
    }
}
