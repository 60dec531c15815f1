// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.carry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Projects in the styles of people: each feature of {@code features.txt} in two styles, and folders of several files. */
final class Corpus {

    private static final Path RESOURCES = Path.of("src/test/resources/import");
    private static final List<String> STYLES = List.of("short", "anchors", "variables");

    private Corpus() {}

    /**
     * A feature that a service may have.
     *
     * @param service lines of the service
     * @param top lines of the file
     */
    private record Feature(String title, List<String> service, List<String> top) {}

    /** Writes all projects into folders, and returns those. */
    static List<Path> write(Path folder) throws IOException {
        List<Path> projects = new ArrayList<>();
        List<Feature> features = features();
        for (int i = 0; i < features.size(); i++) {
            Feature feature = features.get(i);
            Set<String> styles = new TreeSet<>(Set.of("short", STYLES.get(1 + i % 2)));
            for (String style : styles) {
                String name = "p%03d-%s".formatted(i, style);
                Path project = Files.createDirectories(folder.resolve(name));
                Files.writeString(
                        project.resolve("compose.yaml"), "# " + feature.title() + "\n\n" + composed(feature, style));
                projects.add(project);
            }
        }
        projects.addAll(folders(folder));
        return projects;
    }

    private static List<Feature> features() throws IOException {
        List<Feature> features = new ArrayList<>();
        List<String> into = List.of();
        for (String line : Files.readAllLines(RESOURCES.resolve("features.txt"))) {
            if (line.startsWith("## ")) {
                Feature feature = new Feature(line.substring(3), new ArrayList<>(), new ArrayList<>());
                features.add(feature);
                into = feature.service();
            } else if (line.equals("top:")) {
                into = features.get(features.size() - 1).top();
            } else {
                into.add(line);
            }
        }
        return features;
    }

    private static String composed(Feature feature, String style) throws IOException {
        Map<String, Boolean> keys = new LinkedHashMap<>();
        feature.service().stream()
                .filter(line -> line.matches("[a-z_-]+:.*"))
                .forEach(line -> keys.put("    " + line.substring(0, line.indexOf(':') + 1), true));
        StringBuilder text = new StringBuilder();
        boolean isApp = false;
        for (String line : Files.readAllLines(RESOURCES.resolve("styles").resolve(style + ".yaml"))) {
            isApp |= line.equals("  app:");
            if (line.equals("#FEATURE")) {
                isApp = false;
                feature.service().forEach(one -> text.append("    ").append(one).append('\n'));
            } else if (line.equals("#TOP")) {
                feature.top().forEach(one -> text.append(one).append('\n'));
            } else if (!isApp || keys.keySet().stream().noneMatch(line::startsWith)) {
                text.append(line).append('\n');
            }
        }
        return text.toString();
    }

    private static List<Path> folders(Path folder) throws IOException {
        List<Path> projects = new ArrayList<>();
        Path from = RESOURCES.resolve("projects");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Path to = folder.resolve(from.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
                Path project = folder.resolve(from.relativize(file).getName(0).toString());
                if (!projects.contains(project)) {
                    projects.add(project);
                }
            }
        }
        return projects;
    }
}
