// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.HomelabPlan;
import dev.homelab.runner.cli.option.HtmlOption;
import dev.homelab.runner.cli.option.Locking;
import dev.homelab.runner.cli.option.RunDirectoryOption;
import dev.homelab.runner.pipeline.Job;
import dev.homelab.runner.render.Json;
import dev.homelab.runner.render.PlanText;
import dev.homelab.runner.site.PlanPages;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows changes made by hand at targets. */
@Command(
        name = "drift",
        description = {
            "Show what was changed or removed by hand at a target.",
            "Changes nothing, and ends with 2 if there is drift. With --wait it waits for a run that is under way, and "
                    + "keeps others waiting while it reads."
        },
        footer = {"  homelab drift", "  homelab drift --wait 600 --json"})
final class DriftCommand extends DefinitionsCommand {

    @Mixin
    private RunDirectoryOption handed = new RunDirectoryOption();

    @Mixin
    private Locking locking = new Locking();

    @Mixin
    private HtmlOption html = new HtmlOption();

    @Override
    void leave(Report report) {
        handed.leave(Job.DRIFT, report);
    }

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        HomelabPlan plan = homelab.drift(locking.apply(runOptions(), environment()));
        html.write(() -> PlanPages.drift(plan), masker());
        if (json) {
            terminal.line(Json.drift(plan));
        } else {
            terminal.plan(PlanText.drift(plan));
            terminal.warnings(plan.behind());
        }
        Ending ending = plan.hasDrift() || !plan.behind().isEmpty() ? Ending.PENDING : Ending.DONE;
        leave(Report.begin("", plan.homelab(), plan.hasDrift() ? PlanText.drift(plan) : List.of())
                .ended(ending, List.of(), plan.behind()));
        return ending;
    }
}
