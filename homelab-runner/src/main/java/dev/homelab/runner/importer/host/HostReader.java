// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.problem.Where;
import dev.homelab.runner.importer.ComposeProject;
import dev.homelab.runner.importer.NotCarried;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads all projects of a host: from the Compose files that their containers were created from, as the host's own Compose reads
 * them, and from the containers themselves where there are none. Reads only, by two commands for the whole host.
 */
public final class HostReader {

    private static final String COMPOSE = "com.docker.compose.";
    private static final String MANAGED = "dev.homelab.service";
    private static final String ASIDE = "-before-homelab";
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final JsonMapper JSON = new JsonMapper();

    private final RemoteHost host;
    private final Inspected all;
    private final Map<String, List<JsonNode>> projects = new TreeMap<>();
    private final List<JsonNode> single = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private HostReader(RemoteHost host, Inspected all) {
        this.host = host;
        this.all = all;
        all.containers().forEach(this::sort);
    }

    /**
     * What was read of a host.
     *
     * @param projects by name
     * @param notes what is not among them, a sentence each
     */
    public record HostContents(List<HostProject> projects, List<String> notes) {

        public HostContents {
            projects = List.copyOf(projects);
            notes = List.copyOf(notes);
        }
    }

    /**
     * Reads a host.
     *
     * @throws dev.homelab.provision.TargetException if its engine does not answer
     */
    public static HostContents read(RemoteHost host) {
        return new HostReader(host, Inspected.of(host)).read();
    }

    private void sort(JsonNode container) {
        String name = Inspected.name(container);
        String project = Inspected.label(container, COMPOSE + "project");
        if (!Inspected.label(container, MANAGED).isEmpty()) {
            return;
        }
        if (name.endsWith(ASIDE)) {
            notes.add("Container \"%s\" is kept for a rollback.".formatted(name));
        } else if (Inspected.label(container, COMPOSE + "oneoff").equalsIgnoreCase("true")) {
            notes.add("Container \"%s\" did one task (docker compose run).".formatted(name));
        } else if (project.isEmpty()) {
            single.add(container);
        } else {
            projects.computeIfAbsent(project, any -> new ArrayList<>()).add(container);
        }
    }

    private HostContents read() {
        List<ProjectOrigin> origins = projects.entrySet().stream()
                .map(entry -> ProjectOrigin.of(entry.getKey(), entry.getValue()))
                .toList();
        List<ProjectOrigin> known =
                origins.stream().filter(ProjectOrigin::isKnown).toList();
        List<CommandResult> results = known.isEmpty()
                ? List.of()
                : host
                        .runEach(
                                known.stream()
                                        .flatMap(origin -> Stream.of(origin.config(), origin.hashes()))
                                        .toList(),
                                LIMIT)
                        .stream()
                        .map(output -> output.text())
                        .toList();
        Map<String, HostProject> found = new TreeMap<>();
        for (int i = 0; i < known.size(); i++) {
            ProjectOrigin origin = known.get(i);
            found.put(origin.project(), fromFiles(origin, results.get(2 * i), results.get(2 * i + 1)));
        }
        origins.stream()
                .filter(origin -> !origin.isKnown())
                .forEach(origin -> found.put(origin.project(), fromContainers(origin, origin.unclear())));
        single.forEach(container -> withoutCompose(container, found));
        return new HostContents(List.copyOf(found.values()), notes);
    }

    private HostProject fromFiles(ProjectOrigin origin, CommandResult config, CommandResult hashes) {
        Optional<ObjectNode> tree = config.succeeded() ? json(config.output()) : Optional.empty();
        if (tree.isEmpty()) {
            return fromContainers(
                    origin,
                    "Its files (%s) could not be read there, so it is written from its containers: %s"
                            .formatted(String.join(", ", origin.files()), config.reason()));
        }
        List<String> said = new ArrayList<>();
        config.errors()
                .lines()
                .filter(line -> line.contains("variable is not set"))
                .forEach(line -> said.add("Compose says: " + line.replaceFirst("^.*?msg=", "")));
        Set<String> current = hashes.output().lines().map(String::strip).collect(Collectors.toSet());
        origin.containers().stream()
                .filter(container -> hashes.succeeded()
                        && !current.contains(
                                service(container) + " " + Inspected.label(container, COMPOSE + "config-hash")))
                .map(HostReader::service)
                .distinct()
                .forEach(name -> said.add(
                        "Container \"%s\" was created from another text than its files have now; bring it up from them before you adopt it: %s"
                                .formatted(name, origin.up())));
        List<NotCarried> lost = new ArrayList<>();
        Set<String> running =
                origin.containers().stream().map(HostReader::service).collect(Collectors.toCollection(TreeSet::new));
        ObjectNode resolved = ResolvedFile.tidied(tree.get(), origin.project(), running, said);
        return finished(origin.project(), resolved, origin.byService(), origin.files(), lost, said);
    }

    private HostProject fromContainers(ProjectOrigin origin, String why) {
        ObjectNode tree = JSON.createObjectNode();
        List<NotCarried> lost = new ArrayList<>();
        List<String> said = new ArrayList<>();
        said.add(why);
        origin.byService().forEach((name, container) -> write(name, container, tree, lost, said));
        return finished(origin.project(), tree, origin.byService(), origin.files(), lost, said);
    }

    private void withoutCompose(JsonNode container, Map<String, HostProject> found) {
        String name = Inspected.name(container);
        String project =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "-").replaceAll("^[_-]+", "");
        if (found.containsKey(project) || project.isEmpty()) {
            notes.add(
                    "Container \"%s\" was started without Compose, and a project of that name is there; rename one of them first."
                            .formatted(name));
            return;
        }
        ObjectNode tree = JSON.createObjectNode();
        List<NotCarried> lost = new ArrayList<>();
        List<String> said = new ArrayList<>();
        write("server", container, tree, lost, said);
        if (container.path("HostConfig").path("AutoRemove").asBoolean()) {
            said.add("It was started with --rm, so that it cannot be adopted; start it without that option first.");
        }
        found.put(project, finished(project, tree, Map.of("server", container), List.of(), lost, said));
    }

    private void write(String name, JsonNode container, ObjectNode tree, List<NotCarried> lost, List<String> said) {
        InspectedService service = new InspectedService(container, all);
        tree.withObject("/services").set(name, service.service());
        service.volumes().forEach((key, volume) -> tree.withObject("/volumes").set(key, volume));
        service.networks()
                .forEach((key, network) -> tree.withObject("/networks").set(key, network));
        service.lost()
                .forEach((key, reason) ->
                        lost.add(new NotCarried("services.%s (%s)".formatted(name, key), reason, Where.nowhere())));
        said.addAll(service.notes());
    }

    private HostProject finished(
            String project,
            ObjectNode tree,
            Map<String, JsonNode> containers,
            List<String> files,
            List<NotCarried> lost,
            List<String> said) {
        Map<String, String> borrowed = new TreeMap<>();
        containers.forEach((name, container) -> {
            if (tree.path("services").path(name) instanceof ObjectNode service) {
                new RunningImages(all).pin(name, service, container, lost);
                if (!service.has("restart") && !service.has("deploy") && InspectedService.hasDoneItsWork(container)) {
                    service.put("restart", "no");
                }
                lender(service).ifPresent(lender -> {
                    service.remove("network_mode");
                    borrowed.put(name, lender);
                });
            }
        });
        return new HostProject(
                new ComposeProject(project, tree, Map.of(), Map.of(), Map.of(), said),
                containers.values().stream().map(Inspected::name).toList(),
                files,
                lost,
                borrowed);
    }

    /** Returns the name of the container whose network a service uses. */
    private Optional<String> lender(ObjectNode service) {
        String mode = service.path("network_mode").asText();
        if (!mode.startsWith("container:")) {
            return Optional.empty();
        }
        String asked = mode.substring("container:".length());
        return all.containers().stream()
                .filter(other -> other.path("Id").asText().equals(asked)
                        || Inspected.name(other).equals(asked))
                .map(Inspected::name)
                .findFirst();
    }

    private static String service(JsonNode container) {
        return Inspected.label(container, COMPOSE + "service");
    }

    private static Optional<ObjectNode> json(String text) {
        try {
            return Optional.of(JSON.readTree(text))
                    .filter(ObjectNode.class::isInstance)
                    .map(ObjectNode.class::cast);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
