// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.problem.Problem;
import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.HomelabPlan;
import dev.homelab.runner.guard.Guard;
import dev.homelab.runner.render.Json;
import dev.homelab.runner.render.PlanText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what apply would do. */
@Command(name = "plan", description = "Show what apply would do. Writes nothing, anywhere.")
final class PlanCommand extends DefinitionsCommand {

    @Option(names = "--check", description = "End with 2 if anything is to be done.")
    private boolean check;

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        HomelabPlan plan = homelab.plan();
        List<Problem> refusal = Guard.judge(homelab.catalog().catalog(), plan.byTarget());
        if (json) {
            terminal.line(Json.of(plan, refusal));
        } else {
            terminal.lines(PlanText.lines(plan));
        }
        if (!refusal.isEmpty()) {
            if (!json) {
                terminal.problems(refusal, false);
            }
            return Ending.REFUSED;
        }
        return check && !plan.isEmpty() ? Ending.PENDING : Ending.DONE;
    }
}
