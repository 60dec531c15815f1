// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Compares what runs with what a definition makes of it, as the host's own Compose understands both. Changes nothing: {@code docker
 * compose config} reads a text and prints it.
 */
public final class SameProject {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();

    /** Where the value of a secret stands; the value itself is moved. */
    private static final String SECRET = "${HOMELAB_";

    /** What homelab adds to each container. */
    private static final Pattern MARKS = Pattern.compile("services\\.[^.]{1,255}\\.labels\\.dev\\.homelab\\..*");

    private final RemoteHost host;

    /** On the host that the project runs on. */
    public SameProject(RemoteHost host) {
        this.host = host;
    }

    /**
     * Returns what a definition changes of a project, a line for each key; nothing if it adds nothing but the marks of homelab.
     *
     * @param compose the Compose file that is made of the definition
     * @param carried labels that the definition says in keys of its own, such as {@code services.web.labels.traefik.enable}
     */
    public List<String> differences(HostProject project, String compose, Set<String> carried) {
        String name = project.project().name();
        CommandResult before = config(name, escaped(project.project().tree()).toString());
        CommandResult after = config(name, compose);
        if (!before.succeeded() || !after.succeeded()) {
            return List.of("not compared: " + (before.succeeded() ? after : before).reason());
        }
        try {
            Map<String, String> then = fields(before.output(), project);
            Map<String, String> now = fields(after.output(), project);
            project.borrowed()
                    .forEach((service, lender) ->
                            now.remove("services.%s.network_mode".formatted(service), "container:" + lender));
            then.keySet().removeAll(carried);
            now.keySet().removeAll(carried);
            return differences(then, now);
        } catch (JsonProcessingException e) {
            return List.of("not compared: Compose printed no JSON");
        }
    }

    private static List<String> differences(Map<String, String> then, Map<String, String> now) {
        Set<String> paths = new TreeSet<>(then.keySet());
        paths.addAll(now.keySet());
        List<String> lines = new ArrayList<>();
        for (String path : paths) {
            String old = then.get(path);
            String other = now.get(path);
            if (old == null) {
                lines.add("+ %s: %s".formatted(path, other));
            } else if (other == null) {
                lines.add("- %s: %s".formatted(path, isSecretLike(path) ? "***" : old));
            } else if (!old.equals(other) && !other.contains(SECRET)) {
                lines.add("~ %s: %s -> %s".formatted(path, isSecretLike(path) ? "***" : old, other));
            }
        }
        return lines;
    }

    private static boolean isSecretLike(String path) {
        return path.contains(".environment.");
    }

    private CommandResult config(String project, String text) {
        return host.run(
                List.of(
                        "docker",
                        "compose",
                        "-p",
                        project,
                        "--project-directory",
                        "/",
                        "-f",
                        "-",
                        "config",
                        "--no-interpolate",
                        "--format",
                        "json"),
                text,
                LIMIT);
    }

    private static Map<String, String> fields(String output, HostProject project) throws JsonProcessingException {
        JsonNode root = JSON.readTree(output);
        Map<String, String> fields = new TreeMap<>();
        if (root instanceof ObjectNode tree) {
            ObjectNode tidied = ResolvedFile.tidied(tree, project.project().name(), Set.of(), new ArrayList<>());
            flatten("", NormalForm.of(tidied, project.project().name()), fields);
        }
        fields.keySet().removeIf(path -> MARKS.matcher(path).matches());
        return fields;
    }

    private static void flatten(String path, JsonNode node, Map<String, String> fields) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> flatten(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), fields));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(path + "[" + i + "]", node.get(i), fields);
            }
        } else if (!node.isNull()) {
            fields.put(path, node.asText());
        }
    }

    /** Compose reads a dollar sign only if it is doubled. */
    private static JsonNode escaped(JsonNode node) {
        if (node.isTextual()) {
            return TextNode.valueOf(node.asText().replace("$", "$$"));
        }
        if (node instanceof ArrayNode list) {
            ArrayNode copy = list.arrayNode();
            list.forEach(one -> copy.add(escaped(one)));
            return copy;
        }
        if (node instanceof ObjectNode map) {
            ObjectNode copy = map.objectNode();
            map.properties().forEach(entry -> copy.set(entry.getKey(), escaped(entry.getValue())));
            return copy;
        }
        return node;
    }
}
