// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static java.util.stream.Collectors.toSet;

import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.HomelabPlan;
import dev.homelab.runner.InvalidDefinitionsException;
import dev.homelab.runner.RunRequest;
import dev.homelab.runner.cli.option.Agreement;
import dev.homelab.runner.cli.option.ConsentOptions;
import dev.homelab.runner.cli.option.Definitions;
import dev.homelab.runner.cli.option.Locking;
import dev.homelab.runner.cli.option.WaitOptions;
import dev.homelab.runner.detect.Checkout;
import dev.homelab.runner.detect.Git;
import dev.homelab.runner.guard.Scope;
import dev.homelab.runner.guard.Stage;
import dev.homelab.runner.pipeline.Job;
import dev.homelab.runner.pipeline.RunDirectory;
import dev.homelab.runner.record.PastRun;
import dev.homelab.runner.render.Json;
import dev.homelab.runner.render.PlanText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Brings back what was there before a run, or what definitions once said. */
@Command(
        name = "rollback",
        description = {
            "Restore the state before a run, or apply an earlier revision.",
            "Restores all targets, with the images and secrets of then, whatever definitions say now. Changes of later runs "
                    + "are rolled back, too. Data stays as it is. With --to: applies the definitions of an earlier revision, with the "
                    + "secrets of now."
        },
        footer = {
            "  homelab rollback --dry-run",
            "  homelab rollback --run 20261122-181500-042 --only photos",
            "  homelab rollback --to HEAD~1"
        })
final class RollbackCommand extends DefinitionsCommand {

    @ArgGroup
    private RollbackPoint point = new RollbackPoint();

    /** Where to. */
    static final class RollbackPoint {

        @Option(
                names = "--run",
                paramLabel = "ID|FOLDER",
                description =
                        "Before this run, as history lists it (default: the last); or, in a pipeline, what its jobs changed and"
                                + " did not verify, where this is the run directory.")
        private Optional<String> run = Optional.empty();

        @Option(names = "--to", paramLabel = "REVISION", description = "The definitions of this commit, tag or branch.")
        private Optional<String> revision = Optional.empty();
    }

    @Option(
            names = "--only",
            paramLabel = "NAME",
            description = "Restore this service alone; may be given several times.")
    private List<String> services = List.of();

    /** The earlier spelling of {@code --only}. */
    @Option(names = "--service", hidden = true)
    private List<String> olderSpelling = List.of();

    @Option(names = "--dry-run", description = "Show what would be done, and write nothing, anywhere.")
    private boolean dryRun;

    @Mixin
    private Agreement agreement = new Agreement();

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    @Mixin
    private Locking locking = new Locking();

    @Mixin
    private ConsentOptions words = new ConsentOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Optional<Checkout> checkout = Optional.empty();

    /** What definitions say now does not matter to a run that is undone, save for the order of things; so they may be wrong. */
    @Override
    Homelab read(Definitions definitions) {
        if (point.revision.isPresent()) {
            return readRevision(definitions, point.revision.get());
        }
        try {
            return definitions.read();
        } catch (InvalidDefinitionsException e) {
            return definitions.readInventory();
        }
    }

    @Override
    void leave(Report report) {
        folder().ifPresent(folder -> folder.report(Job.ROLLBACK, report));
    }

    private Optional<RunDirectory> folder() {
        return point.run
                .filter(run -> !NamedService.isRun(run))
                .map(folder -> new RunDirectory(Path.of(folder), masker()));
    }

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        if (folder().isPresent()) {
            Report report = new PipelineRollback(homelab, locking.apply(runOptions(), environment(), Stage.ROLLBACK))
                    .run(folder().get(), json ? Optional.empty() : Optional.of(terminal));
            return report.steps().isEmpty() && report.ending().equals(Optional.of(Ending.DONE))
                    ? Ending.DONE
                    : tell(report, terminal, json);
        }
        Optional<String> chosen =
                point.run.or(() -> last(homelab.record(runOptions()).runs()));
        if (chosen.isEmpty() && point.revision.isEmpty()) {
            terminal.line(json ? Json.history(List.of()) : "No run is recorded, so there is nothing to bring back.");
            return Ending.DONE;
        }
        RunRequest request = point.revision
                .map(revision -> RunRequest.usual())
                .orElseGet(() -> RunRequest.rollback(chosen.orElseThrow()))
                .with(new Scope(
                        Stream.of(services, olderSpelling).flatMap(List::stream).collect(toSet()),
                        Set.of(),
                        Set.of(),
                        false))
                .with(words.consent(environment(), Optional.empty()))
                .with(locking.apply(runOptions().with(waiting.patience()), environment()));
        if (dryRun) {
            return show(homelab, request, terminal, json);
        }
        if (!json) {
            terminal.line("Rolling back to %s."
                    .formatted(point.revision.map("revision "::concat).orElse("before run " + chosen.orElse(""))));
        }
        return tell(apply(homelab, request, agreement.isGiven(), terminal), terminal, json);
    }

    private Homelab readRevision(Definitions definitions, String revision) {
        Git git = definitions
                .git()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--to needs definitions in a work tree of Git; this inventory is in none."));
        Checkout then = git.checkOut(revision);
        checkout = Optional.of(then);
        return definitions.read(then);
    }

    /** Files that containers mount are read from the revision until the end. */
    @Override
    void end() {
        checkout.ifPresent(Checkout::close);
    }

    private static Ending show(Homelab homelab, RunRequest request, Terminal terminal, boolean json) {
        HomelabPlan plan = homelab.plan(request);
        if (json) {
            terminal.line(Json.of(plan, homelab.refusal(plan)));
        } else {
            terminal.plan(PlanText.lines(plan));
        }
        return Ending.DONE;
    }

    private static Optional<String> last(List<PastRun> runs) {
        return runs.isEmpty()
                ? Optional.empty()
                : Optional.of(runs.get(runs.size() - 1).run());
    }
}
