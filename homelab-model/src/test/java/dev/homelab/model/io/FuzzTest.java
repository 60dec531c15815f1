// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.ParseResult;
import dev.homelab.model.inventory.DefinitionKinds;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.TargetKind;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.rule.CatalogValidator;
import dev.homelab.model.rule.CatalogValidator.ValidationResult;
import dev.homelab.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Spoilt definitions and inventories end in problems or in a valid catalog, never in an exception, and soon. {@code
 * -Dfuzz.files} says how many are tried, {@code -Dfuzz.seed} from which seed on.
 */
@Tag("proof")
class FuzzTest {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final List<TargetKind> kinds = Stream.of(Wave.values())
            .map(wave -> new TargetKind(wave.name().toLowerCase(Locale.ROOT), wave, Settings.class))
            .toList();

    private final CatalogValidator validator = new CatalogValidator();

    record Settings(String host, Optional<URI> url) {}

    @Test
    void spoiltFilesEndInProblemsOrInAValidCatalog() throws IOException {
        int files = Integer.getInteger("fuzz.files", 2_000);
        long seed = Long.getLong("fuzz.seed", 1);
        List<String> texts = texts(Path.of("../services"));
        int sound = texts.size();
        texts.addAll(texts(Path.of("src/test/resources/broken")));
        isValid(texts.get(0), false, seed); // so that the loading of classes is not the slowest file
        Duration slowest = Duration.ZERO;
        int valid = 0;
        for (int i = 0; i < files; i++) {
            String text = texts.get(i % 2 == 0 ? i / 2 % sound : i / 2 % texts.size());
            String spoilt = new Mutator(seed + i, texts).spoil(text);
            long begun = System.nanoTime();
            valid += isValid(spoilt, text.startsWith("homelab:"), seed + i) ? 1 : 0;
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            slowest = took.compareTo(slowest) > 0 ? took : slowest;
        }
        assertThat(slowest).isLessThan(LONGEST);
        report(files, texts.size(), valid, slowest);
    }

    private boolean isValid(String text, boolean isInventory, long seed) {
        try {
            ValidationResult validation = validator.judge(isInventory ? inventory(text) : service(text));
            validation.problems().forEach(Problem::render);
            assertThat(validation.valid().isPresent())
                    .isEqualTo(validation.problems().isEmpty());
            return validation.valid().isPresent();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError("seed " + seed + " makes a file that breaks the reader:\n" + text, e);
        }
    }

    private ParseResult service(String text) {
        FileProblems findings = new FileProblems("inventory.yaml");
        Inventory inventory = new InventoryReader(DefinitionKinds.of(kinds))
                .read(INVENTORY, "inventory.yaml", findings)
                .inventory()
                .orElse(null);
        List<Problem> problems = new ArrayList<>();
        List<Definition> definitions = CatalogReader.definition(text, "media", "media/a.yaml", problems).stream()
                .toList();
        return reading(inventory, findings, definitions, problems);
    }

    private ParseResult inventory(String text) {
        FileProblems findings = new FileProblems("inventory.yaml");
        Inventory inventory = new InventoryReader(DefinitionKinds.of(kinds))
                .read(text, "inventory.yaml", findings)
                .inventory()
                .orElse(null);
        return reading(inventory, findings, List.of(), new ArrayList<>());
    }

    private static ParseResult reading(
            @Nullable Inventory inventory,
            FileProblems findings,
            List<Definition> definitions,
            List<Problem> problems) {
        problems.addAll(findings.problems());
        return new ParseResult(
                Optional.ofNullable(inventory).map(i -> new Catalog(i, findings.positions(), definitions)), problems);
    }

    private static void report(int files, int texts, int valid, Duration slowest) throws IOException {
        Files.writeString(
                Files.createDirectories(Path.of("target/proofs")).resolve("fuzz.txt"),
                "files: %d made of %d, exceptions: 0, still valid: %d, slowest: %d ms, heap: %d MiB%n"
                        .formatted(
                                files,
                                texts,
                                valid,
                                slowest.toMillis(),
                                Runtime.getRuntime().maxMemory() >> 20));
    }

    private static List<String> texts(Path root) throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                texts.add(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    private static final String INVENTORY = """
            homelab: home
            key: env:HOMELAB_KEY
            record: /var/lib/homelab
            domain: home.arpa
            ssh: {user: hermes, key: "file:~/.ssh/id_ed25519", knownHosts: "file:~/.ssh/known_hosts"}
            hosts: {docker-media: {address: 192.0.2.11}, nas: {address: 192.0.2.12}}
            targets:
              docker-media: {kind: runtime, host: docker-media}
              nas: {kind: runtime, host: nas}
              proxy: {kind: routing, host: nas}
              sso: {kind: identity, host: nas}
              dns: {kind: naming, host: nas}
              dashboard: {kind: presentation, host: nas}
            """;
}
