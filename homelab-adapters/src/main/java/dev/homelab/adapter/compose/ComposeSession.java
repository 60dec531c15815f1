// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.Comparator.comparing;

import dev.homelab.adapter.compose.image.HostImages;
import dev.homelab.adapter.compose.image.RunningImage;
import dev.homelab.adapter.support.Context;
import dev.homelab.adapter.support.file.Folder;
import dev.homelab.adapter.support.secret.RootKey;
import dev.homelab.adapter.support.ssh.CommandResult;
import dev.homelab.adapter.support.ssh.RemoteHost;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.OneByOneSession;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.TargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The projects of one host. Reads them all with one {@code docker ps}; calls Compose only for what changes. */
final class ComposeSession implements OneByOneSession<ComposeProject> {

    private static final Duration LOOK = Duration.ofSeconds(60);
    private static final Duration PULL = Duration.ofMinutes(30);
    private static final Pattern CULPRIT = Pattern.compile("container (\\S+) (?:is unhealthy|exited)");

    private final RemoteHost host;
    private final String homelab;
    private final ComposeSettings settings;
    private final RootKey key;
    private final ComposeProblems problems;
    private final HostImages images;
    private Set<String> elsewhere = Set.of();

    /**
     * A session on one host.
     *
     * @param user who signs in there
     */
    ComposeSession(RemoteHost host, String user, Context context, ComposeSettings settings) {
        this.host = host;
        this.homelab = context.homelab();
        this.settings = settings;
        this.key = context.key();
        this.problems = new ComposeProblems(host, user);
        this.images = new HostImages(host, user, context, settings.root());
    }

    @Override
    public List<Observed<ComposeProject>> observe() {
        HostContainers containers = containers(images.digests());
        Folder root = host.folder(settings.root());
        Map<String, Observed<ComposeProject>> projects = new TreeMap<>();
        List<String> folders = root.folders();
        images.removeEnded(folders);
        for (String name : folders) {
            if (!name.startsWith(".")) { // no project is called so
                folder(name).read().ifPresent(files -> projects.put(name, containers.project(name, files)));
            }
        }
        containers.elsewhere().forEach(name -> projects.put(name, containers.unknown(name)));
        images.ask(ours(projects.values()));
        return projects.values().stream().map(this::withOutdated).toList();
    }

    @Override
    public List<Problem> preflight(List<Desired<ComposeProject>> desired) {
        if (desired.isEmpty()) {
            return List.of();
        }
        List<Problem> found =
                new ArrayList<>(new Preflight(host, problems, settings.root()).look(desired, containers()));
        found.addAll(images.preflight(desired.stream()
                .flatMap(wanted -> wanted.resource().imageNames().stream())
                .toList()));
        return found;
    }

    /** Looks once more for projects of people, then makes the changes, those of projects that use a network of another after that one's. */
    @Override
    public List<Outcome<ComposeProject>> apply(Batch<ComposeProject> batch) {
        elsewhere = containers().elsewhere();
        images.removeEarlier();
        List<Change<ComposeProject>> changes = batch.changes().stream()
                .sorted(comparing(ComposeSession::usesAnothersNetwork))
                .toList();
        return OneByOneSession.super.apply(new Batch<>(changes, batch.listener()));
    }

    @Override
    public void put(Observed<ComposeProject> picture) {
        ComposeProject project = picture.resource();
        ComposeFolder folder = folder(project.name());
        if (project.text().isEmpty() || elsewhere.contains(project.name()) || isAnothers(folder)) {
            throw new TargetException(problems.elsewhere(project.name(), folder.path()));
        }
        new Groundwork(host, problems).lay(project);
        folder.write(project, picture.owner());
        ComposeCommands commands = new ComposeCommands(project.name(), folder.path());
        run(project, commands.check(), LOOK);
        start(picture, prepareImages(project, commands));
        folder.tidy(project);
    }

    @Override
    public void remove(Observed<ComposeProject> picture) {
        ComposeProject project = picture.resource();
        ComposeFolder folder = folder(project.name());
        if (folder.hasComposeFile()) {
            run(project, new ComposeCommands(project.name(), folder.path()).down(), PULL);
        }
        folder.remove();
    }

    @Override
    public void close() {
        // the connection is the run's
    }

    /** Only what was well is asked to be well again; the rest comes up as far as it can, or stays down. */
    private void start(Observed<ComposeProject> picture, ComposeCommands commands) {
        ComposeProject project = picture.resource();
        if (project.running() == Running.NOT_AT_ALL) {
            bringUp(project, commands.create(), PULL);
            run(project, commands.stop(), PULL);
        } else if (project.running() == Running.AS_WRITTEN && picture.owner().isPresent()) {
            bringUp(project, commands.up(settings.patience()), PULL.plus(settings.patience()));
        } else {
            bringUp(project, commands.upWithoutWaiting(), PULL);
        }
    }

    /** What goes back gets the images it had, whatever their tags mean now; what is new gets what they mean now. */
    private ComposeCommands prepareImages(ComposeProject project, ComposeCommands commands) {
        if (project.images().isEmpty()) {
            images.refresh(project.tags());
            return commands;
        }
        images.putBack(project.imagesByTag(), project.outdated());
        return commands.fromImagesOfTheHost();
    }

    private List<Map<String, RunningImage>> ours(Collection<Observed<ComposeProject>> projects) {
        return projects.stream()
                .filter(project -> project.belongsTo(homelab))
                .map(project -> project.resource().imagesByTag())
                .toList();
    }

    private Observed<ComposeProject> withOutdated(Observed<ComposeProject> seen) {
        if (!seen.belongsTo(homelab)) {
            return seen;
        }
        return new Observed<>(
                seen.resource().withOutdated(images.outdated(seen.resource().imagesByTag())), seen.owner());
    }

    private HostContainers containers() {
        return containers(Map.of());
    }

    private HostContainers containers(Map<String, List<String>> digests) {
        CommandResult result = host.run(ComposeCommands.ps(), LOOK);
        if (!result.succeeded()) {
            throw new TargetException(problems.docker(result));
        }
        return new HostContainers(HostContainer.parse(result.output()), homelab, settings.root(), digests);
    }

    private ComposeFolder folder(String name) {
        return new ComposeFolder(host.folder(settings.root()).folder(name), key);
    }

    /** Returns whether a person has a project there under another file name than ours. */
    private static boolean isAnothers(ComposeFolder folder) {
        return folder.read().filter(files -> files.compose().body().isEmpty()).isPresent();
    }

    private static boolean usesAnothersNetwork(Change<ComposeProject> change) {
        return change.after()
                .map(after -> ComposeOutline.of(after.resource().text()).usesAnothersNetwork())
                .orElse(false);
    }

    private void bringUp(ComposeProject project, List<String> argv, Duration limit) {
        Set<String> names = project.imageNames();
        CommandResult result = images.run(names, project.asksAnyway(), argv, limit);
        images.refused(project.name(), names, result).ifPresent(problem -> {
            throw new TargetException(problem);
        });
        judge(project, result);
    }

    private void run(ComposeProject project, List<String> argv, Duration limit) {
        judge(project, host.run(argv, limit));
    }

    private void judge(ComposeProject project, CommandResult result) {
        if (!result.succeeded()) {
            throw new TargetException(problems.failed(project.name(), result, log(project, result)));
        }
    }

    /** Returns the last words of the container that Compose blames, without the project's secrets. */
    private String log(ComposeProject project, CommandResult result) {
        Matcher culprit = CULPRIT.matcher(result.reason());
        if (!culprit.find()) {
            return "";
        }
        CommandResult logs = host.run(ComposeCommands.logs(culprit.group(1)), LOOK);
        String text = logs.succeeded() ? logs.output() + logs.errors() : "";
        for (String secret : folder(project.name()).open(project.secrets()).values()) {
            text = text.replace(secret, "***");
        }
        return text;
    }
}
