// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.lab.host.compose.ComposeException;
import dev.homelab.lab.host.compose.ComposeFile;
import dev.homelab.lab.host.compose.ComposeFile.Shared;
import dev.homelab.lab.host.compose.ComposeService;
import dev.homelab.lab.host.shell.Output;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** {@code docker compose up}: makes what is missing, recreates what changed, starts what stands still. */
final class ComposeUp {

    private final Engine engine;
    private final BuildCommand builder;
    private final ComposeProject project;
    private final Supplier<String> answers;
    private final ComposeFile file;
    private final List<ComposeService> services;
    private final List<String> progress = new ArrayList<>();
    private final Set<String> renewed = new HashSet<>();

    /**
     * A call for one project.
     *
     * @param names the services it is about; all if none is named
     * @param answers its standard input, read when it asks something
     */
    ComposeUp(
            Engine engine, BuildCommand builder, ComposeProject project, List<String> names, Supplier<String> answers) {
        this.builder = builder;
        this.engine = engine;
        this.project = project;
        this.answers = answers;
        this.file = project.file().orElseThrow(() -> new ComposeException(14, "no configuration file provided"));
        this.services = file.services().stream()
                .filter(service -> names.isEmpty() || names.contains(service.name()))
                .toList();
    }

    /** Asks for every image whether it is there or not, before anything else. */
    void pull() {
        services.forEach(service -> engine.store().pull(service.image()));
    }

    /** Makes networks, volumes and containers, without starting any. */
    void create(boolean removeOrphans, boolean forceRecreate) {
        if (services.isEmpty()) {
            throw new ComposeException("no service selected");
        }
        services.forEach(this::image);
        file.networks().forEach(this::network);
        file.volumes().forEach(this::volume);
        orphans(removeOrphans);
        lendersFirst().forEach(service -> container(service, forceRecreate));
    }

    /** What is not there is built if the file says how, and pulled otherwise. */
    private void image(ComposeService service) {
        JsonNode build = service.definition().path("build");
        if (build.isMissingNode() || engine.store().has(service.image())) {
            engine.store().need(service.image());
            return;
        }
        Output built = builder.run(service.image(), build);
        if (!built.succeeded()) {
            throw new ComposeException(17, built.err().strip());
        }
    }

    void start() {
        List<String> order = lendersFirst().stream().map(ComposeService::name).toList();
        List<Container> containers = new ArrayList<>(ours());
        containers.sort(Comparator.comparing(container -> order.indexOf(container.service())));
        for (Container container : containers) {
            if (!container.isRunning()) {
                engine.start(container);
                say("Container", container.name, "Started");
            }
        }
    }

    /** Fails as {@code --wait} does when a container ended or is unhealthy. */
    void await() {
        for (Container container : ours()) {
            boolean done = container.exitCode == 0 && project.mayEnd(container.service());
            if (container.state.equals("exited") && !done) {
                throw new ComposeException("container " + container.name + " exited (" + container.exitCode + ")");
            }
            if (container.health.equals("unhealthy")) {
                throw new ComposeException("container " + container.name + " is unhealthy");
            }
            if (container.health.equals("starting")) {
                throw new ComposeException("application not healthy after 2m0s");
            }
        }
    }

    /** What happened so far, a line each, as {@code --progress plain} prints it on standard error. */
    String progress() {
        return String.join("", progress);
    }

    private List<Container> ours() {
        return engine.ofProject(project.name()).stream()
                .filter(container ->
                        services.stream().anyMatch(service -> service.name().equals(container.service())))
                .toList();
    }

    private void network(String key, Shared network) {
        if (!network.external()) {
            ownNetwork(key, network);
        } else if (!engine.networks().contains(network.name())) {
            throw new ComposeException("network " + network.name() + " declared as external, but could not be found");
        }
    }

    /** One that Compose created with other settings is recreated, if no container of others is in it. */
    private void ownNetwork(String key, Shared network) {
        String hash = network.options().hash(network.name() + network.definition());
        Optional<FakeNetwork> there = engine.network(network.name());
        String before = there.map(one -> one.labels().getOrDefault(FakeNetwork.HASH, ""))
                .orElse(hash);
        if (before.isEmpty()) {
            progress.add("a network with name " + network.name() + " exists but was not created by compose.\n");
            return;
        }
        if (!before.equals(hash)) {
            List<Container> inIt = ours().stream()
                    .filter(container -> container.networks.contains(network.name()))
                    .toList();
            inIt.forEach(container -> {
                engine.stop(container);
                engine.disconnect(container, network.name());
            });
            engine.removeUnusedNetwork(network.name());
            say("Network", network.name(), "Removed");
            inIt.forEach(container -> renewed.add(container.service()));
        }
        Map<String, String> labels = Map.of(
                "com.docker.compose.project",
                project.name(),
                "com.docker.compose.network",
                key,
                FakeNetwork.HASH,
                hash);
        try {
            if (engine.makeNetwork(network.name(), FakeNetwork.of(network.definition(), labels))) {
                say("Network", network.name(), "Created");
            }
        } catch (ComposeException e) {
            throw new ComposeException("failed to create network " + network.name() + ": " + e.getMessage());
        }
    }

    private void volume(String key, Shared volume) {
        if (volume.external()) {
            if (engine.volume(volume.name()).isEmpty()) {
                throw new ComposeException("external volume \"" + volume.name() + "\" not found");
            }
        } else if (engine.volume(volume.name()).isEmpty()) {
            makeVolume(key, volume);
        } else if (engine.volume(volume.name()).orElseThrow().differsFrom(hash(volume)) && isToLoseData(volume)) {
            engine.ofProject(project.name()).forEach(engine::remove);
            makeVolume(key, volume);
        }
    }

    /** Asks, and takes the end of its input for a no. */
    private boolean isToLoseData(Shared volume) {
        progress.add("Volume \"" + volume.name()
                + "\" exists but doesn't match configuration in compose file. Recreate (data will be lost)?");
        return answers.get().startsWith("y");
    }

    private void makeVolume(String key, Shared volume) {
        Map<String, String> labels = new TreeMap<>(volume.options().labels());
        labels.put("com.docker.compose.project", project.name());
        labels.put("com.docker.compose.volume", key);
        labels.put("com.docker.compose.version", Engine.COMPOSE_VERSION);
        labels.put(Volume.HASH, hash(volume));
        engine.makeVolume(
                volume.name(),
                new Volume(
                        engine.now(),
                        volume.options().driver(),
                        volume.options().driverOptions(),
                        labels));
        say("Volume", volume.name(), "Created");
    }

    private static String hash(Shared volume) {
        return volume.options().hash(volume.name());
    }

    private void orphans(boolean remove) {
        for (Container container : engine.ofProject(project.name())) {
            if (!project.hasService(container.service())) {
                if (remove) {
                    engine.remove(container);
                    say("Container", container.name, "Removed");
                } else {
                    progress.add("Found orphan containers ([" + container.name + "]) for this project.\n");
                }
            }
        }
    }

    /** A container is recreated, too, when the name of its image means another on the host by now. */
    private void container(ComposeService service, boolean forceRecreate) {
        String imageId = ImageStore.id(engine.store().need(service.image()));
        for (Container old : engine.ofProject(project.name())) {
            if (old.service().equals(service.name())) {
                if (!forceRecreate
                        && !renewed.contains(service.name())
                        && lendersAreThere(service, old)
                        && old.configHash().equals(service.hash())
                        && old.imageId().equals(imageId)) {
                    return;
                }
                engine.remove(old);
                engine.create(project.plan(service, imageId), relations(service));
                say("Container", old.name, "Recreated");
                return;
            }
        }
        say("Container", engine.create(project.plan(service, imageId), relations(service)).name, "Created");
    }

    /** What uses something of another service of the file comes after that. */
    private List<ComposeService> lendersFirst() {
        Map<String, ComposeService> open = new LinkedHashMap<>();
        services.forEach(service -> open.put(service.name(), service));
        List<ComposeService> sorted = new ArrayList<>();
        while (!open.isEmpty()) {
            ComposeService next = open.values().stream()
                    .filter(service ->
                            Relations.services(service.definition()).stream().noneMatch(open::containsKey))
                    .findFirst()
                    .orElseThrow(() -> new ComposeException(15, "dependency cycle detected"));
            sorted.add(next);
            open.remove(next.name());
        }
        return sorted;
    }

    private Relations relations(ComposeService service) {
        return Relations.of(
                service.definition(),
                this::idOf,
                name -> engine.named(name)
                        .orElseThrow(
                                () -> new ComposeException("Error response from daemon: No such container: " + name))
                        .id);
    }

    private String idOf(String service) {
        return engine.ofProject(project.name()).stream()
                .filter(container -> container.service().equals(service))
                .map(container -> container.id)
                .findFirst()
                .orElseThrow(() -> new ComposeException("no container found for service \"" + service + "\""));
    }

    /** Compose (5.6.1) looks after services of the same file only: what uses a container by its name keeps a dead id. */
    private boolean lendersAreThere(ComposeService service, Container old) {
        return Relations.services(service.definition()).isEmpty() || old.relations.equals(relations(service));
    }

    private void say(String kind, String name, String done) {
        progress.add(" " + kind + " " + name + "  " + done + "\n");
    }
}
