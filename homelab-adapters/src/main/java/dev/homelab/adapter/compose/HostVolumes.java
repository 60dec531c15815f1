// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.adapter.support.file.YamlText;
import dev.homelab.problem.Problem;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The volumes of a host that Compose created with options that no definition has. Compose asks whether to delete such a volume and
 * create it again. It takes the end of its input for a no and goes on with the volume as it is.
 */
final class HostVolumes {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String OF_COMPOSE = "com.docker.compose.";
    private static final String HASH = OF_COMPOSE + "config-hash";

    private final RemoteHost host;
    private final ComposeProblems problems;

    HostVolumes(RemoteHost host, ComposeProblems problems) {
        this.host = host;
        this.problems = problems;
    }

    /** Returns the command that {@link #problems} runs; none if no project has volumes of its own. */
    static List<List<String>> questions(List<ComposeProject> projects) {
        Set<String> names = names(projects);
        return names.isEmpty() ? List.of() : List.of(ComposeCommands.volumes(names));
    }

    private static Set<String> names(List<ComposeProject> projects) {
        TreeSet<String> names = new TreeSet<>();
        projects.forEach(project -> names.addAll(
                ComposeOutline.ownVolumes(project.name(), project.text()).values()));
        return names;
    }

    /** Returns a problem for each volume with other options. Asks the host for nothing unless a project has volumes of its own. */
    List<Problem> problems(List<ComposeProject> projects) {
        Set<String> names = names(projects);
        if (names.isEmpty()) {
            return List.of();
        }
        Map<String, String> different = different(names);
        List<Problem> found = new ArrayList<>();
        projects.forEach(project -> ComposeOutline.ownVolumes(project.name(), project.text())
                .forEach((key, name) -> {
                    if (different.containsKey(name)) {
                        found.add(problems.volumeDiffers(project.name(), key, name, different.get(name)));
                    }
                }));
        return found;
    }

    /** Volumes that are missing make the command fail, after it has shown the others. */
    private Map<String, String> different(Set<String> names) {
        Map<String, String> different = new TreeMap<>();
        host.run(ComposeCommands.volumes(names), LIMIT)
                .output()
                .lines()
                .flatMap(line -> YamlText.read(line).stream())
                .filter(volume -> volume.path("Labels").has(HASH))
                .forEach(volume -> {
                    String options = options(volume);
                    if (!options.isEmpty()) {
                        different.put(volume.path("Name").asText(), options);
                    }
                });
        return different;
    }

    /** Names them without their values, which may hold passwords. */
    private static String options(JsonNode volume) {
        List<String> options = new ArrayList<>();
        String driver = volume.path("Driver").asText("local");
        if (!driver.equals("local")) {
            options.add("driver " + driver);
        }
        add(options, "driver options ", new TreeSet<>(fields(volume.path("Options"))));
        TreeSet<String> labels = new TreeSet<>(fields(volume.path("Labels")));
        labels.removeIf(label -> label.startsWith(OF_COMPOSE));
        add(options, "label ", labels);
        return String.join("; ", options);
    }

    private static void add(List<String> options, String kind, Set<String> names) {
        if (!names.isEmpty()) {
            options.add(kind + String.join(", ", names));
        }
    }

    private static List<String> fields(JsonNode node) {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }
}
