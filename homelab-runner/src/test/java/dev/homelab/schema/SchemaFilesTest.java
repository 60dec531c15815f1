// SPDX-License-Identifier: Apache-2.0
package dev.homelab.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.model.schema.DefinitionSchema;
import dev.homelab.spi.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files in {@code schema/} are what the records say. Written anew by {@code -Dgolden.update}. */
@Tag("proof")
class SchemaFilesTest {

    private static final Path FOLDER = Path.of("../schema");

    static Map<String, DefinitionSchema> schemas() {
        JavadocTexts texts = new JavadocTexts();
        return Map.of(
                "service-schema.json",
                        DefinitionSchema.ofService(Plugins.found().kinds(), texts),
                "template-schema.json",
                        DefinitionSchema.ofTemplate(Plugins.found().kinds(), texts),
                "category-schema.json", DefinitionSchema.ofCategory(texts),
                "inventory-schema.json",
                        DefinitionSchema.ofInventory(Plugins.found().kinds(), texts));
    }

    static List<String> names() {
        return schemas().keySet().stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void theFileIsWhatTheRecordsSay(String name) throws IOException {
        String text = schemas().get(name).render();

        Path file = FOLDER.resolve(name);
        if (System.getProperty("golden.update") != null) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyKeyHasAText(String name) {
        List<String> without = new ArrayList<>();

        collectKeysWithoutText(schemas().get(name).json(), "", without);

        assertThat(without).isEmpty();
    }

    @Test
    void defaultsComeFromTheTexts() {
        JsonNode service = schemas().get("service-schema.json").json();
        JsonNode inventory = schemas().get("inventory-schema.json").json();

        assertThat(service.at("/definitions/Widget/properties/page/default").asText())
                .isEqualTo("Home");
        assertThat(inventory
                        .at("/definitions/ComposeSettings/properties/waitSeconds/default")
                        .asInt())
                .isEqualTo(120);
    }

    private static void collectKeysWithoutText(JsonNode schema, String path, List<String> without) {
        schema.path("properties").properties().forEach(entry -> {
            boolean described =
                    entry.getValue().has("description") && entry.getValue().has("markdownDescription");
            if (!described) {
                without.add(path + "/" + entry.getKey());
            }
        });
        schema.path("definitions")
                .properties()
                .forEach(entry -> collectKeysWithoutText(entry.getValue(), entry.getKey(), without));
    }
}
