// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import dev.homelab.problem.Problem;
import java.util.List;

/**
 * What became of one change.
 *
 * @param change the change
 * @param result how it ended
 * @param problems why it failed; empty otherwise
 */
public record Outcome<R extends Resource>(Change<R> change, Result result, List<Problem> problems) {

    /** The ways a change can end. */
    public enum Result {
        APPLIED,
        FAILED,
        /** Not tried, because something else of the same service failed before, or the run was cancelled. */
        SKIPPED
    }

    public Outcome {
        problems = List.copyOf(problems);
    }

    public static <R extends Resource> Outcome<R> applied(Change<R> change) {
        return new Outcome<>(change, Result.APPLIED, List.of());
    }

    public static <R extends Resource> Outcome<R> failed(Change<R> change, List<Problem> problems) {
        return new Outcome<>(change, Result.FAILED, problems);
    }

    public static <R extends Resource> Outcome<R> skipped(Change<R> change) {
        return new Outcome<>(change, Result.SKIPPED, List.of());
    }

    public boolean succeeded() {
        return result == Result.APPLIED;
    }
}
