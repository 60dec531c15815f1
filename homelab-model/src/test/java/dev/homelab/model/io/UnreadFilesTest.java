// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.ParseResult;
import dev.homelab.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever could be a definition is read, or is a problem: a service that is skipped in silence would be removed. */
class UnreadFilesTest {

    private static final String INVENTORY = "homelab: home\ntargets: {}\n";

    @TempDir
    private Path top;

    private Path services = Path.of("");

    @BeforeEach
    void aFolderWithOneService() throws IOException {
        services = Files.createDirectory(top.resolve("services"));
        write("services/inventory.yaml", INVENTORY);
        write("services/media/photos.yaml", service("photos"));
    }

    @Test
    void aFolderOfDefinitionsAloneHasNoProblem() {
        assertThat(told()).isEmpty();
    }

    @Test
    void aFileOneFolderTooHighIsAProblem() throws IOException {
        write("services/music.yaml", service("music"));
        write("services/films.yml", service("films"));

        assertThat(told())
                .containsExactly(
                        Tuple.tuple("definition not read", "films.yml"),
                        Tuple.tuple("definition not read", "music.yaml"));
    }

    @Test
    void aFileOneFolderTooDeepIsAProblem() throws IOException {
        write("services/media/audio/music.yaml", service("music"));
        write("services/media/audio/old/radio.yml", service("radio"));

        assertThat(told())
                .containsExactly(
                        Tuple.tuple("definition not read", "media/audio/music.yaml"),
                        Tuple.tuple("definition not read", "media/audio/old/radio.yml"));
    }

    @Test
    void anEndingInUpperCaseIsAProblem() throws IOException {
        write("services/media/music.YAML", service("music"));
        write("services/media/radio.Yml", service("radio"));

        assertThat(told())
                .containsExactly(
                        Tuple.tuple("file ending not known", "media/music.YAML"),
                        Tuple.tuple("file ending not known", "media/radio.Yml"));
    }

    @Test
    void aCategoryThatIsALinkIsAProblemAndIsNotRead() throws IOException {
        write("elsewhere/music.yaml", service("music"));
        Files.createSymbolicLink(services.resolve("audio"), top.resolve("elsewhere"));

        assertThat(told()).containsExactly(Tuple.tuple("definition not read", "audio"));
        assertThat(read().catalog().orElseThrow().definitions()).hasSize(1);
    }

    @Test
    void aLinkThatLeadsNowhereIsAProblem() throws IOException {
        Files.createSymbolicLink(services.resolve("audio"), Path.of("../not-there"));
        Files.createSymbolicLink(services.resolve("media/music.yaml"), Path.of("../not-there.yaml"));
        Files.createSymbolicLink(services.resolve("media/README"), Path.of("../no-definition"));

        assertThat(told())
                .containsExactly(
                        Tuple.tuple("definition not read", "audio"),
                        Tuple.tuple("definition not read", "media/music.yaml"));
    }

    @Test
    void anEmptySubmoduleIsAProblem() throws IOException {
        write(".gitmodules", """
                [submodule "audio"]
                	path = services/audio
                	url = ../audio.git
                [submodule "deeper"]
                	path = "services/media/lists of songs"
                	url = ../songs.git
                """);
        Files.createDirectories(services.resolve("audio"));
        Files.createDirectories(services.resolve("media/lists of songs"));
        Files.createDirectories(services.resolve("no-submodule"));

        assertThat(told())
                .containsExactly(
                        Tuple.tuple("definition not read", "audio"),
                        Tuple.tuple("definition not read", "media/lists of songs"));
    }

    @Test
    void whatIsNoFileIsAProblemUnderTheNameOfADefinition() throws IOException {
        Files.createDirectories(services.resolve("media/music.yaml"));
        Files.createDirectories(services.resolve("radio.yaml"));

        assertThat(told())
                .containsExactly(
                        Tuple.tuple("definition not read", "media/music.yaml"),
                        Tuple.tuple("definition not read", "radio.yaml"));
    }

    @Test
    void aDefinitionInTheFolderOfBuildOutputIsAProblem() throws IOException {
        write("services/target/music.yaml", service("music"));
        write("services/target/classes/media/photos.yaml", service("photos"));

        assertThat(told()).containsExactly(Tuple.tuple("definition not read", "target/music.yaml"));
    }

    @Test
    void aFileThatADefinitionMountsIsNone() throws IOException {
        write("services/media/music.yaml", """
                name: music
                containers:
                  server: {image: "a/b:1", files: {music/a.yml: /a.yml, music/deep/b.YAML: /b.yaml, beside.yml: /c.yml}}
                """);
        write("services/media/music/a.yml", "x: 1\n");
        write("services/media/music/deep/b.YAML", "x: 1\n");
        write("services/media/beside.yml", "x: 1\n");

        assertThat(told()).isEmpty();
    }

    @Test
    void anotherDefinitionThatIsMountedIsReadAllTheSame() throws IOException {
        write("services/media/music.yaml", """
                name: music
                containers: {server: {image: "a/b:1", files: {photos.yaml: /photos.yaml}}}
                """);

        assertThat(read().catalog().orElseThrow().definitions()).hasSize(2);
    }

    @Test
    void whatADefinitionWithAMistakeMountsIsNotJudged() throws IOException {
        write("services/media/music.yaml", "name: music\ncontainers: {server: [\n");
        write("services/media/music/a.yml", "x: 1\n");

        assertThat(told()).containsExactly(Tuple.tuple("file not readable as YAML", "media/music.yaml"));
    }

    @Test
    void anotherInventoryAndHiddenFilesAreNone() throws IOException {
        write("services/inventory-test.yaml", INVENTORY);
        write("services/.hidden.yaml", "x: 1\n");
        write("services/.github/workflows/a.yml", "x: 1\n");
        write("services/media/.git/a.yaml", "x: 1\n");

        assertThat(told()).isEmpty();
    }

    private static String service(String name) {
        return "name: %s\ncontainers: {server: {image: \"a/b:1\"}}\n".formatted(name);
    }

    private void write(String path, String text) throws IOException {
        Path file = top.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private ParseResult read() {
        return new CatalogReader(List.of()).read(services, services.resolve("inventory.yaml"));
    }

    private List<Tuple> told() {
        return read().problems().stream()
                .map(problem -> Tuple.tuple(problem.summary(), place(problem)))
                .toList();
    }

    private String place(Problem problem) {
        return problem.where().render().replaceFirst(":[0-9]+:[0-9]+.*$", "").replace(services + "/", "");
    }
}
