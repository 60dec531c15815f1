// SPDX-License-Identifier: Apache-2.0
package dev.homelab.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table lists exactly the test classes that carry the tag "proof". */
class ProofTableTest {

    private static final Path TOP = Path.of("..");

    @Test
    void theTableListsEveryTaggedClass() throws IOException {
        List<String> tagged = new ArrayList<>();
        for (String module : List.of("model", "adapters", "lab", "runner")) {
            Path root = TOP.resolve("homelab-" + module + "/src/test/java");
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (Files.readString(file).contains("\n@Tag(\"proof\")\n") && !file.endsWith("ProofTable.java")) {
                        String name = root.relativize(file).toString();
                        tagged.add(module + "/"
                                + name.substring(0, name.length() - ".java".length())
                                        .replace('/', '.'));
                    }
                }
            }
        }

        assertThat(ProofTable.PROOFS.stream().flatMap(proof -> proof.classes().stream()))
                .containsExactlyInAnyOrderElementsOf(tagged);
    }
}
