// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.inventory.ProxySettings;
import dev.homelab.model.inventory.TargetKind;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.io.CatalogReader;
import dev.homelab.problem.Problem;
import jakarta.validation.constraints.NotBlank;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder of {@code src/test/resources/broken} is a homelab with mistakes; {@code expected.txt} beside it is what a
 * person is told. Written anew by {@code -Dgolden.update}.
 */
@Tag("proof")
class BrokenDefinitionsTest {

    private static final Path BROKEN = Path.of("src/test/resources/broken");

    record Settings(
            @NotBlank(message = "is required, such as nas") String host,
            Optional<URI> url,
            Set<String> middlewares,
            Optional<String> network,
            Optional<String> certResolver,
            Set<String> privateResolvers,
            Optional<String> plainEntryPoint,
            Optional<URI> plainUrl,
            Map<String, String> entryPoints)
            implements ProxySettings {

        @Override
        public Set<String> entryPointNames() {
            Set<String> names = new HashSet<>(entryPoints.keySet());
            names.add("websecure");
            plainEntryPoint.ifPresent(names::add);
            return names;
        }
    }

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(BROKEN)) {
            return folders.filter(Files::isDirectory).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aMistakeIsToldWithItsPlaceAndItsFix(Path folder) throws IOException {
        Path own = folder.resolve("inventory.yaml");
        Path inventory = Files.exists(own) ? own : BROKEN.resolve("inventory.yaml");

        String told = judge(folder, inventory).stream().map(Problem::render).collect(joining("\n\n", "", "\n"));

        Path golden = folder.resolve("expected.txt");
        if (System.getProperty("golden.update") != null) {
            Files.writeString(golden, told);
        }
        assertThat(told).isEqualTo(Files.readString(golden));
    }

    @Test
    void thereIsAFolderForEachKindOfMistake() throws IOException {
        List<Path> folders = cases().toList();
        int problems = 0;
        for (Path folder : folders) {
            problems += errors(folder);
        }

        int ten = errors(BROKEN.resolve("ten-problems"));

        assertThat(folders).hasSizeGreaterThanOrEqualTo(40);
        assertThat(ten).isEqualTo(10);
        Files.writeString(
                Files.createDirectories(Path.of("target/proofs")).resolve("broken-files.txt"),
                "folders of broken definitions: %d, problems: %d, of the folder with ten: %d%n"
                        .formatted(folders.size(), problems, ten));
    }

    private static int errors(Path folder) throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("expected.txt"))) {
            return (int) lines.filter(line -> line.startsWith("error: ")).count();
        }
    }

    private static List<Problem> judge(Path folder, Path inventory) {
        List<TargetKind> kinds = Stream.of(Wave.values())
                .map(wave -> new TargetKind(wave.name().toLowerCase(java.util.Locale.ROOT), wave, Settings.class))
                .toList();
        return new CatalogValidator()
                .judge(new CatalogReader(kinds).read(folder, inventory))
                .problems();
    }
}
