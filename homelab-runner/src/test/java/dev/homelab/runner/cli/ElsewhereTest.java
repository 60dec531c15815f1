// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.runner.LabHome;
import dev.homelab.runner.detect.WorkTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands in the documents do what they say; on the lab. */
class ElsewhereTest {

    private final StringWriter out = new StringWriter();
    private LabHome home;
    private WorkTree tree;
    private Path handed;

    @BeforeEach
    void aRepository(@TempDir Path folder) throws IOException {
        handed = folder.resolve("handed");
        home = new LabHome(folder);
        home.write("inventory.yaml", Files.readString(home.lab.inventory()));
        home.define("photos", "photos:1", 8001);
        tree = new WorkTree(home.services);
        tree.commit("first", "");
        home.define("wiki", "wiki:1", 8002);
        tree.commit("second", "");
    }

    @AfterEach
    void close() {
        home.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GITOPS_ARCHITECTURE.md", "PIPELINE_WALKTHROUGH.md", "TROUBLESHOOTING.md"})
    void theCommandsOfADocumentRunOneAfterTheOther(String document) throws IOException {
        home.environment().put("HOMELAB_HOLDER", "pipeline 7");
        List<String> commands = DocumentsTest.blocks(document, "sh").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("homelab "))
                .toList();

        assertThat(commands).isNotEmpty();
        for (String command : commands) {
            boolean isTooEarly = command.startsWith("homelab verify"); // before all is deployed
            assertThat(run(isTooEarly ? command + " --patience 1" : command))
                    .as(command + "\n" + out)
                    .isIn(isTooEarly ? List.of(0, 1) : List.of(0));
        }
        assertThat(out.toString()).doesNotContain("unforeseen");
    }

    private int run(String command) {
        Stream<String> words = Stream.of(command.replace(".homelab", handed.toString())
                        .replace("\"pipeline 7\"", "pipeline\u00a07")
                        .replace("\"", "")
                        .split(" ", -1))
                .skip(1)
                .map(word -> word.replace('\u00a0', ' '));
        boolean isOfDefinitions = !command.contains(" ci ");
        List<String> place = isOfDefinitions
                ? List.of("--services", home.services.toString())
                : List.of(
                        handed.resolveSibling("repository-" + command.hashCode())
                                .toString(),
                        "--jar",
                        jar());
        PrintWriter printer = new PrintWriter(out, true);
        return Main.run(
                Map.copyOf(home.environment()),
                printer,
                printer,
                Stream.concat(words, place.stream()).toArray(String[]::new));
    }

    private String jar() {
        try {
            return Files.writeString(handed.resolveSibling("any.jar"), "a jar").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
