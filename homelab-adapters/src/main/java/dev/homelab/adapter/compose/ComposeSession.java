// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.homelab.adapter.compose.ComposeOutline.Part;
import dev.homelab.adapter.compose.engine.InspectedContainer;
import dev.homelab.adapter.compose.image.HostImages;
import dev.homelab.adapter.compose.image.RunningImage;
import dev.homelab.adapter.compose.read.Reading;
import dev.homelab.adapter.compose.read.ReadingPass;
import dev.homelab.adapter.support.secret.Masker;
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
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.Context;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

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
    private final Set<String> pending = new HashSet<>();
    private Reading reading = Reading.none();
    private Map<String, ComposeProject> seen = Map.of();

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
        reading.closedFolders()
                .forEach(name -> projects.put(
                        name, containers.unknown(name, "its files may not be read; let this user read them first")));
        containers
                .elsewhere()
                .forEach(name -> projects.put(
                        name,
                        containers.unknown(
                                name,
                                "its files are not in \"%s/%s\"; move them there, and recreate its containers first"
                                        .formatted(settings.root(), name))));
        images.ask(ours(projects.values()));
        List<Observed<ComposeProject>> observed =
                projects.values().stream().map(this::withOutdated).toList();
        seen = observed.stream().collect(toMap(Observed::key, Observed::resource));
        return observed;
    }

    /** Judges by what {@link #observe} has seen. */
    @Override
    public List<Problem> preflight(List<Desired<ComposeProject>> desired) {
        if (desired.isEmpty()) {
            return List.of();
        }
        List<Problem> found = new ArrayList<>(
                new Preflight(host, problems, settings.root(), () -> ps(Map.of())).look(desired, containers));
        found.addAll(new HostVolumes(host, problems).problems(changed(desired)));
        found.addAll(images.preflight(desired.stream()
                .flatMap(wanted -> wanted.resource().imageNames().stream())
                .toList()));
        return found;
    }

    /** A project that is adopted is created again from its file if the service fails, so Compose must take that file. */
    @Override
    public List<Problem> preflightChanges(List<Change<ComposeProject>> changes) {
        return changes.stream()
                .flatMap(change -> change.before().stream())
                .filter(before -> before.owner().isEmpty() && before.resource().running() != Running.NOT_AT_ALL)
                .map(Observed::resource)
                .flatMap(project -> {
                    ComposeFolder folder = folder(project.name());
                    CommandResult check = host.run(new ComposeCommands(project, folder.path()).check(), LOOK);
                    return check.succeeded()
                            ? Stream.empty()
                            : Stream.of(problems.notToBeGivenBack(
                                    project.name(), folder.path() + "/" + project.file(), check));
                })
                .toList();
    }

    /** Returns the projects that Compose would be called for. */
    private List<ComposeProject> changed(List<Desired<ComposeProject>> desired) {
        return desired.stream()
                .map(Desired::resource)
                .filter(project -> !project.equals(seen.get(project.name())))
                .toList();
    }

    /** Waits for commands of a run that was killed, looks once more for projects of people, then makes the changes, those of projects that use a network of another after that one's. */
    @Override
    public List<Outcome<ComposeProject>> apply(Batch<ComposeProject> batch) {
        Set<String> projects = batch.changes().stream().map(Change::key).collect(toSet());
        Map<String, Long> busy = new EarlierCommands(host, settings.patience()).await(projects, batch.cancellation());
        look(Map.of());
        images.removeLeftovers();
        List<Change<ComposeProject>> changes = batch.changes().stream()
                .sorted(comparing(ComposeSession::usesOthers))
                .toList();
        pending.clear();
        changes.forEach(change -> pending.add(change.key()));
        return batch.of(changes).oneByOne(change -> {
            pending.remove(change.key());
            if (busy.containsKey(change.key())) {
                throw new TargetException(
                        problems.stillRunning(change.key(), busy.get(change.key()), settings.patience()));
            }
            if (change.before().isEmpty() && folder(change.key()).isAnothers()) { // it came after the plan
                throw new TargetException(
                        problems.appeared(change.key(), folder(change.key()).path()));
            }
            change.applyTo(this);
        });
    }

    @Override
    public void put(Observed<ComposeProject> picture) {
        ComposeProject project = picture.resource();
        ComposeFolder folder = readable(project.name());
        if (project.text().isEmpty() || containers.elsewhere().contains(project.name())) {
            throw new TargetException(problems.elsewhere(project.name(), folder.path()));
        }
        new Groundwork(host, problems).lay(project);
        folder.write(project, picture.owner());
        SortedMap<String, Set<String>> dependents = dependents(project);
        new Revival(host, problems).of(containers.of(project.name()));
        launch(folder).start(picture, commands(project, folder));
        folder.tidy(project);
        recreate(dependents, project.name());
    }

    /** Those that refer to a container which is gone already are told by their files, which name it. */
    private SortedMap<String, Set<String>> dependents(ComposeProject lender) {
        SortedMap<String, Set<String>> dependents = containers.dependents(lender.name());
        Set<String> names = ComposeOutline.of(lender.text()).services().values().stream()
                .map(Part::container)
                .collect(toSet());
        reading.folders().keySet().stream()
                .filter(name -> !name.equals(lender.name()) && containers.hasOurs(name))
                .forEach(name -> {
                    Set<String> stranded = containers.stranded(name);
                    if (!stranded.isEmpty()) {
                        Map<String, Part> parts =
                                ComposeOutline.of(folder(name).text()).services();
                        stranded.removeIf(service -> Optional.ofNullable(parts.get(service))
                                .filter(part -> !Collections.disjoint(part.uses(), names))
                                .isEmpty());
                        dependents.computeIfAbsent(name, key -> new TreeSet<>()).addAll(stranded);
                    }
                });
        return dependents;
    }

    /**
     * Recreates containers of other projects that have lost what they use of a container of this one: Docker ties them to its id,
     * so that Compose, which knows one project, leaves them with a network that nothing else is in. Those that are changed by the same batch
     * are recreated anyway.
     */
    private void recreate(SortedMap<String, Set<String>> dependents, String lender) {
        dependents.keySet().removeAll(pending);
        if (dependents.isEmpty()) {
            return;
        }
        HostContainers before = containers;
        containers = ps(Map.of());
        dependents.forEach((name, services) -> {
            Set<String> stranded = containers.stranded(name);
            stranded.retainAll(services);
            if (!stranded.isEmpty()) {
                ComposeFolder folder = readable(name);
                folder.files()
                        .map(files -> before.project(name, files))
                        .ifPresent(project -> launch(folder)
                                .recreate(project.resource(), lender, stranded, service -> before.isUp(name, service)));
            }
        });
    }

    @Override
    public void remove(Observed<ComposeProject> picture) {
        ComposeProject project = picture.resource();
        ComposeFolder folder = readable(project.name());
        if (folder.hasComposeFile()) {
            launch(folder).down(project);
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

    /** Lists and inspects the containers once, and reads the logs of these projects alone. */
    @Override
    public Map<ServiceName, String> evidence(List<Desired<ComposeProject>> desired) {
        if (desired.isEmpty()) {
            return Map.of();
        }
        HostContainers now = ps(Map.of());
        return desired.stream().collect(toMap(Desired::service, want -> {
            Masker masker =
                    folder(want.resource().name()).masker(want.resource().secrets());
            return new Evidence(host, masker).of(now.of(want.resource().name()));
        }));
    }

    @Override
    public void close() {
        // the connection is the run's
    }

    /** What may not be read is not written over, nor removed. */
    private ComposeFolder readable(String project) {
        ComposeFolder folder = folder(project);
        if (reading.closedFolders().contains(project)) {
            throw new TargetException(problems.closed(folder.path()));
        }
        return folder;
    }

    private Launch launch(ComposeFolder folder) {
        return new Launch(new Launch.Place(host, folder, settings.patience()), images, problems, () -> ps(Map.of()));
    }

    /** Compose leaves a container as it is that was taken off a network, or that uses something of another which is gone. */
    private ComposeCommands commands(ComposeProject project, ComposeFolder folder) {
        ComposeCommands commands = new ComposeCommands(project, folder.path());
        return containers.needsRecreation(project.name(), project.text()) ? commands.anew() : commands;
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
        return new HostContainers(inspected(HostContainer.parse(result.output())), homelab, settings.root(), digests);
    }

    /** Containers that are removed between the two commands have no details. */
    private List<HostContainer> inspected(List<HostContainer> all) {
        if (all.isEmpty()) {
            return all;
        }
        CommandResult result = host.run(
                ComposeCommands.inspect(all.stream().map(HostContainer::id).toList()), LOOK);
        boolean isOnlyGone = !result.errors().isBlank()
                && result.errors().lines().allMatch(line -> line.contains("No such container"));
        if (!result.succeeded() && !isOnlyGone) {
            throw new TargetException(problems.docker(result));
        }
        Map<String, InspectedContainer> details = InspectedContainer.parse(result.output());
        return all.stream().map(container -> container.with(details)).toList();
    }

    private ComposeFolder folder(String name) {
        return new ComposeFolder(host.folder(settings.root()).folder(name), name, context, reading.of(name));
    }

    private static boolean usesOthers(Change<ComposeProject> change) {
        return change.after()
                .map(after -> ComposeOutline.of(after.resource().text()).usesOthers())
                .orElse(false);
    }
}
