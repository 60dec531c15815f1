// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.adapter.support.file.YamlText;
import dev.homelab.adapter.traefik.DynamicConfiguration;
import dev.homelab.runner.importer.ComposeProject;
import dev.homelab.runner.importer.route.ForeignRoute;
import dev.homelab.runner.importer.route.RouteFiles;
import dev.homelab.spi.Folder;
import dev.homelab.spi.OwnedText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Files of people in the folder that a Traefik watches. Pure once they are read.
 *
 * @param directory where they are
 * @param texts by name
 */
public record ProxyFiles(String directory, Map<String, String> texts) {

    /** No file at all. */
    public static final ProxyFiles NONE = new ProxyFiles("", Map.of());

    private static final String ASKING = "/outpost.goauthentik.io/auth/traefik";

    public ProxyFiles {
        texts = Collections.unmodifiableMap(new TreeMap<>(texts));
    }

    /** Reads those of a folder that homelab does not manage. */
    public static ProxyFiles read(Folder folder) {
        Map<String, String> texts = new TreeMap<>(folder.readAll(folder.files().stream()
                .filter(name -> name.endsWith(".yml") || name.endsWith(".yaml"))
                .toList()));
        texts.values().removeIf(text -> OwnedText.parse(text).owner().isPresent());
        return new ProxyFiles(folder.path(), texts);
    }

    /** Returns the routes that the files have, and notes which cannot be read. */
    public List<ForeignRoute> routes(List<String> notes) {
        List<ForeignRoute> routes = new ArrayList<>();
        texts.forEach((name, text) -> {
            RouteFiles.Read read = RouteFiles.traefik(text, directory + "/" + name);
            routes.addAll(read.routes());
            read.problems()
                    .forEach(problem ->
                            notes.add("%s: %s".formatted(problem.where().render(), problem.detail())));
        });
        return routes;
    }

    /** Returns the middlewares by which Authentik asks visitors to sign in, of the files and of the labels of projects. */
    public Set<String> signIns(List<ComposeProject> projects) {
        Set<String> names = new TreeSet<>();
        texts.values()
                .forEach(text -> YamlText.read(text).ifPresent(root -> add(DynamicConfiguration.ofFile(root), names)));
        projects.forEach(project -> project.tree().path("services").forEach(service -> {
            Map<String, String> labels = new TreeMap<>();
            service.path("labels")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            service.path("labels").valueStream().filter(JsonNode::isTextual).forEach(label -> {
                String[] parts = label.asText().split("=", 2);
                if (parts.length == 2) {
                    labels.putIfAbsent(parts[0], parts[1]);
                }
            });
            add(DynamicConfiguration.ofLabels(labels), names);
        }));
        return names;
    }

    private static void add(DynamicConfiguration configuration, Set<String> names) {
        configuration.root().path("http").path("middlewares").properties().forEach(middleware -> {
            if (middleware
                    .getValue()
                    .path("forwardAuth")
                    .path("address")
                    .asText()
                    .endsWith(ASKING)) {
                names.add(middleware.getKey());
            }
        });
    }
}
