// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.option;

import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.runner.pipeline.Job;
import dev.homelab.runner.pipeline.RunDirectory;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that names what the jobs of a pipeline hand on. */
public final class RunDirectoryOption {

    @Option(
            names = "--run",
            paramLabel = "FOLDER",
            description =
                    "The run directory: changes, plan and reports that the jobs of a pipeline pass on. It contains no secret.")
    private Optional<Path> run = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    public Optional<RunDirectory> folder() {
        Masker masker = command.root().userObject() instanceof Masking program ? program.masker() : new Masker();
        return run.map(folder -> new RunDirectory(folder, masker));
    }

    /** Returns whether the deploying job found nothing to do, so that there is nothing for later ones either. */
    public boolean isIdle() {
        return folder().filter(RunDirectory::isIdle).isPresent();
    }

    /** Says so. */
    public Ending nothingToDo(Consumer<String> printed) {
        printed.accept("Nothing to do: the deploying job found nothing that is to be changed.");
        return Ending.DONE;
    }

    /** Leaves to later jobs how one ended. */
    public void leave(Job job, Report report) {
        folder().ifPresent(folder -> folder.report(job, report));
    }
}
