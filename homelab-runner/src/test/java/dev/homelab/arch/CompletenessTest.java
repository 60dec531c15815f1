// SPDX-License-Identifier: Apache-2.0
package dev.homelab.arch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.spi.Adapter;
import dev.homelab.spi.NotifierFactory;
import dev.homelab.spi.Plugins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a new target is not complete without. */
class CompletenessTest {

    @Test
    void everyKindOfTargetKeepsTheLaws() {
        assertThat(kindsWithout(CompletenessTest::hasContract))
                .as("kinds without a subclass of ProvisionerContract in homelab-adapters")
                .isEmpty();
    }

    @Test
    void everyKindOfTargetHasItsPage() {
        assertThat(kindsWithout(kind -> Files.isRegularFile(Path.of("../docs/targets", kind + ".md"))))
                .as("kinds without a page in docs/targets")
                .isEmpty();
    }

    @Test
    void everyWayToSendNotificationsHasItsPage() {
        assertThat(Plugins.found().notifiers())
                .extracting(NotifierFactory::key)
                .allMatch(key -> Files.isRegularFile(Path.of("../docs/targets", key + ".md")));
    }

    private static List<String> kindsWithout(java.util.function.Predicate<String> part) {
        return Plugins.found().adapters().stream()
                .map(Adapter::kind)
                .filter(part.negate())
                .toList();
    }

    private static boolean hasContract(String kind) {
        Path tests = Path.of("../homelab-adapters/src/test/java/dev/homelab/adapter", kind);
        try (Stream<Path> files = Files.list(tests)) {
            return files.filter(Files::isRegularFile)
                    .anyMatch(file -> read(file).contains("extends ProvisionerContract<"));
        } catch (IOException e) {
            return false;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
