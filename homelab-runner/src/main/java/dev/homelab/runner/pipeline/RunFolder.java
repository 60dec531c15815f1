// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.pipeline;

import dev.homelab.problem.Problem;
import dev.homelab.problem.ProblemException;
import dev.homelab.problem.Where;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.runner.SavedPlan;
import dev.homelab.runner.render.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the jobs of one pipeline hand on from one to the next, as files that a CI server keeps:
 *
 * <pre>
 *   changes.json, changes.env   what detect found
 *   plan.json                   what the deploying jobs are held to
 *   reports/JOB.json            how each job ended, the last try of each
 * </pre>
 *
 * <p>There is no secret in it. What a pipeline needs to go back is not in it either, but in the run record, where it
 * outlives a CI server.
 */
public final class RunFolder {

    private static final String PLAN = "plan.json";

    private final Path folder;

    public RunFolder(Path folder) {
        this.folder = folder;
    }

    /** It cannot be written or read, or something that an earlier job should have left is missing. */
    public static final class RunFolderException extends ProblemException {

        private static final long serialVersionUID = 1L;

        RunFolderException(Problem problem) {
            super(List.of(problem));
        }
    }

    /**
     * Writes a file.
     *
     * @throws RunFolderException if that cannot be
     */
    public void write(String name, String text) {
        Path file = folder.resolve(name);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw failed(file, "cannot be written", "see that the user who runs this may write there.");
        }
    }

    /** Keeps the plan that later jobs follow. */
    public void save(SavedPlan plan) {
        write(PLAN, "");
        plan.write(folder.resolve(PLAN));
    }

    /**
     * Returns the plan that an earlier job saved.
     *
     * @throws RunFolderException if there is none
     */
    public SavedPlan plan() {
        Path file = folder.resolve(PLAN);
        if (!Files.exists(file)) {
            throw failed(file, "is not there", "let a job before this one run:\n\n  homelab plan --run " + folder);
        }
        return SavedPlan.read(file);
    }

    /** Keeps how a job ended. */
    public void report(Job job, Report report) {
        write(name(job), Json.of(report) + "\n");
    }

    /** Returns how a job ended, if it came to an end. */
    public Optional<Report> report(Job job) {
        Path file = folder.resolve(name(job));
        try {
            return Files.exists(file) ? Optional.of(ReportReader.read(Files.readString(file))) : Optional.empty();
        } catch (IOException e) {
            throw failed(file, "is no report", "let the job run again that makes it.");
        }
    }

    /** Returns whether the deploying job found nothing to do, so that there is nothing for later ones either. */
    public boolean isIdle() {
        return report(Job.DEPLOY)
                .filter(report -> report.ending().equals(Optional.of(Ending.DONE)) && report.planned() == 0)
                .isPresent();
    }

    /** Returns whether no job came so far that anything could be deployed. */
    public boolean hasNoPlan() {
        return !Files.exists(folder.resolve(PLAN));
    }

    private static String name(Job job) {
        return "reports/" + job.word() + ".json";
    }

    private static RunFolderException failed(Path file, String what, String fix) {
        return new RunFolderException(
                new Problem("folder of the run not usable", Where.nowhere(), "\"%s\" %s.".formatted(file, what), fix));
    }
}
