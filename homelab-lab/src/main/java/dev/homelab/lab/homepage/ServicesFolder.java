// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.homepage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.file.YamlTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A folder with {@code services.yaml}, in which names in two braces stand for variables. */
final class ServicesFolder {

    static final String MAIN = "services.yaml";

    private static final String VARIABLE = "HOMEPAGE_VAR_";
    private static final String FILE = "HOMEPAGE_FILE_";

    private final Path folder;
    private final Map<String, String> environment;

    ServicesFolder(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Reads the groups as the API answers them: of two with one name, only the first.
     *
     * @throws IllegalArgumentException if Homepage would fail over the file
     */
    ArrayNode groups() {
        ArrayNode groups = JsonNodeFactory.instance.arrayNode();
        JsonNode file = YamlTree.read(filledIn(text()));
        if (file.isMissingNode() || file.isNull()) {
            return groups;
        }
        if (!file.isArray()) {
            throw new IllegalArgumentException("services.map is not a function");
        }
        List<ObjectNode> all = new ArrayList<>();
        file.forEach(group -> all.add(group(group)));
        Map<String, ObjectNode> named = new LinkedHashMap<>();
        all.forEach(group -> named.computeIfAbsent(
                group.path("name").asText(), name -> found(all, name).orElse(group)));
        named.values().forEach(groups::add);
        return groups;
    }

    /** The first of a name, whether it stands in the list or within another group. */
    private static Optional<ObjectNode> found(Iterable<? extends JsonNode> groups, String name) {
        for (JsonNode group : groups) {
            if (group.path("name").asText().equals(name)) {
                return Optional.of((ObjectNode) group);
            }
            Optional<ObjectNode> within = found(group.path("groups"), name);
            if (within.isPresent()) {
                return within;
            }
        }
        return Optional.empty();
    }

    private static ObjectNode group(JsonNode written) {
        Map.Entry<String, JsonNode> named = first(written);
        if (!named.getValue().isArray()) {
            throw new IllegalArgumentException("serviceGroup[name].forEach is not a function");
        }
        ObjectNode group = JsonNodeFactory.instance.objectNode();
        group.put("name", named.getKey()).put("type", "group");
        ArrayNode groups = JsonNodeFactory.instance.arrayNode();
        List<ObjectNode> services = new ArrayList<>();
        for (JsonNode entry : named.getValue()) {
            Map.Entry<String, JsonNode> service = first(entry);
            if (service.getValue().isArray()) {
                groups.add(group(entry));
            } else if (!service.getValue().isNull()) {
                services.add(service(service, services.size()));
            }
        }
        services.sort(Comparator.comparingInt(
                (ObjectNode service) -> service.path("weight").asInt()));
        ArrayNode sorted = group.putArray("services");
        services.forEach(sorted::add);
        group.set("groups", groups);
        return group;
    }

    private static ObjectNode service(Map.Entry<String, JsonNode> written, int place) {
        ObjectNode service = JsonNodeFactory.instance.objectNode();
        service.put("name", written.getKey());
        written.getValue().properties().forEach(field -> service.set(field.getKey(), field.getValue()));
        if (service.path("weight").asInt() == 0) {
            service.put("weight", place * 100);
        }
        return service.put("type", "service");
    }

    private static Map.Entry<String, JsonNode> first(JsonNode map) {
        if (map.isEmpty()) {
            throw new IllegalArgumentException("Cannot convert undefined or null to object");
        }
        return map.properties().iterator().next();
    }

    /** Fills in what it has a value for, wherever it stands; the rest stays as it is. */
    private String filledIn(String text) {
        String filled = text;
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            String place = "{{" + variable.getKey() + "}}";
            if (variable.getKey().startsWith(VARIABLE)) {
                filled = filled.replace(place, variable.getValue());
            } else if (variable.getKey().startsWith(FILE)) {
                filled = filled.replace(place, read(Path.of(variable.getValue())));
            }
        }
        return filled;
    }

    /** Makes the file if it is not there, as Homepage does. */
    String text() {
        if (!Files.exists(folder.resolve(MAIN))) {
            writeInitial(folder);
        }
        return read(folder.resolve(MAIN));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes what a person has before the first run. */
    static void writeInitial(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(MAIN), INITIAL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String INITIAL = """
            ---
            # My own links. For configuration options and examples, see the documentation.

            - Network:
                - Router:
                    href: http://192.0.2.1
                    description: 'The box in the hall'   # do not unplug
            """;
}
