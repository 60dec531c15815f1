// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.lab.host.compose.ComposeFile;
import dev.homelab.lab.host.compose.ComposeService;
import dev.homelab.lab.host.shell.Output;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The project a Compose command is about.
 *
 * @param name the project's name, which alone decides what belongs to it
 * @param directory on the host, as the client wrote it
 * @param path of the Compose file on the host, as the client wrote it, and of those that add to it, separated by commas
 * @param file absent when the command names none
 */
record ComposeProject(String name, String directory, String path, Optional<ComposeFile> file) {

    /**
     * The plan of a service's first and only container.
     *
     * @param imageId of what its image's name means on the host
     */
    ContainerPlan plan(ComposeService service, String imageId) {
        ComposeFile whole = file.orElseThrow();
        return new ContainerPlan(
                service.containerName().orElse(name + "-" + service.name() + "-1"),
                service.image(),
                labels(service, imageId),
                service.ports(),
                whole.networks().entrySet().stream()
                        .filter(network -> service.networks().contains(network.getKey()))
                        .map(network -> network.getValue().name())
                        .toList(),
                service.healthCheck(),
                service.restart(),
                whole.volumes().entrySet().stream()
                        .collect(toMap(
                                Map.Entry::getKey, volume -> volume.getValue().name())),
                endpoints(whole, service),
                service.definition());
    }

    private static Map<String, JsonNode> endpoints(ComposeFile whole, ComposeService service) {
        Map<String, JsonNode> endpoints = new TreeMap<>();
        service.definition()
                .path("networks")
                .properties()
                .forEach(joined -> Optional.ofNullable(whole.networks().get(joined.getKey()))
                        .ifPresent(network -> endpoints.put(network.name(), joined.getValue())));
        return endpoints;
    }

    boolean hasService(String service) {
        return file.map(f -> f.services().stream().anyMatch(s -> s.name().equals(service)))
                .orElse(true);
    }

    /** Whether a service that has ended with code 0 is as it should be. */
    boolean mayEnd(String service) {
        return file.map(f -> f.services().stream().anyMatch(s -> s.name().equals(service) && s.mayEnd()))
                .orElse(false);
    }

    /** The output with what Compose remarked about the file in front of it. */
    Output withWarnings(Output output) {
        String warnings = file.map(f -> String.join("\n", f.warnings())).orElse("");
        return warnings.isEmpty() ? output : new Output(0, "", warnings + "\n").then(output);
    }

    private Map<String, String> labels(ComposeService service, String imageId) {
        Map<String, String> labels = new TreeMap<>(service.labels());
        String prefix = "com.docker.compose.";
        labels.put(prefix + "project", name);
        labels.put(prefix + "service", service.name());
        labels.put(prefix + "config-hash", service.hash());
        labels.put(prefix + "image", imageId);
        labels.put(prefix + "project.working_dir", directory);
        labels.put(prefix + "project.config_files", path);
        labels.put(prefix + "container-number", "1");
        labels.put(prefix + "oneoff", "False");
        labels.put(prefix + "version", Engine.COMPOSE_VERSION);
        return labels;
    }
}
