// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Lab;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline of an older commit that is run once more, on the lab. */
class OlderRevisionTest {

    private final StringWriter out = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();
    private LabHome home;
    private WorkTree tree;
    private Path handed;

    @BeforeEach
    void aNewerCommitIsApplied(@TempDir Path folder) throws IOException {
        handed = folder.resolve("handed");
        home = new LabHome(folder);
        environment.putAll(home.lab.environment());
        home.write("inventory.yaml", Files.readString(home.lab.inventory()));
        home.define("wiki", "wiki:1", 8002);
        tree = new WorkTree(home.services);
        tree.commit("first", "");
        assertThat(run("apply")).isZero();
        home.define("photos", "photos:1", 8001);
        tree.commit("second", "");
        assertThat(run("apply")).as(out.toString()).isZero();
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void itNeedsAConfirmationBeforeItUndoesWhatCameAfter() {
        tree.run("checkout", "-q", "HEAD~1");
        int writes = home.lab.writes();

        assertThat(run("plan", "--changed", "--run", handed.toString())).isEqualTo(4);
        assertThat(run("apply")).isEqualTo(4);

        assertThat(home.lab.writes()).isEqualTo(writes);
        assertThat(out.toString()).contains("definitions are older", "--accept older-revision", "git revert");
        assertThat(handed.resolve("plan.json")).doesNotExist();
        assertThat(home.lab.host(Lab.MEDIA).docker().containers()).containsKey("photos-server-1");
    }

    @Test
    void withTheConfirmationItIsApplied() {
        tree.run("checkout", "-q", "HEAD~1");
        environment.put("HOMELAB_ACCEPT", "older-revision");

        assertThat(run("apply")).as(out.toString()).isZero();

        assertThat(home.lab.host(Lab.MEDIA).docker().containers()).doesNotContainKey("photos-server-1");
        environment.remove("HOMELAB_ACCEPT");
        assertThat(run("apply")).isZero();
        tree.run("checkout", "-q", "main");
        assertThat(run("apply")).isZero();
        assertThat(home.lab.host(Lab.MEDIA).docker().containers()).containsKey("photos-server-1");
    }

    @Test
    void theSameCommitARevertAndABranchOfItsOwnNeedNone() {
        assertThat(run("apply")).isZero();
        tree.run("revert", "--no-edit", "HEAD");
        assertThat(run("apply")).isZero();
        tree.run("checkout", "-q", "-b", "another", "HEAD~1");
        home.define("music", "music:1", 8003);
        tree.commit("elsewhere", "");

        assertThat(run("apply")).as(out.toString()).isZero();
    }

    @Test
    void anOlderCommitThatChangesNothingDoesNotCount() throws IOException {
        home.write("notes.txt", "nothing");
        Files.delete(home.services.resolve("notes.txt"));
        tree.commit("nothing", "");
        assertThat(run("apply")).isZero();
        tree.run("checkout", "-q", "HEAD~1");
        assertThat(run("apply")).isZero();
        tree.run("checkout", "-q", "HEAD~1");

        assertThat(run("apply")).isEqualTo(4);
    }

    @Test
    void aRollbackIsNoOlderRevision() {
        assertThat(run("rollback", "--to", "HEAD~1")).as(out.toString()).isZero();

        assertThat(home.lab.host(Lab.MEDIA).docker().containers()).doesNotContainKey("photos-server-1");
        assertThat(run("apply")).isZero();
    }

    private int run(String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of(command, "--services", home.services.toString()));
        arguments.addAll(List.of(options));
        PrintWriter printer = new PrintWriter(out, true);
        return Main.run(Map.copyOf(environment), printer, printer, arguments.toArray(String[]::new));
    }
}
