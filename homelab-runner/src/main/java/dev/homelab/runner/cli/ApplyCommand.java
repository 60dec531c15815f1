// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.RunOptions;
import dev.homelab.runner.RunRequest;
import dev.homelab.runner.SavedPlan;
import dev.homelab.runner.cli.option.Agreement;
import dev.homelab.runner.cli.option.Definitions;
import dev.homelab.runner.cli.option.Limits;
import dev.homelab.runner.cli.option.Locking;
import dev.homelab.runner.cli.option.RunDirectoryOption;
import dev.homelab.runner.cli.option.TimingsOption;
import dev.homelab.runner.cli.option.WaitOptions;
import dev.homelab.runner.guard.Stage;
import dev.homelab.runner.pipeline.Job;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the homelab as its definitions say. */
@Command(
        name = "apply",
        description = "Apply the definitions, verify services, and roll back what fails.",
        footer = {
            "  homelab apply",
            "  homelab apply --only photos --yes",
            "  homelab apply --plan plan.json",
            "  homelab apply --yes-delete 4 --accept photos:data-stays-behind",
            "  homelab apply --adopt dns/photos.home.arpa --adopt-service wiki",
            "  homelab apply --refresh-images --patience 300",
            "  homelab apply --stage deploy --run .homelab --holder pipeline-7 --wait 60"
        })
final class ApplyCommand extends DefinitionsCommand {

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    @Mixin
    private Locking locking = new Locking();

    @Mixin
    private Limits limits = new Limits();

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "Do what this saved plan says, with the limits it was made with, or nothing.")
    private Optional<Path> plan = Optional.empty();

    @Mixin
    private RunDirectoryOption handed = new RunDirectoryOption();

    @Mixin
    private Agreement agreement = new Agreement();

    @Mixin
    private TimingsOption timings = new TimingsOption();

    @Option(
            names = "--stage",
            paramLabel = "STAGE",
            description =
                    "Do this stage of the run alone: ${COMPLETION-CANDIDATES}. Each goes on where the one before it stopped;"
                            + " homelab verify --run is the last. Needs --run, and a holder.")
    private Optional<Part> stage = Optional.empty();

    /** The stages that build something up. */
    enum Part {
        deploy,
        sso,
        route,
        dns,
        dashboard;

        Stage stage() {
            return Stage.valueOf(name().toUpperCase(Locale.ROOT));
        }
    }

    /** What follows another command, or the job of a pipeline before it, may have nothing to connect for. */
    @Override
    Homelab read(Definitions chosen) {
        return plan.isPresent() || handed.folder().isPresent()
                ? chosen.read()
                : chosen.readConnecting(limits.without());
    }

    @Override
    Optional<TimingsOption> timings() {
        return Optional.of(timings);
    }

    @Override
    void leave(Report report) {
        handed.leave(Job.of(stage()), report);
    }

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        Optional<SavedPlan> followed =
                handed.folder().map(folder -> Optional.of(folder.plan())).orElseGet(() -> plan.map(SavedPlan::read));
        if (followed.isPresent() && limits.areGiven()) {
            throw limits.wrongUsage("A saved plan has the limits it was made with; drop the others.");
        }
        if (stage.isPresent() && handed.folder().isEmpty()) {
            throw limits.wrongUsage("--stage needs --run, since stages hand things on.");
        }
        if (stage() != Stage.DEPLOY && stage.isPresent() && handed.isIdle()) {
            return handed.nothingToDo(terminal::line);
        }
        RunRequest request = limits.request(environment(), definitions().git()).with(options());
        if (!json && followed.isPresent()) {
            terminal.lines(followed.get().scope().text());
        }
        Report report = followed.map(saved -> homelab.apply(saved, options()))
                .orElseGet(() -> apply(homelab, request, agreement.isGiven(), terminal));
        leave(report);
        return tell(report, terminal, json);
    }

    private RunOptions options() {
        RunOptions options = runOptions().with(waiting.patience());
        return stage.isPresent()
                ? locking.apply(options, environment(), stage())
                : locking.apply(options, environment(), handed.folder().isPresent());
    }

    private Stage stage() {
        return stage.map(Part::stage).orElse(Stage.ALL);
    }
}
