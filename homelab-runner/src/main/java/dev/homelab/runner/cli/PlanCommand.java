// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.problem.Problem;
import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.HomelabPlan;
import dev.homelab.runner.cli.option.Limits;
import dev.homelab.runner.render.Json;
import dev.homelab.runner.render.PlanText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what apply would do. */
@Command(name = "plan", description = "Show what apply would do. Writes nothing, anywhere.")
final class PlanCommand extends DefinitionsCommand {

    @Mixin
    private Limits limits = new Limits();

    @Option(names = "--check", description = "End with 2 if anything is to be done.")
    private boolean check;

    @Option(names = "--out", paramLabel = "FILE", description = "Save the plan, for apply --plan.")
    private Optional<Path> out = Optional.empty();

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        HomelabPlan plan =
                limits.apply(homelab, environment(), definitions().git()).plan();
        List<Problem> refusal = homelab.refusal(plan);
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
        out.ifPresent(file -> homelab.save(plan).write(file));
        return check && !plan.isEmpty() ? Ending.PENDING : Ending.DONE;
    }
}
