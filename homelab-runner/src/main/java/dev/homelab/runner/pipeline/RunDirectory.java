// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.pipeline;

import dev.homelab.adapter.support.file.LocalFolder;
import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.problem.Problem;
import dev.homelab.problem.ProblemException;
import dev.homelab.problem.Where;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.runner.SavedPlan;
import dev.homelab.runner.detect.OwnPlace;
import dev.homelab.runner.render.Json;
import dev.homelab.spi.Folder;
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
 * <p>It is refused if it is a link, has links in it, or is tracked by Git. Files in it are always created, and never written
 * through a link.
 *
 * <p>There is no secret in it: what is written goes through the masker, except the plan, which holds fingerprints of changes
 * and no change. What a pipeline needs to roll back is not in it either, but in the run record, where it
 * outlives a CI server.
 */
public final class RunDirectory {

    private static final String PLAN = "plan.json";

    private final Path folder;
    private final Masker masker;
    private boolean isOwn;

    /**
     * Stands for the folder, whether it is there or not.
     *
     * @param masker hides the secrets that the run has found
     */
    public RunDirectory(Path folder, Masker masker) {
        this.folder = folder;
        this.masker = masker;
    }

    /** It cannot be written or read, or something that an earlier job should have left is missing. */
    public static final class RunFolderException extends ProblemException {

        private static final long serialVersionUID = 1L;

        RunFolderException(Problem problem) {
            super(List.of(problem));
        }
    }

    /**
     * Writes a file, without secrets. Of JSON only texts are masked, so that it stays readable whatever a secret is.
     *
     * @throws RunFolderException if that cannot be
     */
    public void write(String name, String text) {
        keep(name, name.endsWith(".json") ? Json.masked(text, masker) : masker.mask(text));
    }

    private void keep(String name, String text) {
        Path file = file(name);
        new LocalFolder(Optional.ofNullable(file.getParent()).orElse(folder))
                .write(file.getFileName().toString(), text, Folder.Access.SHARED);
    }

    /** Removes what another pipeline may have left, since the job that begins one finds nothing of it. */
    public void begin() {
        delete(PLAN);
        for (Job job : Job.values()) {
            delete(name(job));
        }
    }

    /** Removes what a job after this one cannot have left yet: another pipeline did, of which no job began this one. */
    private void forgetAfter(Job job) {
        for (Job later : Job.values()) {
            if (later.compareTo(job) > 0) {
                delete(name(later));
            }
        }
    }

    private void delete(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw failed(folder, "holds what cannot be removed", "see that the user who runs this may write there.");
        }
    }

    /**
     * Returns a file of it, once it is known that no merge request has filled the folder: what is committed there came
     * with a proposed change.
     */
    private Path file(String name) {
        if (!isOwn) {
            OwnPlace.refusal(folder).ifPresent(reason -> {
                throw failed(
                        folder,
                        "is not used: " + reason,
                        "remove it from the repository, and let Git ignore it:\n\n  git rm -r --cached %1$s; rm -r %1$s"
                                .formatted(folder));
            });
            isOwn = true;
        }
        return folder.resolve(name);
    }

    /** Keeps the plan that later jobs follow, none of which has reported yet. */
    public void save(SavedPlan plan) {
        forgetAfter(Job.PLAN);
        keep(PLAN, plan.text());
    }

    /**
     * Returns the plan that an earlier job saved.
     *
     * @throws RunFolderException if there is none
     */
    public SavedPlan plan() {
        Path file = file(PLAN);
        if (!Files.exists(file)) {
            throw failed(file, "is not there", "let a job before this one run:\n\n  homelab plan --run " + folder);
        }
        return SavedPlan.read(file);
    }

    /** Keeps how a job ended; what is there of later jobs was left by another pipeline, and goes. */
    public void report(Job job, Report report) {
        forgetAfter(job);
        write(name(job), Json.of(report) + "\n");
    }

    /** Returns how a job ended, if it came to an end. */
    public Optional<Report> report(Job job) {
        Path file = file(name(job));
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
        return !Files.exists(file(PLAN));
    }

    private static String name(Job job) {
        return "reports/" + job.word() + ".json";
    }

    private static RunFolderException failed(Path file, String what, String fix) {
        return new RunFolderException(
                new Problem("run directory not usable", Where.nowhere(), "\"%s\" %s.".formatted(file, what), fix));
    }
}
