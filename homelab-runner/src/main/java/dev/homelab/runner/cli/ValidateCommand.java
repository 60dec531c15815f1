// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.problem.Problem;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.cli.option.RunDirectoryOption;
import dev.homelab.runner.pipeline.Job;
import dev.homelab.runner.pipeline.RunDirectory;
import dev.homelab.runner.render.CodeQuality;
import dev.homelab.runner.render.Json;
import dev.homelab.runner.render.JunitXml;
import dev.homelab.runner.render.PlanText;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Reads the definitions and says what is wrong with them. */
@Command(
        name = "validate",
        description = "Check the definitions. Connects to nothing, needs no secret.",
        footer = {
            "  homelab validate",
            "  homelab validate --services services --inventory lab/inventory.yaml",
            "  homelab validate --no-code --format junit > validate.xml",
            "  homelab validate --plugins plugins/technitium.jar"
        })
final class ValidateCommand extends DefinitionsCommand {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "How to print: ${COMPLETION-CANDIDATES} (default: text; --json is the same as json).")
    private Optional<Format> format = Optional.empty();

    @Mixin
    private RunDirectoryOption handed = new RunDirectoryOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The ways to print problems, by the names of the command line. */
    enum Format {
        TEXT,
        JSON,
        JUNIT,
        CODE_QUALITY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        handed.folder().ifPresent(folder -> keep(List.of(), homelab.warnings(), folder));
        if (format(json) == Format.TEXT) {
            int services = homelab.catalog().catalog().definitions().size();
            terminal.warnings(homelab.warnings());
            terminal.line(PlanText.count(services, "service") + ", no problems"
                    + (homelab.warnings().isEmpty() ? "." : ", " + count(homelab.warnings()) + "."));
        } else {
            print(List.of(), homelab.warnings(), terminal, json);
        }
        return Ending.DONE;
    }

    @Override
    void tell(List<Problem> problems, Terminal terminal, boolean json) {
        handed.folder().ifPresent(folder -> keep(problems, List.of(), folder));
        print(problems, List.of(), terminal, json);
    }

    @Override
    void leave(Report report) {
        handed.leave(Job.VALIDATE, report);
    }

    private void keep(List<Problem> problems, List<Problem> warnings, RunDirectory folder) {
        Path here = Path.of("").toAbsolutePath();
        folder.write("validate.xml", JunitXml.of(definitions().files(), problems, warnings));
        folder.write("codequality.json", CodeQuality.of(problems, warnings, here));
    }

    private void print(List<Problem> problems, List<Problem> warnings, Terminal terminal, boolean json) {
        Path here = Path.of("").toAbsolutePath();
        switch (format(json)) {
            case TEXT -> terminal.problems(problems, false);
            case JSON -> terminal.line(Json.of(problems, warnings));
            case JUNIT -> terminal.line(JunitXml.of(definitions().files(), problems, warnings));
            case CODE_QUALITY -> terminal.line(CodeQuality.of(problems, warnings, here));
        }
    }

    private static String count(List<Problem> warnings) {
        return PlanText.count(warnings.size(), "warning");
    }

    private Format format(boolean json) {
        if (json && format.filter(asked -> asked != Format.JSON).isPresent()) {
            throw new ParameterException(spec.commandLine(), "--json and --format ask for different things.");
        }
        return format.orElse(json ? Format.JSON : Format.TEXT);
    }
}
