// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.Definition;
import dev.homelab.model.container.Build;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.problem.Positions;
import dev.homelab.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildFolderTest {

    @TempDir
    Path folder;

    private final List<Problem> problems = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        put("app/Dockerfile", "FROM scratch\n");
        put("app/run.sh", "echo\n");
        put("app/node_modules/x/index.js", "x");
        put("app/docs/a.md", "a");
        put("app/docs/keep.md", "b");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aBuildIsSentItsFolderAndWhichFilesMayBeRun() throws IOException {
        assertThat(folder.resolve("app/run.sh").toFile().setExecutable(true)).isTrue();

        assertThat(read())
                .containsOnlyKeys(
                        "app/Dockerfile",
                        "app/run.sh",
                        "app/node_modules/x/index.js",
                        "app/docs/a.md",
                        "app/docs/keep.md",
                        "app/" + Build.EXECUTABLES)
                .containsEntry("app/" + Build.EXECUTABLES, "run.sh\n");
        assertThat(problems).isEmpty();
    }

    @Test
    void whatDockerignoreNamesIsNotSentButForTheDockerfileAndItself() throws IOException {
        put("app/.dockerignore", "# all of it\n*\n!run.sh\n!docs\ndocs/*\n!docs/keep.md\n");

        assertThat(read()).containsOnlyKeys("app/.dockerignore", "app/Dockerfile", "app/run.sh", "app/docs/keep.md");
    }

    @Test
    void ifTheDockerfileHasPatternsOfItsOwnTheEngineJudges() throws IOException {
        put("app/.dockerignore", "*\n");
        put("app/Dockerfile.dockerignore", "docs\n");

        assertThat(read()).containsKeys("app/docs/a.md", "app/Dockerfile.dockerignore", "app/run.sh");
    }

    @ParameterizedTest
    @CsvSource({
        "docs, docs/a.md, true",
        "/docs/, docs/a.md, true",
        "*.md, docs/a.md, false",
        "**/*.md, docs/a.md, true",
        "**/*.md, a.md, true",
        "**, docs/a.md, true",
        "docs/**, docs/deep/a.md, true",
        "d?cs, docs/a.md, true",
        "[a-d]ocs, docs/a.md, true",
        "[^d]ocs, docs/a.md, false",
        "docs/../docs/a.md, docs/a.md, true",
        "./docs/a.md, docs/a.md, true",
        "a.md, docs/a.md, false",
        "docs/a\\.md, docs/a.md, true",
        "docs/[, docs/a.md, false",
        "'', docs/a.md, false"
    })
    void patternsMeanWhatDockerTakesThemFor(String pattern, String path, boolean isIgnored) {
        assertThat(DockerIgnore.of(pattern).ignores(path)).isEqualTo(isIgnored);
    }

    @Test
    void theLastLineThatMatchesCounts() {
        DockerIgnore ignore = DockerIgnore.of("*.md\n!README*.md\nREADME-secret.md\n");

        assertThat(ignore.ignores("a.md")).isTrue();
        assertThat(ignore.ignores("README.md")).isFalse();
        assertThat(ignore.ignores("README-secret.md")).isTrue();
    }

    @Test
    void aFolderThatIsTooLargeOrHasNoDockerfileIsRefused() throws IOException {
        Files.write(folder.resolve("app/a.bin"), new byte[1_000_000]);
        for (int i = 0; i < 5; i++) {
            Files.write(folder.resolve("app/b" + i + ".bin"), new byte[900_000]);
        }
        read();
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.summary()).isEqualTo("build folder not readable");
            assertThat(problem.detail()).contains("more than 1000 files or 4 MB");
            assertThat(problem.fix()).contains(".dockerignore");
        });

        problems.clear();
        put("app/.dockerignore", "*.bin\n");
        assertThat(read()).containsKey("app/run.sh");
        assertThat(problems).isEmpty();

        Files.delete(folder.resolve("app/Dockerfile"));
        assertThat(read()).isEmpty();
        assertThat(problems)
                .extracting(Problem::detail)
                .singleElement()
                .asString()
                .contains("there is no \"Dockerfile\" in it");
    }

    @Test
    void aFolderThatIsNotThereIsRefusedAndAGitRepositoryIsNotLookedFor() {
        assertThat(read("nowhere")).isEmpty();
        assertThat(problems).extracting(Problem::summary).containsExactly("build folder not readable");
        problems.clear();

        assertThat(read("https://git.home.arpa/app.git#v1")).isEmpty();
        assertThat(problems).isEmpty();
    }

    private void put(String path, String text) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), text);
    }

    private Map<String, String> read() {
        return read("app");
    }

    private Map<String, String> read(String context) {
        Definition definition = new Definition(
                Dsl.service("films", "nas", films -> films.container("server", c -> c.build(context))),
                "media",
                Positions.of(folder.resolve("films.yaml").toString()));
        return new FilesBeside(definition, problems, new ArrayList<>()).read();
    }
}
