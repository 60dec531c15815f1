// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.problem.Problem;
import dev.homelab.runner.importer.ComposeProject;
import dev.homelab.runner.importer.Conversion;
import dev.homelab.runner.importer.ConversionOptions;
import dev.homelab.runner.importer.Converter;
import dev.homelab.runner.importer.DefinitionText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ComposeReaderTest {

    @TempDir
    private Path outside;

    private Path folder;

    @BeforeEach
    void begin() throws IOException {
        folder = Files.createDirectories(outside.resolve("stacks/wiki"));
    }

    @Test
    void everyFolderOfAFolderIsAProject() throws IOException {
        write("compose.yaml", "services: {a: {image: 'a:1'}}");
        write("../12/docker-compose.yml", "services: {b: {image: 'b:1'}}");
        write("../13/v1/docker-compose.yml", "services: {c: {image: 'c:1'}}");
        write("../13/v2/docker-compose.yml", "services: {c: {image: 'c:2'}}");

        List<ReadProject> read = ComposeReader.read(folder.resolveSibling(""), ReadOptions.usual());

        assertThat(read)
                .extracting(one ->
                        one.file().toString().substring(outside.toString().length()))
                .containsExactly(
                        "/stacks/12/docker-compose.yml",
                        "/stacks/13/v2/docker-compose.yml",
                        "/stacks/wiki/compose.yaml");
    }

    @Test
    void commentsComeAlong() throws IOException {
        write("compose.yaml", """
                # The wiki
                # of the family

                services:
                  # answers
                  app:
                    image: wiki:2  # pinned
                    command: echo "# no comment"
                    environment:
                      # which zone
                      - TZ=Europe/London
                      #- OLD=1
                """);

        assertThat(DefinitionText.of(conversion())).isEqualTo("""
                # The wiki
                # of the family
                name: wiki
                host: nas
                containers:
                  # answers
                  app:
                    image: wiki:2  # pinned
                    command: [echo, '# no comment']
                    environment:
                      # which zone
                      TZ: Europe/London

                # Other comments of the Compose file:
                #- OLD=1
                """);
    }

    @Test
    void aSecretOfTheFileOfVariablesIsNamedAndNeverShown() throws IOException {
        write(".env", "DB_PASSWORD=hunter2\n");
        write("compose.yaml", "services: {db: {image: 'a:1', environment: {POSTGRES_PASSWORD: '${DB_PASSWORD}'}}}");

        Conversion conversion = conversion();

        assertThat(DefinitionText.of(conversion)).contains("POSTGRES_PASSWORD: env:WIKI_DB_PASSWORD");
        assertThat(DefinitionText.of(conversion) + conversion + project()).doesNotContain("hunter2");
        assertThat(conversion.secrets().get(0).value()).isEqualTo("hunter2");
    }

    @Test
    void aSecretInACommandIsNamedAndNotWritten() throws IOException {
        write(".env", "API_TOKEN=hunter2\n");
        write("compose.yaml", "services: {db: {image: 'a:1', command: 'run --token ${API_TOKEN}'}}");

        Conversion conversion = conversion();

        assertThat(conversion.notCarried())
                .singleElement()
                .satisfies(lost -> assertThat(lost.toString())
                        .contains("services.db.command", "${API_TOKEN}")
                        .doesNotContain("hunter2"));
        assertThat(DefinitionText.of(conversion)).doesNotContain("hunter2");
    }

    @Test
    void whatIsNotSetIsSaid() throws IOException {
        write("compose.yaml", "services: {db: {image: 'a:${TAG}', hostname: 'x${A}${B}'}}");

        assertThat(project().notes()).singleElement().asString().contains("A, B, TAG", "--env-file");
    }

    @Test
    void whatHasToBeSetIsAProblemWithItsPlace() throws IOException {
        write("compose.yaml", "services:\n  db:\n    image: a:${TAG:?say which}\n");

        assertThat(problem().render()).contains("error: variable not set", "compose.yaml:3:5", "say which");
    }

    @Test
    void aBombOfAliasesIsAProblem() throws IOException {
        StringBuilder bomb = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x]\n");
        for (char letter = 'b'; letter < 'k'; letter++) {
            bomb.append("%1$c: &%1$c [%2$s]%n"
                    .formatted(letter, "*%c, ".formatted(letter - 1).repeat(9)));
        }
        write("compose.yaml", bomb.toString());

        assertThat(problem().render()).contains("compose file not readable", "compose.yaml:");
    }

    @Test
    void anAliasWithinItselfIsAProblem() throws IOException {
        write("compose.yaml", "services: &a\n  app: *a\n");

        assertThat(problem().summary()).isEqualTo("compose file not readable");
    }

    @Test
    void whatIsNestedWithoutEndIsAProblem() throws IOException {
        write("compose.yaml", "a: " + "[".repeat(20_000));

        assertThat(problem().summary()).isEqualTo("compose file not readable");
    }

    @Test
    void filesThatNameEachOtherAreAProblemWithItsPlace() throws IOException {
        write("compose.yaml", "services:\n  app:\n    extends: {file: b.yaml, service: app}\n");
        write("b.yaml", "services:\n  app:\n    extends: {file: compose.yaml, service: app}\n");

        assertThat(problem().render()).contains("leads back to itself", "yaml:3");
    }

    @Test
    void filesThatIncludeEachOtherAreAProblem() throws IOException {
        write("compose.yaml", "include: [b.yaml]\n");
        write("b.yaml", "include: [compose.yaml]\n");

        assertThat(problem().render()).contains("leads back to itself", "yaml:1");
    }

    @Test
    void aFileOutsideOfTheFolderIsNotRead() throws IOException {
        write("../../private.env", "SECRET_OF_OTHERS=hunter2\n");
        write("compose.yaml", "services:\n  app:\n    image: a:1\n    env_file: ../../private.env\n");

        assertThat(problem().render())
                .contains("file outside of the folder", "compose.yaml:4:5")
                .doesNotContain("hunter2");
    }

    @Test
    void aLinkThatLeadsOutsideIsNotFollowed() throws IOException {
        write("../../private.env", "SECRET_OF_OTHERS=hunter2\n");
        Files.createSymbolicLink(folder.resolve("app.env"), outside.resolve("private.env"));
        write("compose.yaml", "services: {app: {image: 'a:1', env_file: app.env}}");

        assertThat(problem().summary()).isEqualTo("file outside of the folder");
    }

    @Test
    void aHugeFileIsNotRead() throws IOException {
        write("compose.yaml", "# " + "x".repeat(2 << 20) + "\n");

        assertThat(problem().summary()).isEqualTo("compose file not readable");
    }

    /** Whatever is written there, it is read, or it is a problem. */
    @Test
    void noTextMakesItFail() throws IOException {
        String text = Files.readString(Path.of("src/test/resources/import/projects/immich/docker-compose.yml"));
        Random random = new Random(22);
        String signs = "{}[]:-#&*!|>'\"%@`$\n \t\\0a\u0000";
        for (int i = 0; i < 2_000; i++) {
            StringBuilder changed = new StringBuilder(text);
            for (int j = random.nextInt(4); j >= 0; j--) {
                int at = random.nextInt(changed.length());
                int end = Math.min(changed.length(), at + random.nextInt(12));
                changed.replace(at, end, String.valueOf(signs.charAt(random.nextInt(signs.length()))));
            }
            write("compose.yaml", changed.toString());
            ReadProject read = ComposeReader.read(folder, ReadOptions.usual()).get(0);
            read.project()
                    .ifPresent(project -> DefinitionText.of(Converter.convert(project, ConversionOptions.on("nas"))));

            assertThat(read.project().isPresent()).isEqualTo(read.problems().isEmpty());
        }
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file).normalize();
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private ComposeProject project() {
        return ComposeReader.read(folder, ReadOptions.usual()).get(0).project().orElseThrow();
    }

    private Problem problem() {
        return ComposeReader.read(folder, ReadOptions.usual()).get(0).problems().get(0);
    }

    private Conversion conversion() {
        return Converter.convert(project(), ConversionOptions.on("nas"));
    }
}
