// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.HomelabPlan;
import dev.homelab.runner.RunOptions;
import dev.homelab.runner.RunRequest;
import dev.homelab.runner.cli.option.Locking;
import dev.homelab.runner.cli.option.WaitOptions;
import dev.homelab.runner.render.PlanText;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes everything that belongs to a homelab from its targets. */
@Command(
        name = "destroy",
        description = {
            "Remove everything of this homelab from all targets.",
            "Containers, routes, names, sign-ins and tiles go; volumes and folders with data are kept, and named. Definitions, the run"
                    + " record and the root key stay. On a terminal it asks for the name of the homelab. A service with protect: true"
                    + " keeps it from being done."
        },
        footer = {"  homelab destroy", "  homelab destroy --yes-destroy home"})
final class DestroyCommand extends DefinitionsCommand {

    @Option(
            names = "--yes-destroy",
            paramLabel = "NAME",
            description = "The name of the homelab, to destroy it without being asked.")
    private Optional<String> confirmed = Optional.empty();

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    @Mixin
    private Locking locking = new Locking();

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        RunOptions options = locking.apply(runOptions().with(waiting.patience()), environment(), false);
        HomelabPlan plan = homelab.plan(RunRequest.destroy().with(options));
        List<Problem> refusal = homelab.refusal(plan);
        if (!json) {
            terminal.lines(PlanText.lines(plan));
        }
        if (!refusal.isEmpty()) {
            terminal.problems(refusal, json);
            return Ending.REFUSED;
        }
        String name = homelab.catalog().catalog().inventory().homelab();
        if (!plan.isEmpty() && !isConfirmed(name, terminal)) {
            terminal.problems(List.of(notConfirmed(name)), json);
            return Ending.REFUSED;
        }
        return tell(homelab.apply(plan), terminal, json);
    }

    private boolean isConfirmed(String name, Terminal terminal) {
        return confirmed
                .or(() -> terminal.isInteractive()
                        ? terminal.answer("To destroy all of this, type the name of the homelab: ")
                        : Optional.empty())
                .map(String::strip)
                .filter(name::equals)
                .isPresent();
    }

    private static Problem notConfirmed(String name) {
        return new Problem(
                "destruction not confirmed",
                Where.nowhere(),
                "everything that belongs to homelab \"%s\" would be removed from all targets; nothing was changed."
                        .formatted(name),
                "look at the plan above. If all of it is to go, say the name:\n\n  homelab destroy --yes-destroy "
                        + name);
    }
}
