// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.HomelabPlan;
import dev.homelab.runner.render.Json;
import dev.homelab.runner.render.PlanText;
import picocli.CommandLine.Command;

/** Shows what somebody changed by hand at targets. */
@Command(
        name = "drift",
        description = "Show what was changed or removed by hand at a target, and end with 2 if anything was. Writes"
                + " nothing, anywhere.")
final class DriftCommand extends DefinitionsCommand {

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        HomelabPlan plan = homelab.plan();
        if (json) {
            terminal.line(Json.drift(plan));
        } else {
            terminal.lines(PlanText.drift(plan));
        }
        return plan.hasDrift() ? Ending.PENDING : Ending.DONE;
    }
}
