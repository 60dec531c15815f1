// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.homelab.adapter.compose.ComposeOutline.Part;
import dev.homelab.adapter.compose.engine.Inspection;
import dev.homelab.adapter.compose.image.HostImages;
import dev.homelab.adapter.compose.image.ImageBuild;
import dev.homelab.adapter.compose.image.RunningImage;
import dev.homelab.adapter.compose.network.HostNetworks;
import dev.homelab.adapter.compose.scan.ProjectScanner;
import dev.homelab.adapter.compose.scan.ScanResult;
import dev.homelab.adapter.support.file.YamlDocument;
import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.adapter.support.secret.SigningKey;
import dev.homelab.adapter.support.ssh.PrefetchingHost;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.ContainerImage;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Diagnosis;
import dev.homelab.provision.ImageDigests;
import dev.homelab.provision.LogRequest;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The projects of one host. Reads them all with one {@code docker ps} and one pass over their files; calls Compose only for what changes. */
final class ComposeSession implements OneByOneSession<ComposeProject> {

    private static final Logger LOG = LoggerFactory.getLogger(ComposeSession.class);
    private static final Duration LOOK = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOGS = Duration.ofSeconds(1);
    private static final Duration LOOK_AT_ALL = Duration.ofMinutes(2);
    private static final List<List<String>> CONTAINERS = List.of(ComposeCommands.ps(), ComposeCommands.inspectAll());
    /** Each is a program of about 50 MiB on the host; more of them gain little, since what they wait for is the engine. */
    private static final int AT_ONCE = 4;

    private final RemoteHost commands;
    private final PrefetchingHost host;
    private final String homelab;
    private final ComposeSettings settings;
    private final Context context;
    private final ComposeProblems problems;
    private final HostImages images;
    private final Creations creations;
    private HostContainers containers;
    private final Map<String, ServiceName> owners = new HashMap<>();
    private final Set<String> pending = new HashSet<>();
    private final Set<String> changed = new HashSet<>();
    private final Set<String> made = new TreeSet<>();
    private final Set<String> recreated = new TreeSet<>();
    private final Set<String> adopted = new TreeSet<>();
    private ScanResult reading = ScanResult.none();
    private Map<String, ComposeProject> seen = Map.of();
    private List<ContainerImage> running = List.of();
    private MissingMounts missing = MissingMounts.none();
    private Knowledge knowledge = Knowledge.OF_BEFORE;

    /** What the session knows of the host. */
    private enum Knowledge {
        /** How it was before any change. */
        OF_BEFORE,
        /** Less than its changes made of it. */
        OUTDATED,
        /** All that {@link #finish} saw after the last change. */
        IN_THE_END,
        /** What {@link #observe} returned after the last change; {@link #inspect} answers from it once. */
        OBSERVED
    }

    /**
     * A session on one host.
     *
     * @param user who signs in there
     */
    ComposeSession(RemoteHost host, String user, Context context, ComposeSettings settings) {
        this.commands = host;
        this.host = new PrefetchingHost(host);
        this.homelab = context.homelab();
        this.settings = settings;
        this.context = context;
        this.problems = new ComposeProblems(host, user);
        this.creations =
                new Creations(SigningKey.of(context.sealing().secretFor("containers of " + context.homelab())));
        this.containers = new HostContainers(List.of(), homelab, settings.root(), Map.of(), creations);
        this.images = new HostImages(this.host, user, context, settings.root());
    }

    @Override
    public List<Observed<ComposeProject>> observe() {
        if (knowledge != Knowledge.IN_THE_END) {
            lookAtAll(Preflight.questions(settings.root()));
        }
        if (knowledge != Knowledge.OF_BEFORE) {
            knowledge = Knowledge.OBSERVED;
        }
        Map<String, Observed<ComposeProject>> projects = new TreeMap<>();
        for (String name : reading.folders().keySet()) {
            folder(name).files().ifPresent(files -> projects.put(name, containers.project(name, files)));
        }
        reading.closedFolders()
                .forEach(name -> projects.put(
                        name, containers.unknown(name, "its files may not be read; let this user read them first")));
        containers.elsewhere().stream()
                .filter(projects::containsKey)
                .forEach(name -> projects.put(
                        name,
                        containers.unknown(
                                name,
                                "its files are not in \"%1$s/%2$s\", where there are others; remove those first"
                                        .formatted(settings.root(), name))));
        containers.madeElsewhere().forEach(projects::putIfAbsent);
        containers.withoutCompose().forEach(projects::putIfAbsent);
        images.ask(ours(projects.values()));
        List<Observed<ComposeProject>> observed =
                projects.values().stream().map(this::withOutdated).toList();
        seen = observed.stream().collect(toMap(Observed::key, Observed::resource));
        running = observed.stream()
                .filter(project -> project.belongsTo(homelab))
                .flatMap(this::running)
                .toList();
        return observed;
    }

    private void lookAtAll(List<List<String>> questions) {
        host.fetch(
                Stream.of(List.of(HostImages.list(), scanner().argv()), CONTAINERS, questions)
                        .flatMap(List::stream)
                        .toList(),
                LOOK_AT_ALL);
        look(images.digests());
    }

    private Stream<ContainerImage> running(Observed<ComposeProject> project) {
        ServiceName service = project.owner().orElseThrow().service();
        return project.resource().images().entrySet().stream()
                .map(entry -> new ContainerImage(
                        service,
                        entry.getKey(),
                        entry.getValue().digests().stream()
                                .map(digest -> digest.substring(digest.indexOf('@') + 1))
                                .collect(toSet()),
                        images.built(entry.getValue())));
    }

    @Override
    public List<ContainerImage> images() {
        return running;
    }

    /** Judges by what {@link #observe} has seen. */
    @Override
    public List<Problem> preflight(List<Desired<ComposeProject>> desired) {
        if (desired.isEmpty()) {
            return List.of();
        }
        Preflight preflight = new Preflight(
                host, problems, settings.root(), context.inventory().networks(), () -> ps(Map.of()));
        List<Problem> found = new ArrayList<>(preflight.look(desired, containers));
        List<ComposeProject> changed = changed(desired);
        List<ComposeProject> all = desired.stream().map(Desired::resource).toList();
        SharedNetworks networks =
                new SharedNetworks(host, problems, context.inventory().networks());
        List<List<String>> questions = new ArrayList<>(HostVolumes.questions(changed));
        questions.addAll(networks.questions(all));
        List<ComposeProject> withSubpath = changed.stream()
                .filter(project -> ComposeOutline.hasSubpath(project.text()))
                .toList();
        if (!withSubpath.isEmpty()) {
            questions.add(ComposeCommands.apiVersion());
        }
        if (!preflight.networks(desired, containers).isEmpty()) {
            questions.addAll(HostNetworks.questions());
        }
        if (!questions.isEmpty()) {
            host.fetch(questions, LOOK);
        }
        found.addAll(preflight.networkProblems(desired, containers));
        found.addAll(networks.problems(all));
        found.addAll(subpathProblems(withSubpath));
        found.addAll(new HostVolumes(host, problems).problems(changed));
        found.addAll(images.preflight(desired.stream()
                .flatMap(wanted -> wanted.resource().imageNames().stream())
                .toList()));
        return found;
    }

    private List<Problem> subpathProblems(List<ComposeProject> projects) {
        if (projects.isEmpty()) {
            return List.of();
        }
        CommandResult version = host.run(ComposeCommands.apiVersion(), LOOK);
        return !version.succeeded() || ApiVersion.isAtLeast(ApiVersion.WITH_SUBPATH, version.output())
                ? List.of()
                : projects.stream()
                        .map(project -> problems.subpathNotKnown(
                                project.name(), version.output().strip()))
                        .toList();
    }

    /** Judges names by what {@link #observe} has seen, and looks for what containers mount by one command. */
    @Override
    public List<Problem> preflightChanges(List<Change<ComposeProject>> changes) {
        missing = MissingMounts.look(host, changes);
        List<Problem> found = new ArrayList<>(new TakenNames(containers, problems).of(changes));
        found.addAll(missing.files(problems));
        found.addAll(refusedFiles(changes));
        return found;
    }

    /** Returns what {@link #preflightChanges} has found. */
    @Override
    public List<Problem> warnings(List<Change<ComposeProject>> changes) {
        return missing.folders(
                problems, changes.stream().map(change -> change.key()).collect(toSet()));
    }

    /** A project that is adopted is created again from its file if the service fails, so Compose must take that file. */
    private List<Problem> refusedFiles(List<Change<ComposeProject>> changes) {
        return changes.stream()
                .flatMap(change -> change.before().stream())
                .filter(before -> before.owner().isEmpty() && before.resource().running() != Running.NOT_AT_ALL)
                .map(Observed::resource)
                .filter(project -> !project.origin().isContainer())
                .flatMap(project -> {
                    ComposeFolder folder = folder(project.name());
                    if (project.origin().hasFiles()) {
                        return changedSince(project, folder).stream();
                    }
                    CommandResult check = host.run(new ComposeCommands(project, folder.path()).check(), LOOK);
                    return check.succeeded()
                            ? Stream.empty()
                            : Stream.of(problems.notToBeGivenBack(
                                    project.name(), folder.path() + "/" + project.file(), check));
                })
                .toList();
    }

    /** Returns what differs between containers and the files that a rollback would bring them up from. */
    private Optional<Problem> changedSince(ComposeProject project, ComposeFolder folder) {
        CommandResult hashes = host.run(new ComposeCommands(project, folder.path()).hashes(), LOOK);
        if (!hashes.succeeded()) {
            return Optional.of(problems.notToBeGivenBack(
                    project.name(), String.join(", ", project.origin().files()), hashes));
        }
        Set<String> lines = hashes.output().lines().map(String::strip).collect(toSet());
        Set<String> changed = containers.of(project.name()).stream()
                .filter(container -> !lines.contains(container.service() + " " + container.label(Labels.COMPOSE_HASH)))
                .map(HostContainer::service)
                .collect(toCollection(TreeSet::new));
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of(problems.filesChangedSince(project.name(), changed, project.origin()));
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
        host.fetch(
                Stream.concat(Stream.of(ComposeCommands.processes(), scanner().argv()), CONTAINERS.stream())
                        .toList(),
                LOOK_AT_ALL);
        Map<String, Long> busy = new EarlierCommands(host, settings.patience()).await(projects, batch.cancellation());
        knowledge = Knowledge.OUTDATED;
        look(Map.of());
        images.removeLeftovers();
        List<Change<ComposeProject>> changes = batch.changes().stream()
                .sorted(comparing(ComposeSession::usesOthers))
                .toList();
        pending.clear();
        changed.addAll(projects);
        changes.forEach(change -> {
            pending.add(change.key());
            owners.put(change.key(), change.service());
        });
        try (BesideCommands beside = new BesideCommands(commands, AT_ONCE)) {
            return batch.of(changes)
                    .overlapping(AT_ONCE, this::goesOnBesideOthers, change -> begin(change, busy, beside));
        }
    }

    /** What is created is in no way of another that is; what is changed may have to make room for it, or to wait until it has. */
    private boolean goesOnBesideOthers(Change<ComposeProject> change) {
        return change.before().isEmpty()
                && change.after()
                        .filter(after -> launch(folder(change.key())).isBroughtUpByOneCommand(after))
                        .isPresent();
    }

    /** Returns what is left to do. */
    private Runnable begin(Change<ComposeProject> change, Map<String, Long> busy, BesideCommands beside) {
        pending.remove(change.key());
        if (busy.containsKey(change.key())) {
            throw new TargetException(problems.stillRunning(change.key(), busy.get(change.key()), settings.patience()));
        }
        if (change.before().isEmpty() && folder(change.key()).isAnothers()) { // it came after the plan
            throw new TargetException(
                    problems.appeared(change.key(), folder(change.key()).path()));
        }
        if (goesOnBesideOthers(change)) {
            return change.after().map(after -> put(after, beside)).orElseThrow();
        }
        Optional<Origin> origin = change.before()
                .filter(before -> before.owner().isEmpty())
                .map(before -> before.resource().origin());
        origin.filter(Origin::isContainer)
                .ifPresent(container -> new SetAside(host, problems, containers).put(container));
        origin.filter(Origin::hasFiles).ifPresent(files -> adopted.add(change.key()));
        change.applyTo(this);
        return () -> {};
    }

    /** Returns those of our projects that were not changed and of which is not known how they were made. */
    private List<String> withoutRecord() {
        return reading.folders().keySet().stream()
                .filter(name -> !changed.contains(name) && !creations.knows(name))
                .filter(name -> folder(name)
                        .files()
                        .filter(files -> files.compose().owner().stream()
                                .anyMatch(owner -> owner.homelab().equals(homelab)))
                        .map(files -> containers.project(name, files).resource().running() == Running.AS_WRITTEN)
                        .orElse(false))
                .toList();
    }

    /**
     * Looks at everything once all changes are made, and writes down how the containers were made that these have made. If that fails,
     * nothing is known of how they were made, and the next run tries again. Of what was recreated since it had lost another container,
     * which may differ from its record elsewhere, the ids alone are new. What was seen is what the run verifies by.
     */
    @Override
    public void finish() {
        if (made.isEmpty() && recreated.isEmpty()) {
            return;
        }
        try {
            lookAtAll(List.of(ComposeCommands.apiVersion()));
            made.addAll(withoutRecord());
            CommandResult version = host.run(ComposeCommands.apiVersion(), LOOK);
            Inspection volumes = containers.inspection();
            boolean hasCreationTimes =
                    version.succeeded() && ApiVersion.isAtLeast(ApiVersion.WITH_CREATION_TIMES, version.output());
            made.forEach(
                    name -> folder(name).write(creations.make(name, containers.of(name), volumes, hasCreationTimes)));
            recreated.removeAll(made);
            recreated.forEach(name -> creations.renew(name, containers.of(name)).ifPresent(folder(name)::write));
            knowledge = Knowledge.IN_THE_END;
        } catch (TargetException e) {
            LOG.warn("How containers were made could not be written down on {}: {}", host.where(), e.problems());
        }
        changed.clear();
        made.clear();
        recreated.clear();
    }

    @Override
    public void put(Observed<ComposeProject> picture) {
        put(picture, (folder, commands) -> {
                    launch(folder).start(picture, commands);
                    return () -> {};
                })
                .run();
    }

    private Runnable put(Observed<ComposeProject> picture, BesideCommands beside) {
        return put(
                picture,
                (folder, commands) -> launch(folder)
                        .begin(
                                picture,
                                commands,
                                (argv, limit) -> beside.run(argv, limit, progress(folder.project()))));
    }

    /** Returns what is left to do once the containers are being brought up. */
    private Runnable put(
            Observed<ComposeProject> picture, BiFunction<ComposeFolder, ComposeCommands, Runnable> bringUp) {
        ComposeProject project = picture.resource();
        ComposeFolder folder = readable(project.name());
        if (project.origin().isContainer()) {
            return startAgain(project, folder);
        }
        boolean isUnknown = project.text().equals(YamlDocument.EMPTY) && !project.isMadeElsewhere();
        boolean isElsewhere = containers.elsewhere().contains(project.name())
                && !project.isMadeElsewhere()
                && !adopted.contains(project.name());
        if (isUnknown || isElsewhere) {
            throw new TargetException(problems.elsewhere(project.name(), folder.path()));
        }
        new HostPrerequisites(host, problems, context.inventory().networks()).ensure(project);
        ComposeCommands commands = commands(project, folder);
        build(picture, folder);
        folder.forget();
        creations.forget(project.name());
        folder.write(project, picture.owner());
        new SecretFileOwners(host, problems).give(project, folder.path());
        new WritableCopies(host, problems).make(project, folder.path());
        SortedMap<String, Set<String>> dependents = dependents(project);
        new Revival(host, problems).of(containers.of(project.name()));
        Runnable rest = bringUp.apply(folder, commands);
        return () -> {
            rest.run();
            folder.tidy(project);
            if (project.isMadeElsewhere()) {
                folder.removeIfEmpty();
            }
            if (picture.belongsTo(homelab)) {
                made.add(project.name());
            }
            recreate(dependents, project.name());
        };
    }

    /** Builds what is not there yet, before anything of the project is changed: of what cannot be built, all goes on as it was. */
    private void build(Observed<ComposeProject> picture, ComposeFolder folder) {
        ComposeProject project = picture.resource();
        List<ImageBuild> missingImages = picture.owner().isPresent() ? images.missing(project.builds()) : List.of();
        if (missingImages.isEmpty()) {
            return;
        }
        List<String> executables = folder.writeContexts(project);
        if (!executables.isEmpty()) {
            CommandResult set = host.run(ComposeCommands.executable(executables), LOOK);
            if (!set.succeeded()) {
                throw new TargetException(problems.notExecutable(project.name(), set));
            }
        }
        Masker masker = folder.masker(project.secrets());
        missingImages.forEach(one -> images.build(one, masker));
    }

    /** Removes what runs in the place of a container without Compose, and starts that one again. */
    private Runnable startAgain(ComposeProject project, ComposeFolder folder) {
        if (containers.hasOurs(project.name()) || folder.hasComposeFile()) {
            launch(folder).down(project);
        }
        folder.remove();
        creations.forget(project.name());
        made.remove(project.name());
        new SetAside(host, problems, containers).back(project.origin(), project.running());
        return () -> {};
    }

    /** Projects that refer to a removed container are known by their files, which name it. */
    private SortedMap<String, Set<String>> dependents(ComposeProject lender) {
        SortedMap<String, Set<String>> dependents = containers.dependents(lender.name());
        Set<String> names = lender.outline().services().values().stream()
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
                recreated.add(name);
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
        creations.forget(project.name());
        made.remove(project.name());
    }

    /** Asks Docker once, whatever the number of projects, unless {@link #observe} has just seen how they are after all changes. */
    @Override
    public Map<ServiceName, List<CheckResult>> inspect(List<Desired<ComposeProject>> desired) {
        if (desired.isEmpty()) {
            return Map.of();
        }
        if (knowledge != Knowledge.OBSERVED) {
            return findings(desired, ps(Map.of()));
        }
        knowledge = Knowledge.OUTDATED;
        return findings(desired, containers);
    }

    private static Map<ServiceName, List<CheckResult>> findings(
            List<Desired<ComposeProject>> desired, HostContainers now) {
        return desired.stream().collect(toMap(Desired::service, want -> now.findings(want.resource())));
    }

    /** Lists and inspects the containers once, and reads the logs of these projects alone. */
    @Override
    public Map<ServiceName, Diagnosis> diagnose(List<Desired<ComposeProject>> desired) {
        if (desired.isEmpty()) {
            return Map.of();
        }
        HostContainers now = ps(Map.of());
        return desired.stream()
                .filter(want -> !now.of(want.resource().name()).isEmpty())
                .collect(toMap(Desired::service, want -> diagnosis(want.resource(), now)));
    }

    private Diagnosis diagnosis(ComposeProject project, HostContainers now) {
        EvidenceReader reader = new EvidenceReader(host, folder(project.name()).masker(project.secrets()));
        List<HostContainer> bad = now.unhealthy(project);
        return bad.isEmpty()
                ? new Diagnosis(List.of(), reader.of(now.of(project.name())))
                : new Diagnosis(List.of(problems.notStaying(project.name(), reader.of(bad))), List.of());
    }

    @Override
    public boolean log(Desired<ComposeProject> desired, LogRequest request, Consumer<String> lines) {
        ComposeProject project = desired.resource();
        Masker masker = folder(project.name()).masker(project.secrets());
        LogReader reader = new LogReader(host, masker, () -> ps(Map.of()).of(project.name()), request);
        do {
            reader.next().forEach(lines);
        } while (request.isFollowed() && context.cancellation().pause(BETWEEN_LOGS));
        return true;
    }

    @Override
    public ImageDigests digests(Set<String> names, boolean ofContainers) {
        if (!ofContainers) {
            return images.ask(names);
        }
        host.fetch(
                Stream.concat(Stream.of(HostImages.list()), CONTAINERS.stream()).toList(), LOOK);
        return new ImageDigests(containers(images.digests()).digests(names), List.of());
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

    private ComposeLifecycle launch(ComposeFolder folder) {
        return new ComposeLifecycle(
                new ComposeLifecycle.Place(
                        host, folder, settings.patience(), context.cancellation(), progress(folder.project())),
                images,
                problems,
                () -> ps(Map.of()));
    }

    private UpProgress progress(String project) {
        ServiceName service = Optional.ofNullable(owners.get(project)).orElseGet(() -> new ServiceName(project));
        return new UpProgress(commands, context, service, project);
    }

    /** Compose leaves a container as it is that was taken off a network, or that uses something of another which is gone. */
    private ComposeCommands commands(ComposeProject project, ComposeFolder folder) {
        ComposeCommands commands = new ComposeCommands(project, folder.path());
        ComposeCommands shown = context.isWatched() ? commands.showingLayers() : commands;
        return containers.needsRecreation(project) ? shown.anew() : shown;
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
        reading = scanner().read();
        reading.folders()
                .keySet()
                .forEach(name -> creations.take(name, folder(name).creationRecord()));
        containers = containers(digests);
        List<Problem> closed = reading.closedFolders().stream()
                .filter(containers::hasOurs)
                .map(name -> problems.closed(settings.root() + "/" + name))
                .toList();
        if (!closed.isEmpty()) {
            throw new TargetException(closed);
        }
    }

    private ProjectScanner scanner() {
        return new ProjectScanner(host, settings.root(), ComposeFolder.read());
    }

    private HostContainers ps(Map<String, List<String>> digests) {
        host.fetch(CONTAINERS, LOOK);
        return containers(digests);
    }

    private HostContainers containers(Map<String, List<String>> digests) {
        CommandResult result = host.run(ComposeCommands.ps(), LOOK);
        if (!result.succeeded()) {
            throw new TargetException(problems.docker(result));
        }
        List<HostContainer> all = HostContainer.parse(result.output());
        Inspection inspection = inspection(all.stream().map(HostContainer::id).toList(), creations.volumes());
        return new HostContainers(
                all.stream()
                        .map(container -> container.with(inspection.containers()))
                        .toList(),
                homelab,
                settings.root(),
                digests,
                creations,
                inspection);
    }

    /** Containers that are removed between the two commands have no details. */
    private Inspection inspection(List<String> ids, Set<String> volumes) {
        if (ids.isEmpty() && volumes.isEmpty()) {
            return Inspection.none();
        }
        Inspection all = inspection(ComposeCommands.inspectAll());
        return all.volumes().keySet().containsAll(volumes)
                ? all
                : inspection(ComposeCommands.inspect(ids, volumes)); // says why one is not there
    }

    private Inspection inspection(List<String> argv) {
        CommandResult result = host.run(argv, LOOK);
        if (!result.succeeded() && !Inspection.isOnlyMissing(result.errors())) {
            throw new TargetException(problems.docker(result));
        }
        return Inspection.parse(result.output(), result.errors(), creations::fingerprint);
    }

    private ComposeFolder folder(String name) {
        return new ComposeFolder(host.folder(settings.root()).folder(name), name, context, reading.of(name));
    }

    private static boolean usesOthers(Change<ComposeProject> change) {
        return change.after()
                .map(after -> after.resource().outline().usesOthers())
                .orElse(false);
    }
}
