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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The volumes of a host that were created with other options than a definition has. Compose asks whether to delete such a volume and
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
        Map<String, JsonNode> there = there(names);
        List<Problem> found = new ArrayList<>();
        projects.forEach(project -> ComposeOutline.ownVolumes(project.name(), project.text())
                .forEach((key, name) -> {
                    JsonNode written = project.text().root().path("volumes").path(key);
                    Kept wanted = Kept.written(written);
                    Optional.ofNullable(there.get(name))
                            .filter(volume -> isAsked(volume) || wanted.isElsewhere())
                            .map(Kept::real)
                            .filter(real -> !real.equals(wanted))
                            .ifPresent(real -> found.add(
                                    problems.volumeDiffers(project.name(), key, name, options(real), options(wanted))));
                }));
        return found;
    }

    /** Of a volume that Compose did not create, it only warns, and goes on with it as it is. */
    private static boolean isAsked(JsonNode volume) {
        return volume.path("Labels").has(HASH);
    }

    /** Volumes that are missing make the command fail, after it has shown the others. */
    private Map<String, JsonNode> there(Set<String> names) {
        Map<String, JsonNode> there = new TreeMap<>();
        host.run(ComposeCommands.volumes(names), LIMIT)
                .output()
                .lines()
                .flatMap(line -> YamlText.read(line).stream())
                .forEach(volume -> there.put(volume.path("Name").asText(), volume));
        return there;
    }

    /** Where a volume keeps its data, and the labels it has beside those of Compose. */
    private record Kept(String driver, Map<String, String> options, Map<String, String> labels) {

        static Kept written(JsonNode volume) {
            return new Kept(
                    volume.path("driver").asText("local"),
                    pairs(volume.path("driver_opts"), ComposeOutline::plain),
                    pairs(volume.path("labels"), ComposeOutline::plain));
        }

        static Kept real(JsonNode volume) {
            Map<String, String> labels = pairs(volume.path("Labels"), UnaryOperator.identity());
            labels.keySet().removeIf(label -> label.startsWith(OF_COMPOSE));
            return new Kept(
                    volume.path("Driver").asText("local"),
                    pairs(volume.path("Options"), UnaryOperator.identity()),
                    labels);
        }

        boolean isElsewhere() {
            return !driver.equals("local") || !options.isEmpty();
        }

        private static Map<String, String> pairs(JsonNode node, UnaryOperator<String> meaning) {
            Map<String, String> pairs = new TreeMap<>();
            node.properties()
                    .forEach(pair -> pairs.put(
                            pair.getKey(), meaning.apply(pair.getValue().asText())));
            return pairs;
        }
    }

    /** Names them without their values, which may hold passwords. */
    private static String options(Kept volume) {
        List<String> options = new ArrayList<>();
        if (!volume.driver().equals("local")) {
            options.add("driver " + volume.driver());
        }
        add(options, "driver options ", volume.options().keySet());
        add(options, "label ", volume.labels().keySet());
        return String.join("; ", options);
    }

    private static void add(List<String> options, String kind, Set<String> names) {
        if (!names.isEmpty()) {
            options.add(kind + String.join(", ", names));
        }
    }
}
