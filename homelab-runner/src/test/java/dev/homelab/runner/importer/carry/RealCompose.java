// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.carry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Docker Compose as {@code it/servers install} keeps it, for what needs no engine. */
record RealCompose(Path program) {

    /** Returns the newest that is there. */
    static Optional<RealCompose> find() throws IOException {
        String named = System.getenv()
                .getOrDefault("HOMELAB_IT_CACHE", System.getProperty("user.home") + "/.cache/homelab-it");
        Path cache = Path.of(named);
        if (!Files.isDirectory(cache)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(cache)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("compose-"))
                    .map(entry -> entry.resolve("bin/docker-compose"))
                    .filter(Files::isExecutable)
                    .max(Path::compareTo)
                    .map(RealCompose::new);
        }
    }

    /** Returns the newest that is there, and installs one if there is none and it can be. */
    static Optional<RealCompose> findOrInstall() throws IOException {
        Optional<RealCompose> there = find();
        if (there.isPresent()) {
            return there;
        }
        try {
            new ProcessBuilder("../it/servers", "install").inheritIO().start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return find();
    }

    /** Returns what Compose makes of the project in a folder. */
    JsonNode config(Path folder) throws IOException {
        Path out = Files.createTempFile("config", ".json");
        Path err = Files.createTempFile("config", ".err");
        ProcessBuilder process = new ProcessBuilder(program.toString(), "config", "--format", "json")
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        Map<String, String> environment = process.environment();
        environment.clear();
        environment.put("HOME", "/root");
        environment.put("PATH", "/usr/bin:/bin");
        try {
            int code = process.start().waitFor();
            if (code != 0) {
                throw new IOException(folder.getFileName() + ": " + Files.readString(err));
            }
            return new ObjectMapper().readTree(Files.readString(out, StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
