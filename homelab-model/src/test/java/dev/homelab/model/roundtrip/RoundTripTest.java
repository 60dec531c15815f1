// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.DefinitionSource;
import dev.homelab.model.ParseResult;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.JavaSource;
import dev.homelab.model.io.CatalogReader;
import dev.homelab.model.io.ServiceWriter;
import dev.homelab.problem.Positions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written reads back the same, on random services that have every component set between them. */
@Tag("proof")
class RoundTripTest {

    private static final long SEED = Long.getLong("seed", 20_260_131L);
    private static final int SERVICES = Integer.getInteger("services", 1_000);
    private static final int CLASSES = 100;

    private final RandomServices services = new RandomServices(SEED);

    @TempDir
    private Path folder;

    @Test
    void yamlSaysWhatTheRecordSays() throws IOException {
        List<Service> written =
                IntStream.range(0, SERVICES).mapToObj(i -> services.next()).toList();
        Path category = Files.createDirectories(folder.resolve("media"));
        for (int i = 0; i < SERVICES; i++) {
            Files.writeString(category.resolve("%06d.yaml".formatted(i)), ServiceWriter.write(written.get(i)));
        }

        ParseResult reading = read();

        assertThat(reading.problems()).as("seed %d", SEED).isEmpty();
        List<Service> read =
                reading.catalog().stream().flatMap(Catalog::services).toList();
        for (int i = 0; i < SERVICES; i++) {
            String text = ServiceWriter.write(written.get(i));
            assertThat(read.get(i)).as("seed %d:%n%s", SEED, text).isEqualTo(written.get(i));
            assertThat(ServiceWriter.write(read.get(i))).isEqualTo(text);
        }
        assertThat(services.unknown())
                .as("components no random value is known for")
                .isEmpty();
        assertThat(services.unset()).as("components that were never set").isEmpty();
        figure(
                "yaml",
                "%d services of seed %d with %d components set"
                        .formatted(SERVICES, SEED, RecordParts.all().size()));
    }

    @Test
    void javaSaysWhatTheRecordSays() throws IOException {
        Map<String, Service> written = new LinkedHashMap<>();
        while (written.size() < CLASSES) {
            Service service = services.next();
            written.putIfAbsent(JavaSource.className(service), service);
        }
        Map<String, String> sources = new LinkedHashMap<>();
        written.forEach((name, service) -> sources.put("media." + name, source(service)));

        JavaClasses classes = JavaClasses.compile(sources, folder);

        written.forEach((name, service) -> {
            List<Definition> made = ((DefinitionSource) classes.make("media." + name)).definitions();
            assertThat(made)
                    .as("seed %d:%n%s", SEED, sources.get("media." + name))
                    .hasSize(1);
            assertThat(made.get(0).service())
                    .as("seed %d:%n%s", SEED, sources.get("media." + name))
                    .isEqualTo(service);
        });
        figure("java", "%d classes".formatted(CLASSES));
    }

    /** Leaves a figure for the proof that runs this test. */
    private static void figure(String name, String text) throws IOException {
        Files.writeString(
                Files.createDirectories(Path.of("target/proofs")).resolve("round-trip-" + name + ".txt"), text + "\n");
    }

    private static String source(Service service) {
        return JavaSource.write(new Definition(service, "media", Positions.of("")));
    }

    private ParseResult read() throws IOException {
        Path inventory = Files.writeString(folder.resolve("inventory.yaml"), "homelab: home\n");
        return new CatalogReader(List.of()).read(folder, inventory);
    }
}
