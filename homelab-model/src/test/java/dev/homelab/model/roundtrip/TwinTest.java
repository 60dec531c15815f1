// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.roundtrip;

import static dev.homelab.model.dsl.Dsl.define;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.DefinitionSource;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.JavaSource;
import dev.homelab.model.io.CatalogReader;
import dev.homelab.model.io.ServiceWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service in Java of this homelab and a YAML file say the same, in all directions. */
@Tag("proof")
class TwinTest {

    private static final Path JAVA = Path.of("../services/media/Photos.java");
    private static final Path TWIN = Path.of("src/test/resources/twin");

    @TempDir
    private Path folder;

    @Test
    void theYamlTwinSaysTheSame() throws IOException {
        Definition java = compiled(Files.readString(JAVA));

        Definition yaml = twin();

        assertThat(java.service()).isEqualTo(yaml.service());
        assertThat(java.category()).isEqualTo(yaml.category());
    }

    @Test
    void whatIsWrittenOfThemSaysTheSame() throws IOException {
        Definition yaml = twin();

        assertThat(ServiceWriter.write(yaml.service())).isEqualTo(Files.readString(TWIN.resolve("media/photos.yaml")));
        assertThat(compiled(JavaSource.write(yaml)).service()).isEqualTo(yaml.service());
    }

    @Test
    void aDefinitionKnowsTheLineThatMadeIt() throws IOException {
        Definition java = compiled(Files.readString(JAVA));

        assertThat(java.positions().at("containers.server.image").render())
                .isEqualTo("media/Photos.java:%d:1 containers.server.image", lineOf("define(\"photos\""));
    }

    @Test
    void oneLoopMakesAFamilyOfServices() {
        List<Definition> family = Stream.of("sonarr", "radarr", "lidarr")
                .map(name -> define(name, "docker-media", s -> s.container("server", "linuxserver/" + name + ":1.0")))
                .toList();

        assertThat(family)
                .extracting(Definition::service)
                .extracting(Service::displayName)
                .containsExactly("sonarr", "radarr", "lidarr");
        assertThat(family).extracting(Definition::category).containsOnly("roundtrip");
        assertThat(family)
                .extracting(definition -> definition.positions().file())
                .containsOnly("dev/homelab/model/roundtrip/TwinTest.java");
    }

    @Test
    void aCategoryThatNoPackageCanBeNamedAfterIsSaid() {
        Definition lights =
                define("lights", "docker-media", s -> s.container("a", "b:1")).in("home-automation");

        assertThat(JavaSource.write(lights))
                .contains("package home_automation;")
                .contains(".in(\"home-automation\")");
    }

    private static long lineOf(String text) throws IOException {
        return 1
                + Files.readAllLines(JAVA).stream()
                        .takeWhile(line -> !line.contains(text))
                        .count();
    }

    private Definition compiled(String source) {
        JavaClasses classes = JavaClasses.compile(Map.of("media.Photos", source), folder);
        return ((DefinitionSource) classes.make("media.Photos")).definitions().get(0);
    }

    private static Definition twin() {
        return new CatalogReader(List.of())
                .read(TWIN, TWIN.resolve("inventory.yaml"))
                .catalog()
                .map(Catalog::definitions)
                .orElseThrow()
                .get(0);
    }
}
