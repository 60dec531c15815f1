// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.Catalog;
import dev.homelab.model.ParseResult;
import dev.homelab.model.io.CatalogReader;
import dev.homelab.model.rule.CatalogValidator;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import dev.homelab.spi.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder of {@code src/test/resources/broken} is a homelab with mistakes in the language of a target; {@code
 * expected.txt} in it is what a person is told. {@code -Dgolden.update=true} rewrites it.
 */
@Tag("proof")
class BrokenDefinitionsTest {

    private static final Path BROKEN = Path.of("src/test/resources/broken");
    private static final Plugins PLUGINS = Plugins.found();

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(BROKEN)) {
            return folders.filter(Files::isDirectory).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aMistakeIsReportedWithItsPlaceAndItsFix(Path folder) throws IOException {
        String told = judge(folder, languages()).stream().map(Problem::render).collect(joining("\n\n", "", "\n"));

        Path golden = folder.resolve("expected.txt");
        if (System.getProperty("golden.update") != null) {
            Files.writeString(golden, told);
        }
        assertThat(told).isEqualTo(Files.readString(golden));
    }

    @Test
    void withoutAdaptersNoLanguageOfATargetIsJudged() {
        assertThat(judge(BROKEN.resolve("traefik-keys"), List.of())).isEmpty();
    }

    @Test
    void theFiguresAreWritten() throws IOException {
        List<Path> folders = cases().toList();
        long problems = 0;
        for (Path folder : folders) {
            try (Stream<String> lines = Files.lines(folder.resolve("expected.txt"))) {
                problems += lines.filter(line -> line.startsWith("error: ")).count();
            }
        }

        assertThat(folders).hasSizeGreaterThanOrEqualTo(11);
        Files.writeString(
                Files.createDirectories(Path.of("target/proofs")).resolve("broken-files.txt"),
                "of adapters: %d folders, %d problems%n".formatted(folders.size(), problems));
    }

    private static List<Problem> judge(Path folder, List<Rule> languages) {
        Path own = folder.resolve("inventory.yaml");
        Path inventory = Files.exists(own) ? own : BROKEN.resolve("inventory.yaml");
        ParseResult read = new CatalogReader(PLUGINS.kinds()).read(folder, inventory);
        List<Problem> found =
                new ArrayList<>(new CatalogValidator(languages).judge(read).problems());
        if (found.isEmpty() && !languages.isEmpty()) {
            read.catalog().ifPresent(catalog -> found.addAll(ofTargets(catalog)));
        }
        return found;
    }

    /** What targets say of definitions is asked once everything else is valid. */
    private static List<Problem> ofTargets(Catalog catalog) {
        return catalog.inventory().targets().values().stream()
                .flatMap(target -> PLUGINS.adapters().stream()
                        .filter(adapter -> adapter.kind().equals(target.kind()))
                        .flatMap(adapter -> adapter.check(target, catalog).stream()))
                .distinct()
                .toList();
    }

    private static List<Rule> languages() {
        List<Rule> languages = new ArrayList<>();
        PLUGINS.adapters().forEach(adapter -> languages.add(adapter::checkDefinitions));
        return languages;
    }
}
