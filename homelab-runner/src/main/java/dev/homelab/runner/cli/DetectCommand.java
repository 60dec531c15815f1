// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.cli.option.RunDirectoryOption;
import dev.homelab.runner.cli.option.Since;
import dev.homelab.runner.pipeline.RunDirectory;
import dev.homelab.runner.reason.Comparison;
import dev.homelab.runner.render.AffectedText;
import dev.homelab.runner.render.Dotenv;
import dev.homelab.runner.render.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says which services definitions ask something else for. */
@Command(
        name = "detect",
        description = {
            "List services whose definitions changed since the last apply.",
            "Gives the reason for each; what a failed run did not apply is among them. Reads the run record and no target; "
                    + "with --since, Git alone. Writes nothing, anywhere."
        },
        footer = {
            "  homelab detect",
            "  homelab detect --since origin/main...",
            "  homelab detect --run .homelab --dotenv"
        })
final class DetectCommand extends DefinitionsCommand {

    @Mixin
    private Since since = new Since();

    @Mixin
    private RunDirectoryOption handed = new RunDirectoryOption();

    @Option(
            names = "--dotenv",
            description = "Print variables for later jobs: HOMELAB_TOUCHED, a number, and HOMELAB_TOUCHED_SERVICES.")
    private boolean dotenv;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** In a pipeline it is the next job that fails, which says so in more ways than one. */
    @Override
    Ending invalid() {
        Comparison none = Comparison.impossible("definitions are not valid");
        handed.folder().ifPresent(folder -> keep(none, Dotenv.unknown(), folder));
        return handed.folder().isPresent() ? Ending.DONE : Ending.INVALID;
    }

    @Override
    void end() {
        since.close();
    }

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        if (json && dotenv) {
            throw new ParameterException(spec.commandLine(), "--json and --dotenv ask for different things.");
        }
        Comparison comparison =
                since.isGiven() ? since.compare(homelab, definitions()) : Since.withLastApplied(homelab, runOptions());
        handed.folder().ifPresent(folder -> keep(comparison, Dotenv.of(comparison), folder));
        if (json) {
            terminal.line(Json.of(comparison));
        } else if (dotenv) {
            terminal.lines(Dotenv.of(comparison).lines().toList());
        } else {
            terminal.lines(AffectedText.lines(comparison));
        }
        return Ending.DONE;
    }

    private static void keep(Comparison comparison, String variables, RunDirectory folder) {
        folder.begin();
        folder.write("changes.json", Json.of(comparison) + "\n");
        folder.write("changes.env", variables);
    }
}
