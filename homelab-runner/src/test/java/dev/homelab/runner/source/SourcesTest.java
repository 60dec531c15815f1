// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.source;

import static dev.homelab.model.dsl.Dsl.define;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.Definition;
import dev.homelab.model.DefinitionSource;
import dev.homelab.model.ParseResult;
import dev.homelab.model.rule.CatalogValidator;
import dev.homelab.problem.Problem;
import dev.homelab.spi.Plugins;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {

    /** Services in Java, as a jar offers them. */
    public static final class Feeds implements DefinitionSource {
        @Override
        public List<Definition> definitions() {
            return List.of(define("feeds", "docker-media", s -> s.container("server", "rss/feeds:1")));
        }
    }

    /** A class that does not come to an end. */
    public static final class Broken implements DefinitionSource {
        @Override
        public List<Definition> definitions() {
            throw new IllegalStateException("no list");
        }
    }

    @TempDir
    private Path folder;

    private Sources sources = Sources.inventory(Path.of("../services/inventory.yaml"));

    @BeforeEach
    void aFolderWithOneService() throws IOException {
        write("media/photos.yaml", """
                name: photos
                host: docker-media
                containers: {server: {image: "photoprism/photoprism:250707"}}
                """);
        sources = sources.folder(folder);
    }

    @Test
    void servicesOfAProgramAreJudgedWithThoseInFiles() {
        ParseResult reading = read(sources.with(photos("docker-media")));

        assertThat(judge(reading)).singleElement().satisfies(problem -> {
            assertThat(problem.summary()).isEqualTo("name used twice");
            assertThat(problem.where().render()).matches("dev/homelab/runner/source/SourcesTest.java:[0-9]+:1 name");
        });
    }

    @Test
    void aProblemInAJavaDefinitionNamesTheClassAndTheLine() {
        Definition lost = define("lost", "nowhere", s -> s.container("server", "a:1"));

        assertThat(judge(read(sources.with(lost))))
                .extracting(problem -> problem.where().render())
                .containsExactly(lost.positions().at("host").render())
                .allMatch(place -> place.matches(".*SourcesTest.java:[1-9][0-9]+:1 host"));
    }

    @Test
    void aJarIsAskedForItsServices() throws IOException {
        ParseResult reading = read(sources.jar(jar(Feeds.class)));

        assertThat(reading.problems()).isEmpty();
        assertThat(names(reading)).containsExactly("photos", "feeds");
    }

    @Test
    void aClassThatFailsIsToldWithItsLine() throws IOException {
        assertThat(read(sources.jar(jar(Broken.class))).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.summary()).isEqualTo("service in Java failed");
                    assertThat(problem.where().render())
                            .matches("dev/homelab/runner/source/SourcesTest.java:[1-9][0-9]+:1");
                });
    }

    @Test
    void aJarThatIsNotThereIsTold() {
        assertThat(read(sources.jar(folder.resolve("none.jar"))).problems())
                .extracting(Problem::summary)
                .containsExactly("file not readable");
    }

    @Test
    void javaFilesThatNobodyCompiledAreTold() throws IOException {
        write("media/package-info.java", "package media;");
        assertThat(read(sources).problems()).isEmpty();

        write("media/Films.java", "package media;");

        assertThat(read(sources).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.summary()).isEqualTo("services in Java not compiled");
            assertThat(problem.where().render()).endsWith("Films.java:1:1");
        });
    }

    @Test
    void aServiceInJavaThatIsNotAmongTheCompiledOnesIsTold() throws IOException {
        String own = SourcesTest.class.getName().replace('.', '/') + ".java";
        write(own, "public final class Feeds implements DefinitionSource {}");
        write("media/Helper.java", "final class Helper {}");
        write("media/Base.java", "abstract class Base implements DefinitionSource {}");
        assertThat(read(sources.jar(jar(Feeds.class))).problems()).isEmpty();

        write("media/deep/Music.java", "public final class Music\n    implements Named, DefinitionSource {}");

        assertThat(read(sources.jar(jar(Feeds.class))).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.summary()).isEqualTo("services in Java not compiled");
                    assertThat(problem.where().render()).endsWith("media/deep/Music.java:1:1");
                });
    }

    private static Definition photos(String host) {
        return define("photos", host, s -> s.container("server", "photoprism/photoprism:250707"));
    }

    private static ParseResult read(Sources sources) {
        return sources.read(Plugins.found().kinds());
    }

    private static List<Problem> judge(ParseResult reading) {
        return new CatalogValidator().judge(reading).problems();
    }

    private static List<String> names(ParseResult reading) {
        return reading.catalog()
                .orElseThrow()
                .services()
                .map(service -> service.name().value())
                .toList();
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), text);
    }

    /** Makes a jar that offers a class of this program. */
    private Path jar(Class<?> offered) throws IOException {
        Path jar = folder.resolve("services.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("META-INF/services/" + DefinitionSource.class.getName()));
            zip.write((offered.getName() + " # offered\n").getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }
}
