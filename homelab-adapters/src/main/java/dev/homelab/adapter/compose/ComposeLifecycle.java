// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import dev.homelab.adapter.compose.image.HostImages;
import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.problem.Evidence;
import dev.homelab.provision.Cancellation;
import dev.homelab.provision.Observed;
import dev.homelab.provision.PollPolicy;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings the containers of one project up, or down, once its files are there. */
final class ComposeLifecycle {

    private static final Duration LOOK = Duration.ofSeconds(60);
    private static final Duration PULL = Duration.ofMinutes(30);

    /** What Compose says of a container that ended while it waited for it. */
    private static final Pattern ENDED = Pattern.compile("container (\\S{1,300}) exited \\(\\d{1,3}\\)");

    /**
     * What Docker (20.10) says from then on of a container that it was starting when it was stopped: containerd keeps what was made of
     * it, and only a container with another id can be started.
     */
    private static final Pattern HALF_STARTED = Pattern.compile("task ([0-9a-f]{64}): already exists");

    /** An engine that stops gives its containers some seconds before it is gone. */
    private static final PollPolicy RESTART = new PollPolicy(Duration.ofSeconds(20), Duration.ofMillis(500));

    private static final int TRIES = 3;

    private final Place place;
    private final HostImages images;
    private final ComposeProblems problems;
    private final Supplier<HostContainers> look;

    /**
     * Where a project is.
     *
     * @param folder its own
     * @param patience how long its containers may take until they are healthy
     * @param cancellation ends every wait
     * @param progress follows the commands that take long
     */
    record Place(
            RemoteHost host, ComposeFolder folder, Duration patience, Cancellation cancellation, UpProgress progress) {}

    /**
     * For one project.
     *
     * @param look shows the containers of the host as they are now
     */
    ComposeLifecycle(Place place, HostImages images, ComposeProblems problems, Supplier<HostContainers> look) {
        this.place = place;
        this.images = images;
        this.problems = problems;
        this.look = look;
    }

    void down(ComposeProject project) {
        run(project, ComposeCommands.down(project.name()), PULL);
    }

    /**
     * Returns whether all that is left to do for a project, once its files are there, is one command that changes no other: it is to
     * run as it is written, its images need no sign-in, and it neither ends by itself nor uses anything of another project.
     */
    boolean isBroughtUpByOneCommand(Observed<ComposeProject> picture) {
        ComposeProject project = picture.resource();
        return project.running() == Running.AS_WRITTEN
                && picture.owner().isPresent()
                && project.images().isEmpty()
                && !project.outline().hasWorkOfItsOwn()
                && !project.outline().usesOthers()
                && !images.needSignIn(project.imageNames());
    }

    /**
     * Begins what {@link #start} does for a project that {@link #isBroughtUpByOneCommand}.
     *
     * @param run runs a command beside others, and follows it
     * @return what waits for the end
     */
    Runnable begin(
            Observed<ComposeProject> picture,
            ComposeCommands usual,
            BiFunction<List<String>, Duration, Supplier<CommandResult>> run) {
        ComposeProject project = picture.resource();
        Duration limit = PULL.plus(place.patience());
        List<String> argv = prepareImages(project, usual).up(place.patience());
        Supplier<CommandResult> first = run.apply(argv, limit);
        return () -> judgeUp(project, unlessStopped(project, first.get(), () -> follow(argv, limit)));
    }

    /** Only what was healthy must be healthy again; the rest comes up as far as it can, or stays down. */
    void start(Observed<ComposeProject> picture, ComposeCommands usual) {
        ComposeProject project = picture.resource();
        if (project.isPaused() && project.images().isEmpty()) {
            run(project, ComposeCommands.stopAll(project.name()), PULL);
            return;
        }
        if (asksBefore(project)) {
            CommandResult check = place.host().run(usual.check(), LOOK);
            if (!check.succeeded() && isRolledBackWithoutCompose(project)) {
                return;
            }
            judge(project, check);
        }
        ComposeCommands commands = prepareImages(project, usual);
        if (project.running() == Running.NOT_AT_ALL) {
            bringUp(project, commands.create(), PULL);
            run(project, commands.stop(), PULL);
        } else if (project.running() == Running.AS_WRITTEN && picture.owner().isPresent()) {
            startWell(project, commands);
        } else {
            bringUp(project, commands.upWithoutWaiting(), PULL);
        }
    }

    /**
     * Compose reads the whole file before it does anything, so {@code up} by itself refuses what {@code config} refuses, and nothing was
     * changed then. It is asked before only where that is not the end of it: for what is rolled back, or does not run.
     */
    private static boolean asksBefore(ComposeProject project) {
        return !project.images().isEmpty() || project.running() != Running.AS_WRITTEN;
    }

    /** A file that Compose refuses is rolled back if nothing ran, or if what ran from its text still does. */
    private boolean isRolledBackWithoutCompose(ComposeProject project) {
        if (project.running() == Running.NOT_AT_ALL) {
            down(project);
            return true;
        }
        return !project.images().isEmpty() && look.get().runsAsWritten(project);
    }

    /** Compose takes it for a failure if what it waits for ends, so it waits for those alone that stay. */
    private void startWell(ComposeProject project, ComposeCommands commands) {
        Duration limit = PULL.plus(place.patience());
        ComposeOutline outline = project.outline();
        if (!outline.hasWorkOfItsOwn()) {
            bringUp(project, commands.up(place.patience()), limit);
            return;
        }
        bringUp(project, commands.upWithoutWaiting(), limit);
        List<String> staying = outline.staying();
        if (!staying.isEmpty()) {
            run(project, commands.await(place.patience(), staying), limit);
        }
        look.get().failedWork(project).ifPresent(failed -> {
            throw new TargetException(problems.workFailed(project.name(), failed, evidence(project)));
        });
    }

    /**
     * Recreates some of the containers, from the images they had, since they have lost what they use of another project.
     *
     * @param lender that other project
     * @param isAwaited whether a container was up before, so that it must come up again
     */
    void recreate(ComposeProject project, String lender, Set<String> services, Predicate<String> isAwaited) {
        ComposeCommands usual = new ComposeCommands(project, place.folder().path());
        images.restore(project.imagesByTag(), project.outdated());
        ComposeCommands commands = usual.fromImagesOfTheHost();
        try {
            run(project, commands.recreate(List.copyOf(services)), PULL);
            List<String> awaited = project.outline().staying().stream()
                    .filter(service -> services.contains(service) && isAwaited.test(service))
                    .toList();
            if (!awaited.isEmpty()) {
                run(project, commands.await(place.patience(), awaited), PULL.plus(place.patience()));
            }
        } catch (TargetException e) {
            throw new TargetException(e.problems().stream()
                    .map(problem -> problems.dependentNotUp(lender, project.name(), problem))
                    .toList());
        }
    }

    /** A rollback uses the images of then, whatever their tags mean now; what is new gets what they mean now. */
    private ComposeCommands prepareImages(ComposeProject project, ComposeCommands commands) {
        if (project.images().isEmpty()) {
            images.refresh(project.tags());
            return commands;
        }
        images.restore(project.imagesByTag(), project.outdated());
        return commands.fromImagesOfTheHost();
    }

    private void bringUp(ComposeProject project, List<String> argv, Duration limit) {
        Set<String> names = project.imageNames();
        judgeUp(
                project,
                unlessStopped(
                        project,
                        () -> place.progress()
                                .during(lines -> images.run(names, project.asksAnyway(), argv, limit, lines))));
    }

    private void judgeUp(ComposeProject project, CommandResult result) {
        images.refused(project.name(), project.imageNames(), result).ifPresent(problem -> {
            throw new TargetException(problem);
        });
        judge(project, result);
    }

    private void run(ComposeProject project, List<String> argv, Duration limit) {
        judge(project, unlessStopped(project, () -> follow(argv, limit)));
    }

    private CommandResult follow(List<String> argv, Duration limit) {
        return place.progress().during(lines -> place.host().follow(argv, lines, limit));
    }

    /**
     * Repeats a command while a container that it waited for was stopped: by an engine that restarts, or by a person. Such a container
     * is exited, although the engine starts one again that ended by itself; or it cannot be started, and is recreated.
     */
    private CommandResult unlessStopped(ComposeProject project, Supplier<CommandResult> command) {
        return unlessStopped(project, command.get(), command);
    }

    private CommandResult unlessStopped(ComposeProject project, CommandResult first, Supplier<CommandResult> again) {
        CommandResult result = first;
        for (int tries = 1;
                tries < TRIES && (wasStopped(project, result) || recreatesHalfStarted(project, result));
                tries++) {
            result = again.get();
        }
        return result;
    }

    /** Waits until the engine, if it was that, has started it again. */
    private boolean wasStopped(ComposeProject project, CommandResult result) {
        Matcher ended = ENDED.matcher(result.errors());
        if (result.succeeded() || !ended.find()) {
            return false;
        }
        String name = ended.group(1);
        List<HostContainer> last = RESTART.await(
                () -> look.get().of(project.name()).stream()
                        .filter(container -> container.name().equals(name) && container.isStartedAgain())
                        .toList(),
                seen -> seen.stream().allMatch(container -> container.status().isUp()),
                place.cancellation());
        return !last.isEmpty() && !place.cancellation().isCancelled();
    }

    /** Recreates what an engine that restarted cannot start any more. Compose hands its volumes without a name on to the new one. */
    private boolean recreatesHalfStarted(ComposeProject project, CommandResult result) {
        Matcher halfStarted = HALF_STARTED.matcher(result.errors());
        if (result.succeeded() || !halfStarted.find()) {
            return false;
        }
        String id = halfStarted.group(1);
        List<String> services = look.get().of(project.name()).stream()
                .filter(container -> container.id().equals(id))
                .map(HostContainer::service)
                .toList();
        ComposeCommands commands = new ComposeCommands(project, place.folder().path()).fromImagesOfTheHost();
        return !services.isEmpty() && follow(commands.recreate(services), PULL).succeeded();
    }

    private void judge(ComposeProject project, CommandResult result) {
        if (!result.succeeded()) {
            throw new TargetException(
                    problems.failed(project.name(), project.imageNames(), result, () -> evidence(project)));
        }
    }

    /** Returns what the unhealthy containers say, without the project's secrets: a rollback removes them. */
    private List<Evidence> evidence(ComposeProject project) {
        Masker masker = place.folder().masker(project.secrets());
        try {
            return new EvidenceReader(place.host(), masker).of(look.get().unhealthy(project));
        } catch (TargetException e) {
            return List.of(); // the failure itself matters more
        }
    }
}
