// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links that a merge request commits in place of definitions. */
class RepositoryTest {

    private static final String SERVICE = "name: wiki\nhost: nas\ncontainers: {server: {image: \"wiki:1\"}}\n";

    @TempDir
    Path path;

    private Path services;

    @BeforeEach
    void makeARepository() throws IOException {
        Files.createDirectories(path.resolve("repository/.git"));
        services = Files.createDirectories(path.resolve("repository/services"));
        Files.createDirectories(services.resolve("media"));
        Files.writeString(services.resolve("inventory.yaml"), "homelab: home\n");
        Files.writeString(path.resolve("secret.yaml"), "password: hunter2\n");
    }

    @EnabledOnOs(OS.LINUX)
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "/proc/self/environ",
                "/dev/stdin",
                "/dev/zero",
                "/dev/random",
                "../../../secret.yaml",
                "../../.git/config"
            })
    void aDefinitionThatIsALinkToSomethingElseIsRefused(String target) throws IOException {
        Files.writeString(path.resolve("repository/.git/config"), "url = https://token@git\n");
        Files.createSymbolicLink(services.resolve("media/wiki.yaml"), Path.of(target));

        assertThat(problems())
                .anySatisfy(problem -> assertThat(problem.render())
                        .contains("wiki.yaml")
                        .containsAnyOf("leads out of the repository", "not a file", "does not exist"));
        assertThat(problems())
                .allSatisfy(problem -> assertThat(problem.render()).doesNotContain("hunter2", "token"));
    }

    @Test
    @Timeout(60)
    @EnabledOnOs(OS.LINUX)
    void anInventoryThatIsALinkToADeviceIsRefused() throws IOException {
        Files.delete(services.resolve("inventory.yaml"));
        Files.createSymbolicLink(services.resolve("inventory.yaml"), Path.of("/dev/zero"));

        assertThat(problems())
                .anySatisfy(problem -> assertThat(problem.detail()).contains("it is no file"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPipeInPlaceOfADefinitionIsRefused() throws IOException, InterruptedException {
        Process made =
                new ProcessBuilder("mkfifo", services.resolve("media/wiki.yaml").toString()).start();
        assertThat(made.waitFor()).isZero();

        assertThat(problems())
                .anySatisfy(problem -> assertThat(problem.detail()).contains("is no file"));
    }

    @Test
    void aLinkWithinTheRepositoryIsRead() throws IOException {
        Files.writeString(path.resolve("repository/shared.yaml"), SERVICE);
        Files.createSymbolicLink(services.resolve("media/wiki.yaml"), Path.of("../../shared.yaml"));

        assertThat(problems())
                .noneSatisfy(problem -> assertThat(problem.render()).contains("wiki.yaml"));
    }

    @Test
    void withoutARepositoryLinksMayLeadNowhereElseThanTheFolderItself() throws IOException {
        Files.delete(path.resolve("repository/.git"));
        Files.writeString(path.resolve("repository/shared.yaml"), SERVICE);
        Files.createSymbolicLink(services.resolve("media/wiki.yaml"), Path.of("../../shared.yaml"));

        assertThat(problems())
                .anySatisfy(problem -> assertThat(problem.detail()).contains("leads out of"));
    }

    @Test
    void aFolderThatIsReachedThroughALinkIsRead() throws IOException {
        Files.writeString(services.resolve("media/wiki.yaml"), SERVICE);
        services = Files.createSymbolicLink(path.resolve("link"), path.resolve("repository"))
                .resolve("services");

        assertThat(problems())
                .noneSatisfy(problem -> assertThat(problem.render()).contains("wiki.yaml"));
    }

    private List<Problem> problems() {
        return org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> new CatalogReader(List.of())
                        .read(services, services.resolve("inventory.yaml"))
                        .problems());
    }
}
