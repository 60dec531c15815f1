// SPDX-License-Identifier: Apache-2.0
package dev.homelab.hostile;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What all kinds of payloads stand on.
 *
 * @param folder where they may make folders
 * @param inventory a valid one, of real servers
 * @param payloads that are tried at every place
 */
record Home(
        Path folder,
        JsonNode inventory,
        List<Payload> payloads,
        Product product,
        Table table,
        Map<String, String> env) {

    /** A run takes seconds, also on a busy machine; what takes this long hangs. */
    static final Duration LIMIT = Duration.ofMinutes(3);

    /** Many containers take their time to start. */
    static final Duration LONG = Duration.ofMinutes(8);

    /** JSON is YAML; what is not ASCII stands as an escape, so that halves of characters get through. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build();

    static String text(JsonNode document) {
        try {
            return JSON.writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes a file in a folder of its own. */
    Path write(String path, String text) {
        return write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    Path write(String path, byte[] bytes) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove(String path) {
        try {
            Files.deleteIfExists(folder.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String variable(String name) {
        String value = env.get(name);
        if (value == null) {
            throw new IllegalStateException(name + " is not set");
        }
        return value;
    }
}
