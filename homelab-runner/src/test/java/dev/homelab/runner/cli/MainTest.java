// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homelab.lab.Lab;
import dev.homelab.runner.LabHome;
import dev.homelab.runner.Version;
import dev.homelab.runner.cli.option.ConsentOptions;
import dev.homelab.runner.detect.WorkTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private LabHome home;

    @BeforeEach
    void oneService(@TempDir Path folder) {
        home = new LabHome(folder);
        home.define("wiki", "wiki:1", 8002);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void applyingEndsWithZero() {
        assertThat(onLab("apply")).isZero();
        assertThat(out.toString())
                .contains("Applying 4 changes", "ok", "Verifying", "Done: 4 changes, 1 service verified.");
        assertThat(err.toString()).isEmpty();
        assertThat(onLab("plan", "--check")).isZero();
        assertThat(onLab("verify")).isZero();
        assertThat(out.toString()).contains("Verified: 1 service as defined.");
    }

    @Test
    void aTargetThatIsAwayEndsWithOne() {
        home.lab.traefik().faults().goDown();

        assertThat(onLab("plan")).isEqualTo(1);
        assertThat(err.toString()).contains("error: ", "Fix: ", "1 problem.").doesNotContain("\tat ");
    }

    @Test
    void aRunIsInTheHistoryAndCanBeTakenBack() {
        assertThat(onLab("history")).isZero();
        assertThat(out.toString()).contains("No run that had something to change is recorded.");
        onLab("apply");
        out.getBuffer().setLength(0);

        assertThat(onLab("history")).isZero();

        String run = out.toString().split(" ", 2)[0];
        assertThat(out.toString()).contains("done  +4 ~0 -0  ");
        assertThat(onLab("show", run)).isZero();
        assertThat(out.toString())
                .contains("Run " + run + " of homelab " + Version.current(), "[made]", "homelab rollback --run " + run);
        assertThat(onLab("rollback", "--dry-run")).isZero();
        assertThat(out.toString())
                .contains("0 to create, 0 to update, 4 to delete", "(back to before run: " + run + ")");
        assertThat(onLab("rollback")).isZero();
        assertThat(out.toString()).contains("Rolling back to before run " + run + ".", "Done: 4 changes");
        assertThat(home.lab.pihole().hosts()).isEmpty();
        assertThat(onLab("rollback", "--run", "20200101-000000-000")).isEqualTo(4);
        for (String slip : List.of(run.substring(1), run.replace('-', '_'), run + "0")) {
            assertThat(onLab("rollback", "--run", slip)).as(slip).isEqualTo(4);
            assertThat(onLab("show", slip)).as(slip).isEqualTo(4);
        }
        assertThat(err.toString()).contains("run not known").doesNotContain("--holder");
    }

    @Test
    void definitionsOfAnEarlierRevisionAreApplied() throws IOException {
        Files.copy(home.lab.inventory(), home.services.resolve("inventory.yaml"));
        WorkTree tree = new WorkTree(home.services);
        tree.commit("first", "");
        onLab("apply");
        home.remove("wiki");
        home.define("photos", "photos:1", 8001);
        tree.commit("second", "");
        onLab("apply");

        assertThat(inTree("rollback", "--to", "HEAD~1")).isZero();

        assertThat(out.toString()).contains("Rolling back to revision HEAD~1.");
        assertThat(home.lab.host(Lab.MEDIA).docker().containers()).containsOnlyKeys("wiki-server-1");
        assertThat(inTree("rollback", "--to", "v9")).isEqualTo(1);
        assertThat(err.toString()).contains("git knows no revision \"v9\"");
    }

    @Test
    void aCommitCanCarryTheWordForARisk() throws IOException {
        Files.copy(home.lab.inventory(), home.services.resolve("inventory.yaml"));
        WorkTree tree = new WorkTree(home.services);
        tree.commit("first", "");
        inTree("apply");
        home.write(
                "media/wiki.yaml",
                Files.readString(home.services.resolve("media/wiki.yaml"))
                        .replace("docker-media", "docker-core-utils"));
        tree.commit("second", "");
        assertThat(inTree("plan")).isEqualTo(4);

        tree.commit("third", "Homelab-Accept: wiki:data-stays-behind");

        assertThat(inTree("apply")).isZero();
    }

    @Test
    void onlyWhatDefinitionsChangedIsChanged() {
        home.define("photos", "photos:1", 8001);
        onLab("apply");
        home.lab.host(Lab.MEDIA).docker().stopByHand("wiki-server-1");
        home.define("photos", "photos:2", 8001);

        assertThat(onLab("apply", "--changed")).isZero();

        assertThat(onLab("plan", "--changed", "--check")).isZero();
        assertThat(out.toString()).contains("Skipped: 1 change, for wiki.");
        assertThat(onLab("drift")).isEqualTo(2);
    }

    @Test
    void goingBackNeedsNoDefinitionsThatAreValid() {
        onLab("apply");
        home.write("media/broken.yaml", "name: [");

        assertThat(onLab("rollback")).isZero();

        assertThat(home.lab.pihole().hosts()).isEmpty();
    }

    @Test
    void somethingAmissEndsVerifyWithOne() {
        assertThat(onLab("verify", "--patience", "0")).isEqualTo(1);
        assertThat(out.toString())
                .contains("planning again finds changes", "Not as defined: 1 of 1 service.")
                .doesNotContain("half-way");
    }

    @Test
    void pendingChangesEndACheckWithTwo() {
        assertThat(onLab("plan", "--check")).isEqualTo(2);
        assertThat(onLab("plan")).isZero();
        assertThat(home.lab.writes()).isZero();
    }

    @Test
    void definitionsThatAreNotValidEndWithThree() {
        home.define("wiki", "wiki:1", 99_999);

        assertThat(onLab("validate")).isEqualTo(3);
        assertThat(err.toString()).contains("wiki.yaml:4:");
        assertThat(home.lab.requests()).isZero();
    }

    @Test
    void aConflictEndsWithFourAndIsNotCalledNothingToDo() throws IOException {
        onLab("apply");
        home.lab.pihole().addByHand("192.0.2.99 blog.home.arpa # mine");
        home.define("blog", "blog:1", 8003);

        assertThat(onLab("plan")).isEqualTo(4);
        assertThat(onLab("apply")).isEqualTo(4);
        out.getBuffer().setLength(0);
        assertThat(onLab("plan", "--json")).isEqualTo(4);

        JsonNode plan = json();
        assertThat(plan.at("/conflicts/0/key").asText()).isEqualTo("blog.home.arpa");
        assertThat(plan.at("/problems/0/summary").asText()).isEqualTo("already exists, not managed by homelab");
    }

    @Test
    void optionsAndVariablesGiveTheWordThatARunNeeds() {
        home.define("blog", "blog:1", 8003).define("photos", "photos:1", 8001);
        onLab("apply");
        home.remove("blog");
        home.remove("photos");

        assertThat(onLab("plan")).isEqualTo(4);
        assertThat(onLab("plan", "--yes-delete", "8")).isZero();
        assertThat(onLab("plan", "--only", "blog")).isZero();
        home.environment().put(ConsentOptions.YES_DELETE, "8");
        assertThat(onLab("plan")).isZero();
        home.environment().put(ConsentOptions.YES_DELETE, "some");
        assertThat(onLab("plan")).isEqualTo(Main.WRONG_USAGE);
    }

    @Test
    void aNameThatThereIsNotEndsWithFour() {
        assertThat(onLab("plan", "--only", "wikki")).isEqualTo(4);
        assertThat(onLab("apply", "--without", "dashbord")).isEqualTo(4);
        assertThat(err.toString()).contains("write \"wiki\"", "write \"dashboard\"");
    }

    @Test
    void aSavedPlanIsAppliedOnceAndThenHasNothingLeft(@TempDir Path folder) {
        String file = folder.resolve("plan.json").toString();

        assertThat(onLab("plan", "--out", file)).isZero();
        assertThat(onLab("apply", "--plan", file, "--only", "wiki")).isEqualTo(Main.WRONG_USAGE);
        assertThat(onLab("apply", "--plan", file)).isZero();
        assertThat(onLab("apply", "--plan", file)).isZero();
        assertThat(out.toString()).contains("Nothing was changed.");
    }

    @Test
    void driftEndsWithTwo() throws IOException {
        onLab("apply");
        assertThat(onLab("drift")).isZero();
        home.lab.host(Lab.MEDIA).docker().stopByHand("wiki-server-1");
        out.getBuffer().setLength(0);

        assertThat(onLab("drift", "--json")).isEqualTo(2);
        assertThat(json().at("/drift/0/service").asText()).isEqualTo("wiki");
    }

    @Test
    void aServiceThatGoesBackEndsWithFive() {
        home.lab.host(Lab.MEDIA).docker().images().unhealthyImage("wiki:1");

        assertThat(onLab("apply")).isEqualTo(5);
        assertThat(out.toString()).contains("Rolling back", "ROLLED BACK wiki");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "apply", "verify", "drift", "validate"})
    void everyCommandAnswersProgramsInJsonAlone(String command) throws IOException {
        onLab(command, "--json", command.equals("verify") ? "--patience=0" : "--verbose");

        assertThat(json().isObject()).isTrue();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void problemsAreJsonForProgramsToo() throws IOException {
        home.write("media/broken.yaml", "name: [\n");

        assertThat(onLab("apply", "--json")).isEqualTo(3);
        assertThat(json().at("/problems/0/summary").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--no-such-option",
                "qqqqqqqq",
                "plan --xyzzy",
                "demo --break",
                "apply extra",
                "verify --patience soon"
            })
    void wrongUsageEndsWithSixtyFour(String arguments) {
        assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1)))
                .isEqualTo(Main.WRONG_USAGE);
        assertThat(err.toString()).contains("Usage: homelab").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "help", "plan --help", "apply --help", "demo --help", "--version"})
    void helpEndsWithZero(String arguments) {
        assertThat(run(arguments.split(" ", -1))).isZero();
        assertThat(out.toString()).contains("homelab");
    }

    @Test
    void breakingAServiceThatIsNotThereIsWrongUsage() {
        assertThat(run("demo", "--services", home.services.toString(), "--break", "wikki"))
                .isEqualTo(Main.WRONG_USAGE);
        assertThat(err.toString()).contains("There is no service \"wikki\"");
        assertThat(out.toString()).doesNotContain("Applying");
    }

    @Test
    void aDemoAppliesTwiceAndBreaksWhatItIsTold() {
        assertThat(run("demo", "--services", home.services.toString(), "--break", "wiki"))
                .isEqualTo(5);
        assertThat(out.toString())
                .contains("Nothing to do, and 0 writes on all targets.", "Every target is byte for byte as it was");
    }

    @Test
    void aFolderThatIsNotThereIsAProblem(@TempDir Path folder) {
        assertThat(run("validate", "--services", folder.resolve("nowhere").toString()))
                .isEqualTo(3);
        assertThat(err.toString()).contains("error: ", "nowhere\" cannot be read: it is not there.", "Fix: ");
    }

    @Test
    void aVariableThatIsNotSetIsNamed() {
        home.environment().remove("HOMELAB_KEY");

        assertThat(onLab("plan")).isEqualTo(1);
        assertThat(err.toString()).contains("the environment variable \"HOMELAB_KEY\" is not set");
        assertThat(home.lab.requests()).isZero();
    }

    private int onLab(String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                command,
                "--services",
                home.services.toString(),
                "--inventory",
                home.lab.inventory().toString()));
        arguments.addAll(List.of(options));
        return run(arguments.toArray(String[]::new));
    }

    /** With the inventory that is in the work tree, beside the services. */
    private int inTree(String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of(command, "--services", home.services.toString()));
        arguments.addAll(List.of(options));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        return Main.run(home.environment(), new PrintWriter(out), new PrintWriter(err), arguments);
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }
}
