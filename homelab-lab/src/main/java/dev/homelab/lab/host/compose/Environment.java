// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The environment of a service: its env files in order, overruled by what stands in the Compose file. */
final class Environment {

    private final Path directory;
    private final Function<String, Path> host;

    Environment(Path directory, Function<String, Path> host) {
        this.directory = directory;
        this.host = host;
    }

    Map<String, String> of(String service, JsonNode definition) {
        Map<String, String> environment = new LinkedHashMap<>();
        JsonNode files = definition.path("env_file");
        (files.isArray() ? files : List.of(files)).forEach(entry -> environment.putAll(file(service, entry)));
        environment.putAll(Pairs.read(definition.path("environment")));
        return environment;
    }

    private Map<String, String> file(String service, JsonNode entry) {
        String path = entry.isObject() ? entry.path("path").asText() : entry.asText();
        if (path.isEmpty()) {
            return Map.of();
        }
        Path file = path.startsWith("/") ? host.apply(path) : directory.resolve(path);
        if (Files.isRegularFile(file)) {
            return EnvFile.read(file);
        }
        if (entry.isObject() && !entry.path("required").asBoolean(true)) {
            return Map.of();
        }
        throw new ComposeException("env file " + path + " of service " + service + " not found: no such file");
    }
}
