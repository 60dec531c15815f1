// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Lab;
import dev.homelab.runner.LabHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine without a CI server follows a repository: {@code theirs} is where people push, {@code mine} is the work tree there. */
class PullCommandTest {

    private static final int REFUSED = 4;
    private static final int ROLLED_BACK = 5;

    private final StringWriter out = new StringWriter();
    private LabHome home;
    private Path theirs;
    private Path mine;

    @BeforeEach
    void aRepositoryAndAWorkTree(@TempDir Path folder) throws IOException {
        home = new LabHome(folder);
        theirs = Files.createDirectories(folder.resolve("theirs"));
        mine = folder.resolve("mine");
        git(folder, "init", "-q", "-b", "main", theirs.toString());
        write("services/inventory.yaml", Files.readString(home.lab.inventory()));
        define("photos", "photos:1", 8001, "");
        push("Photos");
        git(folder, "clone", "-q", theirs.toString(), mine.toString());
    }

    @AfterEach
    void stop() {
        home.close();
    }

    @Test
    void whatWasPushedIsAppliedAndThenThereIsNothingNew() {
        assertThat(pull()).as(out.toString()).isZero();
        assertThat(containers()).containsExactly("photos-server-1");

        define("wiki", "wiki:1", 8002, "");
        push("Wiki");
        assertThat(pull()).as(out.toString()).isZero();
        assertThat(containers()).containsExactlyInAnyOrder("photos-server-1", "wiki-server-1");

        int signIns = home.lab.pihole().signIns();
        assertThat(pull()).isZero();
        assertThat(out.toString()).contains("Nothing new: main is at ");
        assertThat(home.lab.pihole().signIns()).as("no target was asked").isEqualTo(signIns);
    }

    @Test
    void onlyWhatChangedIsApplied() {
        pull();
        home.lab.host(Lab.MEDIA).docker().stopByHand("photos-server-1");
        define("wiki", "wiki:1", 8002, "");
        push("Wiki");

        assertThat(pull()).as(out.toString()).isZero();

        assertThat(home.lab.host(Lab.MEDIA).docker().containers().get("photos-server-1"))
                .containsEntry("state", "exited");
    }

    @Test
    void aCommitWithoutAChangeOfDefinitionsIsAppliedOnce() {
        pull();
        write("README.md", "Mine.\n");
        push("Words");

        assertThat(pull()).as(out.toString()).isZero();
        assertThat(pull()).isZero();
        assertThat(out.toString()).contains("Nothing new");
    }

    @Test
    void whatFailedIsTriedAgain() {
        pull();
        define("photos", "photos:2", 8001, "");
        define("wiki", "broken:1", 8002, "");
        push("Photos and a wiki that does not come up");
        home.lab.host(Lab.MEDIA).docker().images().unhealthyImage("broken:1");
        assertThat(pull()).as(out.toString()).isEqualTo(ROLLED_BACK);

        home.lab.host(Lab.MEDIA).docker().images().recover();
        assertThat(pull()).as(out.toString()).isZero();

        assertThat(containers()).contains("wiki-server-1");
        assertThat(pull()).isZero();
        assertThat(out.toString()).contains("Nothing new");
    }

    @Test
    void aConfirmationIsInTheMessageOfTheCommit() {
        pull();
        define("photos", "photos:1", 8001, "sso: {kind: forward-auth, groups: [family]}");
        push("Sign in");
        pull();
        define("photos", "photos:1", 8001, "");
        push("Open to all");
        assertThat(pull()).isEqualTo(REFUSED);
        assertThat(out.toString()).contains("error: confirmation required");

        git(
                theirs,
                "commit",
                "-q",
                "--allow-empty",
                "-m",
                "Yes\n\nHomelab-Accept: photos:weaker-sign-in, photos:more-people");
        assertThat(pull()).as(out.toString()).isZero();
    }

    @Test
    void aWorkTreeWithChangesIsRefused() throws IOException {
        Files.writeString(mine.resolve("services/media/photos.yaml"), "name: photos\n");

        assertThat(pull()).isEqualTo(REFUSED);

        assertThat(out.toString()).contains("error: work tree has changes", "git status");
        assertThat(containers()).isEmpty();
    }

    @Test
    void aFileThatGitDoesNotKnowIsAChangeAsWell() throws IOException {
        Files.writeString(mine.resolve("services/media/wiki.yaml"), "name: wiki\n");

        assertThat(pull()).isEqualTo(REFUSED);
        assertThat(out.toString()).contains("error: work tree has changes");
    }

    @Test
    void aBranchWithCommitsOfItsOwnIsRefused() {
        git(mine, "commit", "-q", "--allow-empty", "-m", "Mine");
        assertThat(pull()).isEqualTo(REFUSED);
        assertThat(out.toString()).contains("error: branch has diverged", "  git push");

        write("README.md", "Theirs.\n");
        push("Theirs");
        assertThat(pull()).isEqualTo(REFUSED);
        assertThat(out.toString()).contains("git rebase origin/main && git push");
        assertThat(containers()).isEmpty();
    }

    @Test
    void withoutABranchOrWhatItFollowsItIsRefused() {
        git(mine, "switch", "-q", "-c", "other");
        assertThat(pull()).isEqualTo(REFUSED);
        assertThat(out.toString())
                .contains("error: branch follows no other", "git branch --set-upstream-to=origin/other other");

        git(mine, "switch", "-q", "--detach");
        assertThat(pull()).isEqualTo(REFUSED);
        assertThat(out.toString()).contains("error: no branch checked out");
    }

    @Test
    void aRepositoryThatDoesNotAnswerFailsAndAppliesNothing() throws IOException {
        Files.move(theirs, theirs.resolveSibling("gone"));

        assertThat(pull()).isEqualTo(1);

        assertThat(out.toString()).contains("error: git failed", "fetch");
        assertThat(containers()).isEmpty();
    }

    private Set<String> containers() {
        return home.lab.host(Lab.MEDIA).docker().containers().keySet();
    }

    private void define(String name, String image, int port, String more) {
        write("services/media/" + name + ".yaml", """
                name: %1$s
                host: docker-media
                containers:
                  server: {image: "%2$s", ports: ["%3$d:80"]}
                routes: [{hostname: %1$s.home.arpa, container: server, port: 80}]
                %4$s
                """.formatted(name, image, port, more));
    }

    private void write(String file, String text) {
        try {
            Path path = theirs.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void push(String message) {
        git(theirs, "add", "-A");
        git(theirs, "commit", "-q", "-m", message);
    }

    private int pull() {
        String[] arguments = {"pull", "--services", mine.resolve("services").toString(), "--patience", "3"};
        return Main.run(home.environment(), new PrintWriter(out), new PrintWriter(out), arguments);
    }

    private static void git(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "git",
                "-C",
                folder.toString(),
                "-c",
                "user.name=Me",
                "-c",
                "user.email=me@home.arpa",
                "-c",
                "commit.gpgsign=false"));
        command.addAll(Stream.of(arguments).toList());
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
