// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homelab.runner.LabHome;
import dev.homelab.runner.detect.WorkTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a push touches, asked of the run record and of Git; on the lab. */
class DetectCommandTest {

    private LabHome home;
    private WorkTree tree;

    @BeforeEach
    void twoServicesAreApplied(@TempDir Path folder) throws IOException {
        home = new LabHome(folder);
        home.write("inventory.yaml", Files.readString(home.lab.inventory()));
        home.define("photos", "photos:1", 8001).define("wiki", "wiki:1", 8002);
        tree = new WorkTree(home.services);
        tree.commit("first", "");
        home.apply();
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void whatIsAppliedTouchesNobody() throws IOException {
        home.write("media/wiki.yaml", "# a remark\n" + Files.readString(home.services.resolve("media/wiki.yaml")));

        assertThat(detect().path("touched")).isEmpty();
    }

    @Test
    void aChangeAnArrivalAndALossAreToldWithTheirCauses() throws IOException {
        home.define("wiki", "wiki:2", 8002).define("music", "music:1", 8003);
        home.remove("photos");

        JsonNode affected = detect().path("touched");

        assertThat(affected).hasSize(3);
        assertThat(affected.at("/0/service").asText()).isEqualTo("music");
        assertThat(affected.at("/0/causes/0/kind").asText()).isEqualTo("NEW");
        assertThat(affected.at("/1/causes/0/kind").asText()).isEqualTo("REMOVED");
        assertThat(affected.at("/1/resources/0/shape").asText()).isEqualTo("DELETE");
        assertThat(affected.at("/2/causes/0/kind").asText()).isEqualTo("DEFINITION");
        assertThat(affected.at("/2/resources").toString()).contains("docker-media/wiki", "UPDATE");
    }

    @Test
    void aLineOfTheInventoryTouchesOnlyWhomItChanges() throws IOException {
        Path inventory = home.services.resolve("inventory.yaml");
        Files.writeString(inventory, Files.readString(inventory) + "defaults: {labels: {watch: \"yes\"}}\n");
        assertThat(detect().path("touched")).hasSize(2);
        Files.writeString(
                inventory, Files.readString(inventory).replaceAll("(?m)^defaults:.*\n", "") + "# nothing else\n");
        assertThat(detect().path("touched")).isEmpty();
    }

    @Test
    void whatFailedIsTouchedStill() throws IOException {
        home.lab.hosts().forEach(host -> host.docker().images().unhealthyImage("wiki:2"));
        home.define("wiki", "wiki:2", 8002);
        home.apply();

        assertThat(detect().at("/touched/0/service").asText()).isEqualTo("wiki");
    }

    @Test
    void betweenTwoRevisionsNoSecretIsNeeded() throws IOException {
        home.define("wiki", "wiki:2", 8002);
        tree.commit("second", "");
        home.environment().clear();

        assertThat(detect("--since", "HEAD~1").at("/touched/0/service").asText())
                .isEqualTo("wiki");
        assertThat(detect("--since", "HEAD").path("touched")).isEmpty();
    }

    @Test
    void aBranchIsComparedWithWhereItBegan() throws IOException {
        tree.run("checkout", "-q", "-b", "branch");
        home.define("wiki", "wiki:2", 8002);
        tree.commit("on the branch", "");
        tree.run("checkout", "-q", "main");
        home.define("photos", "photos:2", 8001);
        tree.commit("on main", "");
        tree.run("checkout", "-q", "branch");

        assertThat(detect("--since", "main...").path("touched")).hasSize(1);
        assertThat(detect("--since", "main").path("touched")).hasSize(2);
    }

    @Test
    void aRevisionThatNobodyKnowsTouchesEverything() throws IOException {
        JsonNode all = detect("--since", "0123456789012345678901234567890123456789");

        assertThat(all.path("touched")).hasSize(2);
        assertThat(all.path("comparedWith").asText()).contains("git does not know", "shallow clone");
    }

    @Test
    void aRevisionThatIsNotValidTouchesEverything() throws IOException {
        home.write("media/broken.yaml", "no: service\n");
        tree.commit("broken", "");
        home.remove("broken");
        tree.commit("mended", "");

        JsonNode all = detect("--since", "HEAD~1");

        assertThat(all.path("touched")).hasSize(2);
        assertThat(all.path("comparedWith").asText()).contains("are not valid");
    }

    @Test
    void aShallowCloneHasNothingToCompareWith(@TempDir Path folder) throws IOException {
        home.define("wiki", "wiki:2", 8002);
        tree.commit("second", "");
        Path clone = folder.resolve("clone");
        tree.run("clone", "-q", "--depth", "1", home.services.toUri().toString(), clone.toString());
        String base = tree.run("rev-parse", "HEAD~1").strip();

        for (String revision : List.of(base, "HEAD~1", base + "...")) {
            JsonNode all = detectIn(clone, "--since", revision);
            assertThat(all.path("touched")).as(revision).hasSize(2);
            assertThat(all.path("comparedWith").asText()).contains("git does not know", "shallow clone");
        }
    }

    @Test
    void aForcePushIsComparedWithNothingOnceTheOldCommitIsGone() throws IOException {
        String lost = tree.run("rev-parse", "HEAD").strip();
        tree.run("commit", "-q", "--amend", "-m", "another first");
        assertThat(detect("--since", lost).path("touched")).isEmpty(); // Git has it still

        tree.run("reflog", "expire", "--expire=now", "--all");
        tree.run("gc", "-q", "--prune=now");

        assertThat(detect("--since", lost).path("touched")).hasSize(2);
    }

    @Test
    void aFileThatAContainerMountsTouchesItsService() throws IOException {
        home.write("media/wiki.conf", "first");
        home.write("media/wiki.yaml", """
                name: wiki
                host: docker-media
                containers:
                  server: {image: "wiki:1", files: {"wiki.conf": "/etc/wiki.conf"}}
                """);
        tree.commit("with a file", "");
        home.apply();
        home.write("media/wiki.conf", "second");
        tree.commit("another text", "");

        assertThat(detect().at("/touched/0/causes/0/kind").asText()).isEqualTo("FILE");
        assertThat(detect("--since", "HEAD~1").at("/touched/0/causes/0/kind").asText())
                .isEqualTo("FILE");
    }

    @Test
    void aTemplateTouchesWhatTakesItOverAndAValueWhatNamesIt() throws IOException {
        home.write("templates/app.yaml", "containers: {server: {environment: {A: one, ID: \"${values.id}\"}}}\n");
        home.write("media/category.yaml", "values: {id: 1000}\n");
        home.write("media/tool.yaml", """
                name: tool
                from: templates/app.yaml
                host: docker-media
                containers: {server: {image: "tool:1"}}
                """);
        tree.commit("a template", "");
        home.apply();
        home.write("templates/app.yaml", "containers: {server: {environment: {A: two, ID: \"${values.id}\"}}}\n");
        tree.commit("another template", "");

        for (JsonNode touched : List.of(detect(), detect("--since", "HEAD~1"))) {
            assertThat(touched.path("touched")).hasSize(1);
            assertThat(touched.at("/touched/0/service").asText()).isEqualTo("tool");
            assertThat(touched.at("/touched/0/causes/0/kind").asText()).isEqualTo("TEMPLATE");
            assertThat(touched.at("/touched/0/causes/0/detail").asText()).endsWith("templates/app.yaml:1");
        }

        home.write("media/category.yaml", "values: {id: 1001}\n");
        tree.commit("another value", "");
        assertThat(detect("--since", "HEAD~1").at("/touched/0/causes/0/kind").asText())
                .isEqualTo("VALUE");
    }

    @Test
    void filesAreToldAsGitSeesThemWithTheirFormerNames() throws IOException {
        home.write("monitoring/wiki.yaml", Files.readString(home.services.resolve("media/wiki.yaml")));
        home.remove("wiki");
        home.write("README é.md", "odd names\n");
        home.remove("photos");
        tree.commit("second", "");

        JsonNode compared = detect("--since", "HEAD~1");

        assertThat(compared.path("files").toString())
                .contains("{\"how\":\"ADDED\",\"path\":\"README é.md\",\"was\":null}")
                .contains("{\"how\":\"DELETED\",\"path\":\"media/photos.yaml\",\"was\":null}")
                .contains("{\"how\":\"RENAMED\",\"path\":\"monitoring/wiki.yaml\",\"was\":\"media/wiki.yaml\"}");
        assertThat(run("detect", "--since", "HEAD~1"))
                .contains("renamed monitoring/wiki.yaml, which was media/wiki.yaml");
    }

    @Test
    void theFirstRunTouchesEverythingAndThatIsSaid(@TempDir Path folder) throws IOException {
        try (LabHome fresh = new LabHome(folder)) {
            fresh.write("inventory.yaml", Files.readString(fresh.lab.inventory()));
            fresh.define("photos", "photos:1", 8001).define("wiki", "wiki:1", 8002);
            home.environment().putAll(fresh.environment());

            JsonNode all = detectIn(fresh.services);

            assertThat(all.path("touched")).hasSize(2);
            assertThat(all.path("comparedWith").asText()).isEqualTo("nothing, since nothing was applied yet");
        }
    }

    @Test
    void variablesForLaterJobsAreAsGitlabTakesThem() {
        home.define("music", "music:1", 8003);
        home.remove("wiki");

        assertThat(run("detect", "--dotenv")).isEqualTo("HOMELAB_TOUCHED=2\nHOMELAB_TOUCHED_SERVICES=music,wiki\n");
    }

    @Test
    void anOfflinePlanNamesResourcesAndSaysWhatItIs() {
        home.define("wiki", "wiki:2", 8002);
        tree.commit("second", "");
        home.environment().clear();
        int requests = home.lab.requests();

        assertThat(run("plan", "--offline", "--since", "HEAD~1"))
                .contains(
                        "Offline plan",
                        "0 to create, 1 to update, 0 to delete",
                        "~ docker-media/wiki",
                        "No target was");

        assertThat(home.lab.requests()).isEqualTo(requests);
        assertThat(run("plan", "--offline")).contains("--offline and --since need each other");
    }

    private JsonNode detect(String... options) throws IOException {
        return detectIn(home.services, options);
    }

    private JsonNode detectIn(Path services, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--json"));
        all.addAll(List.of(options));
        return new ObjectMapper().readTree(runIn(services, "detect", all.toArray(String[]::new)));
    }

    private String run(String command, String... options) {
        return runIn(home.services, command, options);
    }

    private String runIn(Path services, String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of(command, "--services", services.toString()));
        arguments.addAll(List.of(options));
        StringWriter out = new StringWriter();
        PrintWriter printer = new PrintWriter(out, true);
        Main.run(Map.copyOf(home.environment()), printer, printer, arguments.toArray(String[]::new));
        return out.toString();
    }
}
