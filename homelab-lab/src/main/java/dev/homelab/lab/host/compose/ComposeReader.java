// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.homelab.lab.file.YamlTree;
import dev.homelab.lab.host.compose.ComposeFile.Options;
import dev.homelab.lab.host.compose.ComposeFile.Shared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads one project from its file, its {@code .env} and its env files. Make a new one for every reading. */
public final class ComposeReader {

    private final String project;
    private final Path directory;
    private final Function<String, Path> host;

    /**
     * A reader of one project.
     *
     * @param project the project's name
     * @param directory the project directory, where {@code .env} lies
     * @param host where an absolute path of the host really is
     */
    public ComposeReader(String project, Path directory, Function<String, Path> host) {
        this.project = project;
        this.directory = directory;
        this.host = host;
    }

    /**
     * Reads, resolves and validates.
     *
     * @param path of the file on the host, as the client wrote it
     * @param overrides files whose values count more, the last most
     * @throws ComposeException with what Compose would print
     */
    public ComposeFile read(String path, List<String> overrides) {
        JsonNode root = parse(text(path));
        for (String override : overrides) {
            merge((ObjectNode) root, parse(text(override)));
        }
        return read(Path.of(path), root);
    }

    private String text(String path) {
        Path file = host.apply(path);
        if (!Files.isRegularFile(file)) {
            throw new ComposeException(14, "open " + path + ": no such file or directory");
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void merge(ObjectNode base, JsonNode override) {
        override.properties().forEach(field -> {
            JsonNode old = base.path(field.getKey());
            if (old.isObject() && field.getValue().isObject()) {
                merge((ObjectNode) old, field.getValue());
            } else {
                base.set(field.getKey(), field.getValue());
            }
        });
    }

    /** Reads in the same way what comes from standard input. */
    public ComposeFile readText(String text) {
        return read(Path.of("/-"), parse(text));
    }

    private ComposeFile read(Path path, JsonNode file) {
        Path env = directory.resolve(".env");
        Interpolation interpolation = new Interpolation(Files.isRegularFile(env) ? EnvFile.read(env) : Map.of());
        JsonNode root = resolved(file, "", interpolation);
        new ComposeRules(path, root).check();
        List<ComposeService> services = services(root);
        Set<String> joined = new TreeSet<>();
        services.forEach(service -> joined.addAll(service.networks()));
        Map<String, Shared> networks = shared(root.path("networks"));
        joined.forEach(key -> networks.computeIfAbsent(key, this::ownNetwork));
        networks.keySet().retainAll(joined);
        return new ComposeFile(services, networks, shared(root.path("volumes")), interpolation.warnings());
    }

    private static JsonNode parse(String text) {
        try {
            return YamlTree.read(text);
        } catch (IllegalArgumentException e) {
            throw new ComposeException(15, String.valueOf(e.getMessage()));
        }
    }

    private static JsonNode resolved(JsonNode node, String path, Interpolation interpolation) {
        if (node.isTextual()) {
            return TextNode.valueOf(interpolation.apply(node.textValue(), path));
        }
        if (node.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> list.add(resolved(element, path + "[]", interpolation)));
            return list;
        }
        if (node.isObject()) {
            ObjectNode map = JsonNodeFactory.instance.objectNode();
            String prefix = path.isEmpty() ? "" : path + ".";
            node.properties()
                    .forEach(field -> map.set(
                            field.getKey(), resolved(field.getValue(), prefix + field.getKey(), interpolation)));
            return map;
        }
        return node;
    }

    private List<ComposeService> services(JsonNode root) {
        List<ComposeService> services = new ArrayList<>();
        root.path("services").properties().forEach(entry -> {
            if (entry.getValue().path("profiles").isEmpty()) {
                services.add(service(entry.getKey(), (ObjectNode) entry.getValue(), mayEnd(entry.getKey(), root)));
            }
        });
        return services;
    }

    private ComposeService service(String name, ObjectNode definition, boolean mayEnd) {
        Map<String, String> labels = Pairs.read(definition.path("labels"));
        ObjectNode complete = definition.deepCopy();
        Map<String, String> environment = new Environment(directory, host).of(name, definition);
        if (!environment.isEmpty()) {
            environment.forEach(complete.putObject("environment")::put);
        }
        if (!labels.isEmpty()) {
            labels.forEach(complete.putObject("labels")::put);
        }
        List<PortSpec> ports = new ArrayList<>();
        definition.path("ports").forEach(port -> ports.addAll(PortSpec.read(port)));
        JsonNode check = definition.path("healthcheck");
        return new ComposeService(
                name,
                definition.path("image").asText(project + "-" + name),
                Optional.ofNullable(definition.path("container_name").textValue()),
                ConfigHash.of(complete),
                labels,
                ports,
                networks(definition),
                check.isObject() && !check.path("disable").asBoolean(),
                mayEnd,
                definition.path("restart").asText("no"),
                complete);
    }

    private static boolean mayEnd(String name, JsonNode root) {
        return root.path("services")
                .valueStream()
                .map(other -> other.path("depends_on").path(name).path("condition"))
                .anyMatch(condition -> condition.asText().equals("service_completed_successfully"));
    }

    private static List<String> networks(JsonNode definition) {
        if (definition.hasNonNull("network_mode")) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        ComposeRules.names(definition.path("networks")).forEachRemaining(names::add);
        return names.isEmpty() ? List.of("default") : names;
    }

    private Map<String, Shared> shared(JsonNode section) {
        Map<String, Shared> all = new LinkedHashMap<>();
        section.properties().forEach(entry -> {
            boolean external = entry.getValue().path("external").asBoolean();
            String fallback = external ? entry.getKey() : project + "_" + entry.getKey();
            String name = entry.getValue().path("name").asText(fallback);
            all.put(entry.getKey(), new Shared(name, external, options(entry.getValue()), entry.getValue()));
        });
        return all;
    }

    private Shared ownNetwork(String key) {
        return new Shared(project + "_" + key, false, options(MissingNode.getInstance()), MissingNode.getInstance());
    }

    private static Options options(JsonNode definition) {
        return new Options(
                definition.path("driver").asText("local"),
                new TreeMap<>(Pairs.read(definition.path("driver_opts"))),
                new TreeMap<>(Pairs.read(definition.path("labels"))));
    }
}
