// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import dev.homelab.adapter.compose.ComposeOutline.Part;
import dev.homelab.adapter.compose.engine.InspectedContainer;
import dev.homelab.adapter.compose.engine.Inspection;
import dev.homelab.adapter.compose.engine.Relation;
import dev.homelab.adapter.compose.image.RunningImage;
import dev.homelab.adapter.support.file.YamlDocument;
import dev.homelab.model.value.ImageName;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Owner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All containers of a host, and what they say about the projects on it.
 *
 * @param all in the order of {@code docker ps}
 * @param homelab whose containers are ours
 * @param root the folder of our projects
 * @param digests of the images of the host, by their ids
 * @param creations how containers were made
 * @param inspection what the engine said in detail
 */
record HostContainers(
        List<HostContainer> all,
        String homelab,
        String root,
        Map<String, List<String>> digests,
        Creations creations,
        Inspection inspection) {

    /** Containers of which is not known how they were made. */
    HostContainers(
            List<HostContainer> all,
            String homelab,
            String root,
            Map<String, List<String>> digests,
            Creations creations) {
        this(all, homelab, root, digests, creations, Inspection.none());
    }

    /** Returns a project whose files were found. */
    Observed<ComposeProject> project(String name, ComposeFolder.Files files) {
        YamlDocument text = YamlDocument.of(files.compose().body());
        ComposeOutline outline = ComposeOutline.of(text);
        boolean isMarked = files.compose().owner().isPresent();
        List<String> losses = isMarked ? losses(name) : List.of();
        Running running = isMarked ? running(name, outline, losses) : running(name);
        List<String> deviations = isMarked ? deviations(name, outline) : List.<String>of();
        ComposeProject project = new ComposeProject(
                name,
                files.name(),
                text,
                files.secrets(),
                files.mounted(),
                running,
                Set.of(),
                images(name, outline),
                deviations,
                losses,
                isMarked ? "" : obstacle(name, files),
                isMarked ? Origin.none() : origin(name, files));
        return new Observed<>(project, files.compose().owner());
    }

    /** A rollback brings the containers up from the files that they were created from, so these must be known. */
    private String obstacle(String name, ComposeFolder.Files files) {
        Optional<Origin> origin = origin(name);
        if (origin.isPresent() && files.hasNoCompose() && isIn(root + "/" + name, origin.get())) {
            return "";
        }
        if (!files.obstacle().isEmpty()) {
            return files.obstacle();
        }
        List<HostContainer> made = of(name);
        return origin.isEmpty() && !made.isEmpty() ? unclear(name) : made.isEmpty() ? files.override() : "";
    }

    private static boolean isIn(String folder, Origin origin) {
        return origin.folder().equals(folder);
    }

    private Origin origin(String name, ComposeFolder.Files files) {
        String usual = root + "/" + name + "/" + files.name();
        return origin(name)
                .filter(origin -> !(origin.files().equals(List.of(usual))
                        && origin.envFile().isEmpty()
                        && files.override().isEmpty()))
                .orElse(Origin.none());
    }

    /** Returns what the containers of a project say of the files that they were created from, if all say the same. */
    private Optional<Origin> origin(String project) {
        List<HostContainer> made = of(project);
        Set<Origin> origins = made.stream()
                .map(container -> Origin.files(
                        container.folder(),
                        Stream.of(container.composeFiles().split(",", -1)).toList(),
                        container.label(Labels.COMPOSE_ENV_FILE),
                        List.of()))
                .collect(toSet());
        return origins.size() == 1
                ? origins.stream()
                        .filter(origin -> origin.files().stream().allMatch(file -> file.startsWith("/")))
                        .filter(origin -> !origin.envFile().contains(","))
                        .map(origin -> Origin.files(
                                origin.folder(),
                                origin.files(),
                                origin.envFile(),
                                made.stream()
                                        .map(HostContainer::service)
                                        .distinct()
                                        .sorted()
                                        .toList()))
                        .findFirst()
                : Optional.empty();
    }

    private String unclear(String project) {
        String files = of(project).stream()
                .map(HostContainer::composeFiles)
                .distinct()
                .map(text -> "\"" + text + "\"")
                .collect(joining(" and "));
        return "its containers were created from %s, which a rollback could not bring up again; recreate them from one set of files first"
                .formatted(files);
    }

    /** Returns the projects of which there are only containers: their files are in another folder, or are called otherwise. */
    Map<String, Observed<ComposeProject>> madeElsewhere() {
        Map<String, Observed<ComposeProject>> projects = new TreeMap<>();
        notOurs().stream()
                .map(HostContainer::project)
                .filter(name -> !name.isEmpty())
                .distinct()
                .filter(name -> !of(name).isEmpty())
                .forEach(name -> {
                    Optional<Origin> origin = origin(name);
                    projects.put(
                            name, unknown(name, origin.isEmpty() ? unclear(name) : "", origin.orElse(Origin.none())));
                });
        return projects;
    }

    /** Returns the containers that were started without Compose, each as the project that it becomes when it is adopted. */
    Map<String, Observed<ComposeProject>> withoutCompose() {
        Map<String, List<HostContainer>> byProject = new TreeMap<>();
        notOurs().stream()
                .filter(container ->
                        container.project().isEmpty() && container.mark().isEmpty())
                .filter(container -> !container.projectWhenAdopted().isEmpty())
                .forEach(container -> byProject
                        .computeIfAbsent(container.projectWhenAdopted(), name -> new ArrayList<>())
                        .add(container));
        byProject.values().removeIf(found -> found.size() > 1);
        Map<String, Observed<ComposeProject>> projects = new TreeMap<>();
        byProject.forEach((name, found) -> projects.put(name, withoutCompose(name, found.get(0))));
        return projects;
    }

    private static Observed<ComposeProject> withoutCompose(String name, HostContainer container) {
        boolean isRemoved = container
                .inspected()
                .filter(InspectedContainer::isRemovedWhenStopped)
                .isPresent();
        return Observed.unowned(new ComposeProject(
                name,
                ComposeFolder.COMPOSE,
                YamlDocument.EMPTY,
                Map.of(),
                Map.of(),
                container.status().isUp() ? Running.AS_WRITTEN : Running.NOT_AT_ALL,
                Set.of(),
                Map.of(),
                List.of(),
                List.of(),
                isRemoved
                        ? "it was started with --rm, so that stopping it removes it; start it without that option first"
                        : "",
                Origin.container(
                        container.id(),
                        container.firstName(),
                        container
                                .inspected()
                                .map(InspectedContainer::restartPolicy)
                                .orElse("no"))));
    }

    /**
     * Returns a project of which there are only containers: its files are not known here.
     *
     * @param obstacle why it cannot be adopted
     */
    Observed<ComposeProject> unknown(String name, String obstacle) {
        return unknown(name, obstacle, Origin.none());
    }

    private Observed<ComposeProject> unknown(String name, String obstacle, Origin origin) {
        return Observed.unowned(new ComposeProject(
                name,
                ComposeFolder.COMPOSE,
                YamlDocument.EMPTY,
                Map.of(),
                Map.of(),
                running(name),
                Set.of(),
                Map.of(),
                List.of(),
                List.of(),
                obstacle,
                origin));
    }

    /** Returns the projects that have a container which is not ours and does not come from our folder. */
    Set<String> elsewhere() {
        return notOurs().stream()
                .filter(container -> !container.project().isEmpty())
                .filter(container -> !container.folder().equals(root + "/" + container.project()))
                .map(HostContainer::project)
                .collect(toCollection(TreeSet::new));
    }

    List<HostContainer> notOurs() {
        return all.stream().filter(container -> !isOurs(container)).toList();
    }

    /** Returns whether a project has containers of ours, so that it is ours whatever can be read of it. */
    boolean hasOurs(String project) {
        return all.stream().anyMatch(container -> container.project().equals(project) && isOurs(container));
    }

    /** Returns the own networks of projects of ours but these. */
    Set<String> networksOfOursBeside(Set<String> projects) {
        return all.stream()
                .filter(this::isOurs)
                .map(HostContainer::project)
                .filter(project -> !projects.contains(project))
                .map(project -> project + "_default")
                .collect(toCollection(TreeSet::new));
    }

    private boolean isOurs(HostContainer container) {
        return !container.mark().isEmpty()
                && Owner.parse(container.mark()).homelab().equals(homelab);
    }

    /** Returns the containers of a project's services, without those that a person has started for one task. */
    List<HostContainer> of(String project) {
        return all.stream()
                .filter(container -> container.project().equals(project) && !container.isOneOff())
                .toList();
    }

    /** Returns the containers of a project that are not healthy or not as its file says. */
    List<HostContainer> unhealthy(ComposeProject project) {
        return project.outline().services().entrySet().stream()
                .flatMap(service -> of(project.name(), service.getKey())
                        .filter(container -> !finding(container, service).good()))
                .toList();
    }

    /** Returns a container of a project that was meant to do its work and end well, and ended otherwise. */
    Optional<HostContainer> failedWork(ComposeProject project) {
        return project.outline().services().entrySet().stream()
                .filter(service -> service.getValue().ends())
                .flatMap(service -> made(project.name(), service))
                .filter(container ->
                        container.status().exitCode().filter(code -> code != 0).isPresent())
                .findFirst();
    }

    /** Says of each container that a project asks for how it is. */
    List<CheckResult> findings(ComposeProject project) {
        return Stream.concat(
                        project.isPaused() ? pausedFindings(project) : containerFindings(project),
                        losses(project.name()).stream()
                                .map(loss -> new CheckResult(
                                        "volumes of %s are kept".formatted(project.name()), false, loss)))
                .toList();
    }

    /** What is up although its service is paused was started by hand. */
    private Stream<CheckResult> pausedFindings(ComposeProject project) {
        return project.outline().services().keySet().stream()
                .map(service -> new CheckResult(
                        service + " is paused",
                        of(project.name(), service)
                                .noneMatch(container -> container.status().isUp()),
                        "its container runs"));
    }

    private Stream<CheckResult> containerFindings(ComposeProject project) {
        return project.outline().services().entrySet().stream()
                .map(service -> made(project.name(), service)
                        .findFirst()
                        .map(container -> finding(container, service))
                        .orElseGet(() -> new CheckResult(
                                service.getKey() + " runs", false, "no container was made from its definition")));
    }

    private CheckResult finding(HostContainer container, Map.Entry<String, Part> service) {
        return stranded(container)
                .or(() -> creations.changes(container).stream().reduce((one, other) -> one + "; " + other))
                .map(why -> new CheckResult(service.getKey() + " runs", false, why))
                .orElseGet(() -> container
                        .status()
                        .finding(service.getKey(), service.getValue().ends(), container.life()));
    }

    /**
     * Returns why a container has lost something that it uses of another one, if it has. The ids that the engine itself keeps
     * decide, and for namespaces the time of the last start: a container that is started again gets new ones.
     */
    private Optional<String> stranded(HostContainer container) {
        return container.relations().stream()
                .flatMap(relation -> stranded(container, relation).stream())
                .findFirst();
    }

    private Optional<String> stranded(HostContainer container, Relation relation) {
        Optional<HostContainer> lender =
                all.stream().filter(other -> other.isMeantBy(relation)).findFirst();
        if (lender.isEmpty()) {
            return Optional.of("uses the %s of a container that is gone".formatted(relation.kind()));
        }
        String name = lender.get().name();
        if (!relation.kind().endsWithProcesses()) {
            return container.hasOtherVolumesThan(lender.get())
                    ? Optional.of(
                            "uses the %s that \"%s\" had before it was recreated".formatted(relation.kind(), name))
                    : Optional.empty();
        }
        if (!container.status().isUp()) {
            return Optional.empty();
        }
        if (!lender.get().status().isUp()) {
            return Optional.of("uses the %s of \"%s\", which is not running".formatted(relation.kind(), name));
        }
        return lender.get().isStartedAfter(container)
                ? Optional.of("uses the %s that \"%s\" had before its last start".formatted(relation.kind(), name))
                : Optional.empty();
    }

    /** Returns the containers of other projects of ours that use something of a container of this one, by project. */
    SortedMap<String, Set<String>> dependents(String project) {
        SortedMap<String, Set<String>> dependents = new TreeMap<>();
        all.stream()
                .filter(this::isOurs)
                .filter(container -> !container.project().equals(project))
                .filter(container -> container.relations().stream()
                        .anyMatch(relation -> all.stream()
                                .anyMatch(other -> other.project().equals(project) && other.isMeantBy(relation))))
                .forEach(container -> dependents
                        .computeIfAbsent(container.project(), name -> new TreeSet<>())
                        .add(container.service()));
        return dependents;
    }

    /** Returns those of the containers of a project that have lost something that they use of another one. */
    Set<String> stranded(String project) {
        return of(project).stream()
                .filter(container -> stranded(container).isPresent())
                .map(HostContainer::service)
                .collect(toCollection(TreeSet::new));
    }

    /** Returns whether the container of a service is up and has all that it uses. */
    boolean isUp(String project, String service) {
        return of(project, service)
                .anyMatch(container ->
                        container.status().isUp() && stranded(container).isEmpty());
    }

    /** Says how the containers of a project are otherwise than they were made, a few words each. */
    private List<String> deviations(String project, ComposeOutline outline) {
        return outline.services().entrySet().stream()
                .flatMap(service -> of(project, service.getKey())
                        .flatMap(container -> deviations(container, service.getValue()).stream())
                        .map(why -> service.getKey() + " " + why))
                .toList();
    }

    private List<String> deviations(HostContainer container, Part part) {
        List<String> all = new ArrayList<>();
        stranded(container).ifPresent(all::add);
        all.addAll(creations.changes(container));
        if (!container.isAsMeant(part)) {
            all.add(
                    container.status().isUp()
                            ? "is off a network"
                            : "is " + container.status().state());
        }
        return all;
    }

    private Map<String, RunningImage> images(String project, ComposeOutline outline) {
        Map<String, RunningImage> images = new TreeMap<>();
        of(project).stream()
                .filter(container -> outline.services().containsKey(container.service()))
                .filter(container -> !container.image().isEmpty())
                .forEach(container -> images.putIfAbsent(container.service(), image(container.image())));
        return images;
    }

    /** Returns the digests of what containers run that were made from one of these tags, managed or not; none of an image that was built. */
    Map<String, Set<String>> digests(Set<String> images) {
        Map<String, Set<String>> found = new TreeMap<>();
        all.forEach(container -> container.inspected().ifPresent(details -> {
            String written = details.image();
            String tagged = ImageName.of(written).tagged();
            if (images.contains(tagged)) {
                Set<String> known = found.computeIfAbsent(tagged, image -> new TreeSet<>());
                Set<String> own = image(details.imageId()).digestsOf(tagged); // several of the same image
                if (Collections.disjoint(own, known)) {
                    own.stream().sorted().findFirst().ifPresent(known::add);
                }
            }
        }));
        return found;
    }

    private RunningImage image(String id) {
        return new RunningImage(id, digests.getOrDefault(id, List.of()));
    }

    private Running running(String project, ComposeOutline outline, List<String> losses) {
        if (losses.isEmpty() && runsAsWritten(project, outline)) {
            return Running.AS_WRITTEN;
        }
        return isUp(project) ? Running.OTHERWISE : Running.NOT_AT_ALL;
    }

    /** Whether anything is up is all that can be asked of a project that is not ours. */
    private Running running(String project) {
        return isUp(project) ? Running.AS_WRITTEN : Running.NOT_AT_ALL;
    }

    /** Returns whether every container of a file is up and in its networks, or has done its work, and was made from that file. */
    boolean runsAsWritten(ComposeProject project) {
        return runsAsWritten(project.name(), project.outline());
    }

    private boolean runsAsWritten(String project, ComposeOutline outline) {
        return !outline.services().isEmpty()
                && outline.services().entrySet().stream()
                        .allMatch(service -> made(project, service)
                                .anyMatch(container -> container.isAsMeant(service.getValue())
                                        && stranded(container).isEmpty()
                                        && creations.changes(container).isEmpty()));
    }

    /** Returns what became of the volumes of a project that are others than when its containers were made. */
    private List<String> losses(String project) {
        return creations.losses(project, all, inspection);
    }

    /** Returns the containers of a project's service that were made from its file. */
    private Stream<HostContainer> made(String project, Map.Entry<String, Part> service) {
        return of(project, service.getKey())
                .filter(container ->
                        container.revision().equals(service.getValue().revision()));
    }

    /** Returns whether Compose would leave a container of a project as it is that has to be recreated. */
    boolean needsRecreation(ComposeProject project) {
        return !stranded(project.name()).isEmpty()
                || isOffItsNetwork(project)
                || of(project.name()).stream()
                        .anyMatch(container -> !creations.changes(container).isEmpty());
    }

    /** Returns whether a container was taken off a network that the file of its project says it is in. */
    private boolean isOffItsNetwork(ComposeProject project) {
        return project.outline().services().entrySet().stream()
                .anyMatch(service -> of(project.name(), service.getKey())
                        .anyMatch(container -> container.status().isUp()
                                && !container.isIn(service.getValue().networks())));
    }

    private Stream<HostContainer> of(String project, String service) {
        return of(project).stream().filter(container -> container.service().equals(service));
    }

    private boolean isUp(String project) {
        return of(project).stream().anyMatch(container -> container.status().isUp());
    }
}
