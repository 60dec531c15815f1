// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.adapter.support.file.YamlText;
import dev.homelab.lab.Lab;
import dev.homelab.runner.LabHome;
import dev.homelab.runner.detect.WorkTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The workflows for other CI servers, and the commands in the documents, do what they say; on the lab. */
class ElsewhereTest {

    private static final Path WORKFLOWS = Path.of("src/main/resources/dev/homelab/runner/ci");

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
    @ValueSource(strings = {"github", "forgejo"})
    void aPushIsApplied(String server) throws IOException {
        assertThat(workflow(server, "apply")).as(out.toString()).isNotEmpty().containsOnly(0);

        assertThat(home.lab.host(Lab.MEDIA).docker().containers()).containsKeys("photos-server-1", "wiki-server-1");
        assertThat(home.homelab().plan().isEmpty()).isTrue();
        assertThat(workflow(server, "drift")).containsExactly(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"github", "forgejo"})
    void aRequestIsLookedAtWithoutAnySecretOrCode(String server) throws IOException {
        home.write("media/Films.java", "package media;\n");
        tree.commit("third", "");
        home.environment().clear();
        int requests = home.lab.requests();
        workflow(server, "look", "env")
                .properties()
                .forEach(entry ->
                        home.environment().put(entry.getKey(), entry.getValue().asText()));

        assertThat(workflow(server, "look")).as(out.toString()).hasSize(2).containsOnly(0);

        assertThat(Files.readString(handed.resolve("plan.md")))
                .contains("Offline plan", "+ docker-media/wiki", "not read");
        assertThat(home.lab.requests()).isEqualTo(requests);
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

    /** Runs what a job says, and returns how each command ended. */
    private List<Integer> workflow(String server, String job) throws IOException {
        List<String> steps = StreamSupport.stream(workflow(server, job, "steps").spliterator(), false)
                .map(step -> step.path("run").asText())
                .filter(script -> script.startsWith("homelab "))
                .toList();
        List<Integer> codes = new ArrayList<>();
        for (String step : steps) {
            codes.add(run(step.replace("$BASE", "HEAD~2")));
        }
        return codes;
    }

    private static JsonNode workflow(String server, String job, String key) throws IOException {
        return YamlText.read(Files.readString(WORKFLOWS.resolve(server + ".yml")))
                .orElseThrow()
                .at("/jobs/%s/%s".formatted(job, key));
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
