// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.pipeline;

import dev.homelab.runner.guard.Stage;
import java.util.Locale;

/** A job of a pipeline that says how it ended, in the order in which they come. */
public enum Job {
    VALIDATE,
    PLAN,
    DRIFT,
    APPLY,
    DEPLOY,
    SSO,
    ROUTE,
    DNS,
    DASHBOARD,
    VERIFY,
    ROLLBACK;

    /** Returns the job that does a stage. */
    public static Job of(Stage stage) {
        return stage == Stage.ALL ? APPLY : valueOf(stage.name());
    }

    /** Returns its name in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
