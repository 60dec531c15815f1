// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitTest {

    @TempDir
    Path folder;

    @Test
    void aFolderOutsideAnyWorkTreeHasNone() {
        assertThat(Git.around(folder)).isEmpty();
    }

    @Test
    void anEndlessGitIsStopped() throws IOException {
        for (String script : List.of("exec yes", "exec sleep 600", "exec 1>&-; exec sleep 600")) {
            Path program = Files.writeString(folder.resolve("endless-git"), "#!/bin/sh\n" + script + "\n");
            assertThat(program.toFile().setExecutable(true)).isTrue();
            Git git = new Git(folder, program.toString(), Duration.ofSeconds(script.endsWith("yes") ? 60 : 1));

            assertThatThrownBy(() -> assertTimeoutPreemptively(
                            Duration.ofSeconds(60), () -> git.changedSince("HEAD", List.of())))
                    .as(script)
                    .isInstanceOf(Git.GitException.class)
                    .hasMessageMatching("(?s).*: it (did not end within 1 s|printed more than 64 MB)\\..*");
        }
    }

    @Test
    void aTrailerIsThatOfTheLastCommit() {
        WorkTree tree = new WorkTree(folder);
        tree.commit("first", "Homelab-Accept: wiki:downtime");
        assertThat(git().trailers("Homelab-Accept")).containsExactly("wiki:downtime");

        tree.commit("second", "Homelab-Accept: photos:more-people\nHomelab-Accept: photos:downtime");
        assertThat(git().trailers("Homelab-Accept")).containsExactly("photos:more-people", "photos:downtime");

        tree.commit("third", "It says Homelab-Accept: nothing here, since this is no trailer.");
        assertThat(git().trailers("Homelab-Accept")).isEmpty();
    }

    @Test
    void aMergeHasTheTrailersOfAllThatItMerged() {
        WorkTree tree = new WorkTree(folder);
        tree.commit("first", "Homelab-Accept: old:downtime");
        tree.run("checkout", "-q", "-b", "topic");
        tree.commit("second", "Homelab-Accept: photos:more-people");
        tree.commit("third", "Homelab-Accept: wiki:downtime");
        tree.run("checkout", "-q", "main");
        tree.run("merge", "-q", "--no-ff", "-m", "Merge topic", "topic");

        assertThat(git().trailers("Homelab-Accept")).containsExactlyInAnyOrder("wiki:downtime", "photos:more-people");
    }

    @Test
    void aRevisionIsWrittenElsewhereAndGone() throws Exception {
        WorkTree tree = new WorkTree(folder);
        tree.write("services/media/wiki.yaml", "first");
        tree.commit("first", "");
        tree.write("services/media/wiki.yaml", "second");
        tree.commit("second", "");
        Path file = folder.resolve("services/media/wiki.yaml");
        Path then;

        try (Checkout checkout = git().checkOut("HEAD~1")) {
            then = checkout.at(file);

            assertThat(then).hasContent("first");
            assertThat(checkout.at(Path.of("/elsewhere"))).isEqualTo(Path.of("/elsewhere"));
        }

        assertThat(then).doesNotExist();
        assertThat(file).hasContent("second");
        assertThat(tree.run("status", "--porcelain")).isEmpty();
    }

    @Test
    void aRevisionThatThereIsNotIsSaid() {
        new WorkTree(folder).commit("first", "");

        assertThatThrownBy(() -> git().checkOut("v9")).hasMessageContaining("git knows no revision \"v9\"");
    }

    @Test
    void aTreeWithoutCommitsHasNoTrailers() {
        new WorkTree(folder);

        assertThat(Files.exists(folder.resolve(".git"))).isTrue();
        assertThat(git().trailers("Homelab-Accept")).isEmpty();
    }

    private Git git() {
        return Git.around(folder.resolve("services")).orElseThrow();
    }
}
