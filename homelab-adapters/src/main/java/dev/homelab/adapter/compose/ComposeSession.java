// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toMap;

import dev.homelab.adapter.compose.image.HostImages;
import dev.homelab.adapter.compose.image.RunningImage;
import dev.homelab.adapter.compose.read.Reading;
import dev.homelab.adapter.compose.read.ReadingPass;
import dev.homelab.adapter.support.Context;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The projects of one host. Reads them all with one {@code docker ps} and one pass over their files; calls Compose only for what changes. */
final class ComposeSession implements OneByOneSession<ComposeProject> {

    private static final Duration LOOK = Duration.ofSeconds(60);

    private final RemoteHost host;
    private final String homelab;
    private final ComposeSettings settings;
    private final Context context;
    private final ComposeProblems problems;
    private final HostImages images;
    private HostContainers containers;
    private Reading reading = Reading.none();

    /**
     * A session on one host.
     *
     * @param user who signs in there
     */
    ComposeSession(RemoteHost host, String user, Context context, ComposeSettings settings) {
        this.host = host;
        this.homelab = context.homelab();
        this.settings = settings;
        this.context = context;
        this.problems = new ComposeProblems(host, user);
        this.containers = new HostContainers(List.of(), homelab, settings.root(), Map.of());
        this.images = new HostImages(host, user, context, settings.root());
    }

    @Override
    public List<Observed<ComposeProject>> observe() {
        look(images.digests());
        Map<String, Observed<ComposeProject>> projects = new TreeMap<>();
        for (String name : reading.folders().keySet()) {
            folder(name).files().ifPresent(files -> projects.put(name, containers.project(name, files)));
        }
        reading.closedFolders().forEach(name -> projects.put(name, containers.unknown(name)));
        containers.elsewhere().forEach(name -> projects.put(name, containers.unknown(name)));
        images.ask(ours(projects.values()));
        return projects.values().stream().map(this::withOutdated).toList();
    }

    /** Judges by what {@link #observe} has seen. */
    @Override
    public List<Problem> preflight(List<Desired<ComposeProject>> desired) {
        if (desired.isEmpty()) {
            return List.of();
        }
        List<Problem> found = new ArrayList<>(new Preflight(host, problems, settings.root()).look(desired, containers));
        found.addAll(images.preflight(desired.stream()
                .flatMap(wanted -> wanted.resource().imageNames().stream())
                .toList()));
        return found;
    }

    /** Looks once more for projects of people, then makes the changes, those of projects that use a network of another after that one's. */
    @Override
    public List<Outcome<ComposeProject>> apply(Batch<ComposeProject> batch) {
        look(Map.of());
        images.removeLeftovers();
        List<Change<ComposeProject>> changes = batch.changes().stream()
                .sorted(comparing(ComposeSession::usesAnothersNetwork))
                .toList();
        return OneByOneSession.super.apply(batch.of(changes));
    }

    @Override
    public void put(Observed<ComposeProject> picture) {
        ComposeProject project = picture.resource();
        ComposeFolder folder = readable(project);
        if (project.text().isEmpty() || containers.elsewhere().contains(project.name()) || folder.isAnothers()) {
            throw new TargetException(problems.elsewhere(project.name(), folder.path()));
        }
        new Groundwork(host, problems).lay(project);
        folder.write(project, picture.owner());
        launch(folder).start(picture, commands(project, folder));
        folder.tidy(project);
    }

    @Override
    public void remove(Observed<ComposeProject> picture) {
        ComposeProject project = picture.resource();
        ComposeFolder folder = readable(project);
        if (folder.hasComposeFile()) {
            launch(folder).down(project, new ComposeCommands(project.name(), folder.path()));
        }
        folder.remove();
    }

    /** Asks Docker once, whatever the number of projects. */
    @Override
    public Map<ServiceName, List<Finding>> inspect(List<Desired<ComposeProject>> desired) {
        if (desired.isEmpty()) {
            return Map.of();
        }
        HostContainers now = ps(Map.of());
        return desired.stream().collect(toMap(Desired::service, want -> now.findings(want.resource())));
    }

    @Override
    public void close() {
        // the connection is the run's
    }

    /** What may not be read is not written over, nor removed. */
    private ComposeFolder readable(ComposeProject project) {
        ComposeFolder folder = folder(project.name());
        if (reading.closedFolders().contains(project.name())) {
            throw new TargetException(problems.closed(folder.path()));
        }
        return folder;
    }

    private Launch launch(ComposeFolder folder) {
        return new Launch(new Launch.Place(host, folder, settings.patience()), images, problems, () -> ps(Map.of()));
    }

    /** Not every Compose puts a container back into a network that somebody took it off. */
    private ComposeCommands commands(ComposeProject project, ComposeFolder folder) {
        ComposeCommands commands = new ComposeCommands(project.name(), folder.path());
        return containers.isOffItsNetwork(project.name(), project.text()) ? commands.anew() : commands;
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

    /** Reads everything. A project of ours that may not be read is no reason to take it for gone. */
    private void look(Map<String, List<String>> digests) {
        containers = ps(digests);
        reading = new ReadingPass(host, settings.root(), ComposeFolder.telling()).read();
        List<Problem> closed = reading.closedFolders().stream()
                .filter(containers::hasOurs)
                .map(name -> problems.closed(settings.root() + "/" + name))
                .toList();
        if (!closed.isEmpty()) {
            throw new TargetException(closed);
        }
    }

    private HostContainers ps(Map<String, List<String>> digests) {
        CommandResult result = host.run(ComposeCommands.ps(), LOOK);
        if (!result.succeeded()) {
            throw new TargetException(problems.docker(result));
        }
        return new HostContainers(HostContainer.parse(result.output()), homelab, settings.root(), digests);
    }

    private ComposeFolder folder(String name) {
        return new ComposeFolder(host.folder(settings.root()).folder(name), name, context, reading.of(name));
    }

    private static boolean usesAnothersNetwork(Change<ComposeProject> change) {
        return change.after()
                .map(after -> ComposeOutline.of(after.resource().text()).usesAnothersNetwork())
                .orElse(false);
    }
}
