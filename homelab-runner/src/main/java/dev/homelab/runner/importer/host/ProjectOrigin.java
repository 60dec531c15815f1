// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.host;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the containers of a project say of the files that they were created from.
 *
 * @param project its name
 * @param folder that paths in the files begin at
 * @param files from the root on, in their order; none if the containers do not agree
 * @param envFiles that variables are read from instead of {@code .env}
 * @param containers all of it
 */
record ProjectOrigin(
        String project, String folder, List<String> files, List<String> envFiles, List<JsonNode> containers) {

    private static final String COMPOSE = "com.docker.compose.";

    static ProjectOrigin of(String project, List<JsonNode> containers) {
        Set<String> folders = labels(containers, "project.working_dir");
        Set<String> files = labels(containers, "project.config_files");
        Set<String> envFiles = labels(containers, "project.environment_file");
        boolean isClear = folders.size() == 1 && files.size() == 1 && envFiles.size() == 1;
        String folder = folders.iterator().next();
        List<String> paths = isClear ? paths(files.iterator().next(), folder) : List.of();
        boolean isRooted = paths.stream().allMatch(path -> path.startsWith("/"));
        return new ProjectOrigin(
                project,
                folder,
                isRooted ? paths : List.of(),
                paths(envFiles.iterator().next(), folder),
                containers);
    }

    boolean isKnown() {
        return !files.isEmpty();
    }

    String unclear() {
        return "Its containers do not say which files they were created from (%s), so it is written from its containers."
                .formatted(String.join(" and ", labels(containers, "project.config_files")));
    }

    List<String> config() {
        return compose("config", "--format", "json");
    }

    List<String> hashes() {
        return compose("config", "--hash", "*");
    }

    /** Returns the command that brings it up from its files. */
    String up() {
        return "docker compose -p %s --project-directory %s%s up -d"
                .formatted(
                        project,
                        folder,
                        String.join(
                                "", files.stream().map(file -> " -f " + file).toList()));
    }

    /** Returns one container for each service, the first if there are several. */
    Map<String, JsonNode> byService() {
        Map<String, JsonNode> map = new TreeMap<>();
        containers.forEach(container -> map.putIfAbsent(Inspected.label(container, COMPOSE + "service"), container));
        map.remove("");
        return map;
    }

    private List<String> compose(String... command) {
        List<String> argv = new ArrayList<>(
                List.of("docker", "compose", "-p", project, "--project-directory", folder, "--profile", "*"));
        envFiles.forEach(file -> argv.addAll(List.of("--env-file", file)));
        files.forEach(file -> argv.addAll(List.of("-f", file)));
        argv.addAll(List.of(command));
        return argv;
    }

    private static List<String> paths(String list, String folder) {
        return Stream.of(list.split(",", -1))
                .filter(path -> !path.isEmpty())
                .map(path -> path.startsWith("/") || path.equals("-") ? path : folder + "/" + path)
                .toList();
    }

    private static Set<String> labels(List<JsonNode> containers, String key) {
        Set<String> values = new TreeSet<>();
        containers.forEach(container -> values.add(Inspected.label(container, COMPOSE + key)));
        return values;
    }
}
