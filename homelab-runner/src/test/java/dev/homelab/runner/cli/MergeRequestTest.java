// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.adapter.support.file.YamlText;
import dev.homelab.runner.LabHome;
import dev.homelab.runner.detect.WorkTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs of a merge request, with the commands and variables that {@code .gitlab-ci.yml} gives them; on the lab. */
class MergeRequestTest {

    private static final List<String> JOBS = List.of("detect-changes", "validate-services", "show-plan");
    private static final String REQUEST = "$CI_PIPELINE_SOURCE == \"merge_request_event\"";

    private final StringWriter out = new StringWriter();
    private LabHome home;
    private WorkTree tree;
    private Path handed;
    private JsonNode pipeline;

    @BeforeEach
    void oneServiceIsUpAndNoVariableIsLeft(@TempDir Path folder) throws IOException {
        pipeline = YamlText.read(Files.readString(Path.of("../.gitlab-ci.yml"))).orElseThrow();
        handed = folder.resolve("handed");
        home = new LabHome(folder);
        home.write("inventory.yaml", Files.readString(home.lab.inventory()));
        home.define("wiki", "wiki:1", 8002);
        tree = new WorkTree(home.services);
        tree.commit("first", "");
        home.apply();
        home.environment().clear();
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void itNeedsNoSecretAndAsksNobody() throws IOException {
        home.define("wiki", "wiki:2", 8002);
        tree.commit("second", "");
        int requests = home.lab.requests();
        int connections = home.lab.connections();

        assertThat(mergeRequest()).as(out.toString()).containsExactly(0, 0, 0);

        assertThat(home.lab.requests()).isEqualTo(requests);
        assertThat(home.lab.connections()).isEqualTo(connections);
        assertThat(handed.resolve("changes.env")).hasContent("HOMELAB_TOUCHED=1\nHOMELAB_TOUCHED_SERVICES=wiki\n");
        assertThat(Files.readString(handed.resolve("plan.md"))).contains("Offline plan", "~ docker-media/wiki");
        assertThat(Files.readString(handed.resolve("terraform.json"))).contains("\"update\":1");
        assertThat(handed.resolve("plan.json")).doesNotExist();
    }

    @Test
    void theProgramOfASecretIsNotRun() throws IOException {
        Path trace = handed.resolveSibling("trace");
        Path inventory = home.services.resolve("inventory.yaml");
        Files.writeString(
                inventory,
                Files.readString(inventory).replaceFirst("(?m)^key: .*$", "key: \"exec:touch " + trace + "\""));
        home.write("media/wiki.yaml", """
                name: wiki
                host: docker-media
                containers:
                  server: {image: "wiki:2", ports: ["8002:80"], secrets: {TOKEN: "exec:touch %s"}}
                """.formatted(trace));
        tree.commit("second", "");

        assertThat(mergeRequest()).as(out.toString()).containsExactly(0, 0, 0);
        assertThat(trace).doesNotExist();

        assertThat(run("plan", "--no-code")).isEqualTo(1);
        assertThat(out.toString()).contains("program not run for secret");
        assertThat(trace).doesNotExist();
    }

    @Test
    void aServiceInJavaIsNotRunAndThatIsSaid() throws IOException {
        home.write("media/Films.java", "package media;\n");
        tree.commit("a program", "");

        assertThat(mergeRequest()).as(out.toString()).containsExactly(0, 0, 0);

        assertThat(Files.readString(handed.resolve("plan.md")))
                .contains("Services in Java are skipped", "not read: added media/Films.java");
        assertThat(Files.readString(handed.resolve("codequality.json"))).contains("services-in-Java-skipped", "minor");
        assertThat(Files.readString(handed.resolve("changes.json"))).contains("\"leftOut\" : [ {");
    }

    @Test
    void whatIsLeftOutIsNeverTakenForDeleted() {
        home.write("media/Films.java", "package media;\n");
        home.environment().putAll(home.lab.environment());
        int writes = home.lab.writes();

        for (String command : List.of("plan", "apply", "verify", "drift", "detect")) {
            assertThat(run(command, "--no-code")).as(command).isIn(1, 3);
        }

        assertThat(out.toString()).contains("services in Java skipped");
        assertThat(home.lab.writes()).isEqualTo(writes);
    }

    @Test
    void withCredentialsThatOnlyReadItIsTheRealPlan() throws IOException {
        assertThat(variables("show-plan", REQUEST + " && $HOMELAB_READ_ONLY"))
                .containsEntry("HOMELAB_PLAN", "plan --changed");
        home.environment().putAll(home.lab.environment());
        home.define("wiki", "wiki:2", 8002);
        int writes = home.lab.writes();

        assertThat(run("plan", "--changed", "--no-code", "--run", handed.toString()))
                .isZero();

        assertThat(Files.readString(handed.resolve("plan.md"))).contains("Plan for homelab", "(definition changed)");
        assertThat(home.lab.writes()).isEqualTo(writes);
    }

    /** Runs the jobs one after the other, and returns how they ended. */
    private List<Integer> mergeRequest() {
        String base = tree.run("rev-parse", "HEAD~1").strip();
        List<Integer> codes = new ArrayList<>();
        for (String job : JOBS) {
            Map<String, String> variables = variables(job, REQUEST);
            assertThat(variables).as(job).containsEntry("HOMELAB_NO_CODE", "yes");
            String script = pipeline.path(job).path("script").asText();
            for (Map.Entry<String, String> variable : variables.entrySet()) {
                script = script.replace("$" + variable.getKey(), variable.getValue());
            }
            script = script.replace("$CI_MERGE_REQUEST_DIFF_BASE_SHA", base).replace(".homelab", handed.toString());
            home.environment().putAll(variables);
            codes.add(run(script.replaceFirst("^homelab ", "").split(" ", -1)));
        }
        return codes;
    }

    /** Returns the variables of the first rule with this condition. */
    private Map<String, String> variables(String of, String condition) {
        Map<String, String> variables = new HashMap<>();
        StreamSupport.stream(pipeline.path(of).path("rules").spliterator(), false)
                .filter(rule -> rule.path("if").asText().equals(condition))
                .limit(1)
                .flatMap(rule -> rule.path("variables").properties().stream())
                .forEach(entry -> variables.put(entry.getKey(), entry.getValue().asText()));
        return variables;
    }

    private int run(String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--services", home.services.toString()));
        PrintWriter printer = new PrintWriter(out, true);
        return Main.run(Map.copyOf(home.environment()), printer, printer, arguments.toArray(String[]::new));
    }
}
