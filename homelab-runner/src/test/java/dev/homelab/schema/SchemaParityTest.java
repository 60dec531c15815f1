// SPDX-License-Identifier: Apache-2.0
package dev.homelab.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.model.schema.DefinitionSchema;
import dev.homelab.model.schema.Texts;
import dev.homelab.spi.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the schema accepts or refuses of a definition's structure, the reader and the constraints do too. */
@Tag("proof")
class SchemaParityTest {

    private final List<String> disagreements = new ArrayList<>();
    private int documents;

    @TempDir
    private Path folder;

    @Test
    void schemaAndReaderAgreeOnEveryKeywordOfAService() throws IOException {
        JsonNode schema = DefinitionSchema.ofService(Plugins.found().kinds(), Texts.none())
                .json();

        List<Pair> pairs = compare(schema, Judges.serviceReader(folder));

        report("service", pairs);
        assertThat(pairs).hasSizeGreaterThan(100);
        assertThat(disagreements).isEmpty();
    }

    @Test
    void schemaAndReaderAgreeOnEveryKeywordOfAnInventory() throws IOException {
        JsonNode schema = DefinitionSchema.ofInventory(Plugins.found().kinds(), Texts.none())
                .json();

        List<Pair> pairs = compare(schema, Judges.inventoryReader(folder));

        report("inventory", pairs);
        assertThat(pairs).hasSizeGreaterThan(100);
        assertThat(disagreements).isEmpty();
    }

    @Test
    void aSchemaThatAcceptsMoreThanTheReaderIsNoticed() {
        ObjectNode schema = DefinitionSchema.ofService(Plugins.found().kinds(), Texts.none())
                .json();
        ((ObjectNode) schema.at("/definitions/Route/properties/port")).put("maximum", 70000);

        compare(schema, Judges.serviceReader(folder));

        assertThat(disagreements)
                .containsExactly("/routes/0/port maximum: 70000 is good; the schema accepts it, the reader refuses it");
    }

    private List<Pair> compare(JsonNode schema, Predicate<JsonNode> reader) {
        Predicate<JsonNode> bySchema = Judges.schema(schema);
        List<Pair> pairs = Pairs.of(schema);
        for (Pair pair : pairs) {
            pair.good().forEach(document -> judge(pair, document, true, bySchema, reader));
            pair.bad().forEach(document -> judge(pair, document, false, bySchema, reader));
            if (pair.good().isEmpty() || pair.bad().isEmpty()) {
                disagreements.add(pair + ": without a good or a bad document");
            }
        }
        return pairs;
    }

    private void judge(
            Pair pair, JsonNode document, boolean good, Predicate<JsonNode> bySchema, Predicate<JsonNode> reader) {
        documents++;
        boolean schemaAccepts = bySchema.test(document);
        boolean readerAccepts = reader.test(document);
        if (schemaAccepts != good || readerAccepts != good) {
            String where = pair.path().isEmpty() ? "" : document.at(pair.path()).toString();
            disagreements.add("%s: %s is %s; the schema %s it, the reader %s it"
                    .formatted(pair, where, good ? "good" : "bad", verb(schemaAccepts), verb(readerAccepts)));
        }
    }

    private static String verb(boolean accepts) {
        return accepts ? "accepts" : "refuses";
    }

    /** Writes the figure of the proof. */
    private void report(String name, List<Pair> pairs) throws IOException {
        Files.writeString(
                Files.createDirectories(Path.of("target/proofs")).resolve("schema-parity-" + name + ".txt"),
                "%s: pairs of property and keyword: %d, documents judged by both: %d, disagreements: %d%n"
                        .formatted(name, pairs.size(), documents, disagreements.size()));
    }
}
