// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * One API description, and where the real server is known to differ from it.
 *
 * @param file relative to the folder that {@code CONTRACTS} names
 * @param base the paths it speaks of; others are not judged
 * @param deviations what is not held against an exchange
 */
record Contract(String file, String base, List<Deviation> deviations) {

    static Contract pihole() {
        return new Contract("pihole/pihole-subset-6.4.1.derived.yml", "/api/", Deviation.PIHOLE);
    }

    static Contract authentik(String release) {
        String file =
                release.equals("2026.8.3") ? "authentik-subset-2026.8.3.derived.yml" : "schema-" + release + ".yml";
        return new Contract("authentik/" + file, "/api/v3/", Deviation.AUTHENTIK);
    }

    /** Returns the description as JSON, or skips the test that asked for it. */
    String read() {
        try {
            JsonNode tree = tree(file);
            withoutDiscriminator(tree.at("/components/schemas/modelRequest"));
            return new ObjectMapper().writeValueAsString(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether the file of a description is there. */
    static boolean isThere(String file) {
        String folder = System.getenv("CONTRACTS");
        return folder != null && Files.isRegularFile(Path.of(folder, file));
    }

    /** Returns a description in YAML or JSON, or skips the test that asked for it. */
    static JsonNode tree(String file) {
        Assumptions.assumeTrue(
                isThere(file),
                "not held to " + file + ": the environment variable CONTRACTS names no folder that has it");
        try {
            return (file.endsWith(".json") ? new ObjectMapper() : new YAMLMapper())
                    .readTree(Path.of(System.getenv("CONTRACTS"), file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The discriminator of Authentik's transaction is a property of the parent, where no validator looks for it. */
    private static void withoutDiscriminator(JsonNode model) {
        if (model instanceof ObjectNode schema && schema.has("oneOf")) {
            schema.set("anyOf", schema.remove("oneOf"));
            schema.remove("discriminator");
        }
    }
}
