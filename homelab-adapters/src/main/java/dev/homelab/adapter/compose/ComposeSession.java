// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toMap;

import dev.homelab.adapter.compose.image.HostImages;
import dev.homelab.adapter.compose.image.RunningImage;
import dev.homelab.adapter.support.Context;
import dev.homelab.adapter.support.file.Folder;
import dev.homelab.adapter.support.secret.RootKey;
import dev.homelab.adapter.support.ssh.CommandResult;
import dev.homelab.adapter.support.ssh.RemoteHost;
import dev.homelab.model.name.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Finding;
import dev.homelab.provision.Observed;
import dev.homelab.provision.OneByOneSession;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.TargetException;
import java.time.Duration;
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
        this.images = new HostImages(host, context.refreshImages());
    }

    @Override
    public List<Observed<ComposeProject>> observe() {
        HostContainers containers = containers(images.digests());
        Folder root = host.folder(settings.root());
        Map<String, Observed<ComposeProject>> projects = new TreeMap<>();
        for (String name : root.folders()) {
            folder(name).read().ifPresent(files -> projects.put(name, containers.project(name, files)));
        }
        containers.elsewhere().forEach(name -> projects.put(name, containers.unknown(name)));
        images.ask(ours(projects.values()));
        return projects.values().stream().map(this::withOutdated).toList();
    }

    @Override
    public List<Problem> preflight(List<Desired<ComposeProject>> desired) {
        return desired.isEmpty()
                ? List.of()
                : new Preflight(host, problems, settings.root()).look(desired, containers());
    }

    /** Looks once more for projects of people, then makes the changes, those of projects that use a network of another after that one's. */
    @Override
    public List<Outcome<ComposeProject>> apply(Batch<ComposeProject> batch) {
        elsewhere = containers().elsewhere();
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

    /** Asks Docker once, whatever the number of projects. */
    @Override
    public Map<ServiceName, List<Finding>> inspect(List<Desired<ComposeProject>> desired) {
        if (desired.isEmpty()) {
            return Map.of();
        }
        HostContainers containers = containers();
        return desired.stream().collect(toMap(Desired::service, want -> containers.findings(want.resource())));
    }

    @Override
    public void close() {
        // the connection is the run's
    }

    /** Only what was well is asked to be well again; the rest comes up as far as it can, or stays down. */
    private void start(Observed<ComposeProject> picture, ComposeCommands commands) {
        ComposeProject project = picture.resource();
        if (project.running() == Running.NOT_AT_ALL) {
            run(project, commands.create(), PULL);
            run(project, commands.stop(), PULL);
        } else if (project.running() == Running.AS_WRITTEN && picture.owner().isPresent()) {
            startWell(project, commands);
        } else {
            run(project, commands.upWithoutWaiting(), PULL);
        }
    }

    /** Compose takes it for a failure if what it waits for ends, so it waits for those alone that stay. */
    private void startWell(ComposeProject project, ComposeCommands commands) {
        Duration limit = PULL.plus(settings.patience());
        ComposeOutline outline = ComposeOutline.of(project.text());
        if (!outline.hasWorkOfItsOwn()) {
            run(project, commands.up(settings.patience()), limit);
            return;
        }
        run(project, commands.upWithoutWaiting(), limit);
        List<String> staying = outline.staying();
        if (!staying.isEmpty()) {
            run(project, commands.await(settings.patience(), staying), limit);
        }
        containers().failedWork(project).ifPresent(failed -> {
            throw new TargetException(problems.workFailed(project.name(), failed, log(project, failed.name())));
        });
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

    private void run(ComposeProject project, List<String> argv, Duration limit) {
        CommandResult result = host.run(argv, limit);
        if (!result.succeeded()) {
            Matcher culprit = CULPRIT.matcher(result.reason());
            String log = culprit.find() ? log(project, culprit.group(1)) : "";
            throw new TargetException(problems.failed(project.name(), result, log));
        }
    }

    /** Returns the last words of a container, without the project's secrets. */
    private String log(ComposeProject project, String container) {
        CommandResult logs = host.run(ComposeCommands.logs(container), LOOK);
        String text = logs.succeeded() ? logs.output() + logs.errors() : "";
        for (String secret : folder(project.name()).open(project.secrets()).values()) {
            text = text.replace(secret, "***");
        }
        return text;
    }
}
