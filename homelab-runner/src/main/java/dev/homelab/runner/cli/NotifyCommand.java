// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.cli.option.Definitions;
import dev.homelab.runner.cli.option.RunDirectoryOption;
import dev.homelab.runner.pipeline.PipelineReport;
import dev.homelab.runner.render.Json;
import dev.homelab.runner.render.ReportText;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends a notification of how a pipeline ended. */
@Command(
        name = "notify",
        description = {
            "Notify the channels of the inventory how a pipeline ended.",
            "Says what its jobs did, what failed and why, and what was rolled back. Sends nothing if there were no changes "
                    + "and no problems."
        },
        footer = "  homelab notify --run .homelab")
final class NotifyCommand extends DefinitionsCommand {

    /** The variables in which CI servers say where their page of a pipeline is. */
    private static final List<String> PAGES = List.of("HOMELAB_PIPELINE_URL", "CI_PIPELINE_URL");

    @Mixin
    private RunDirectoryOption handed = new RunDirectoryOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    Homelab read(Definitions definitions) {
        return definitions.readInventory();
    }

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        PipelineReport story = PipelineReport.read(handed.folder()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "Say where the jobs left their reports: --run FOLDER.")));
        List<String> remarks = PAGES.stream()
                .flatMap(name -> Stream.ofNullable(environment().get(name)))
                .filter(page -> !page.isBlank())
                .limit(1)
                .map("Pipeline: "::concat)
                .toList();
        Report report = story.report(homelab.catalog().catalog().inventory().homelab(), remarks);
        if (!story.isQuiet()) {
            homelab.tell(report);
        }
        if (json) {
            terminal.line(Json.of(report));
        } else {
            terminal.lines(ReportText.verdicts(report, terminal.isVerbose()));
            terminal.line(ReportText.ending(report));
            terminal.line(story.isQuiet() ? "No notification sent: no changes, no problems." : "Notification sent.");
        }
        return Ending.DONE;
    }
}
