// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.guard;

import dev.homelab.model.inventory.Wave;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import java.util.Locale;

/**
 * The part of a run that one process does. The jobs of a pipeline do one stage each: a stage stops where the next one goes
 * on, as after a run that was killed there, and so loses nothing whenever it is really killed.
 *
 * <pre>
 *   stage       takes down what goes   builds up     visits   rolls back what fails
 *   ---------   --------------------   -----------   ------   -------------------------
 *   ALL         yes                    everything    yes      yes
 *   DEPLOY      yes                    containers    -        leaves it to the rollback
 *   SSO ...     -                      its waves     -        leaves it to the rollback
 *   VERIFY      -                      -             yes      leaves it to the rollback
 *   ROLLBACK    as ALL, rolled back; only the pipeline reports it
 * </pre>
 */
public enum Stage {
    ALL,
    DEPLOY,
    SSO,
    ROUTE,
    DNS,
    DASHBOARD,
    VERIFY,
    ROLLBACK;

    /** Returns whether it is a run of its own, from its beginning to its end. */
    public boolean isWhole() {
        return this == ALL || this == ROLLBACK;
    }

    /** Returns whether a run begins with it. */
    public boolean begins() {
        return isWhole() || this == DEPLOY;
    }

    /** Returns whether it builds up what the targets of a wave are to have. */
    public boolean builds(Wave built) {
        return isWhole() || this == builder(built);
    }

    private static Stage builder(Wave wave) {
        return switch (wave) {
            case RUNTIME -> DEPLOY;
            case IDENTITY -> SSO;
            case ROUTING -> ROUTE;
            case NAMING -> DNS;
            case PRESENTATION, DOCUMENTATION -> DASHBOARD;
        };
    }

    /** Returns whether it looks from outside; a service that is verified then has been applied. */
    public boolean verifies() {
        return isWhole() || this == VERIFY;
    }

    /** Returns what is wrong when there is something to do, and no stage before it began. */
    public Problem notBegun(String holder) {
        return new Problem(
                "no run to resume",
                Where.nowhere(),
                "stage %s has something to do, and no run that stage deploy began for \"%s\" is under way."
                        .formatted(name().toLowerCase(Locale.ROOT), holder),
                "begin with stage deploy, or run the pipeline again.");
    }
}
