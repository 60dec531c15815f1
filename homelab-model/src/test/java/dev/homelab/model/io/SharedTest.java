// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.Definition;
import dev.homelab.model.Inherited;
import dev.homelab.model.ParseResult;
import dev.homelab.model.Service;
import dev.homelab.model.container.Container;
import dev.homelab.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedTest {

    private static final String INVENTORY =
            "homelab: home\nkey: env:KEY\nrecord: a\ndomain: home.arpa\nvalues: {puid: 1000, tz: Europe/London, port: 8096}\n";

    @TempDir
    Path folder;

    @BeforeEach
    void inventory() throws IOException {
        write("inventory.yaml", INVENTORY);
    }

    @Test
    void aValueStandsForATextOrANumberAsTheKeyNeeds() throws IOException {
        write("media/films.yaml", """
                name: films
                host: nas
                containers:
                  server:
                    image: films:1
                    user: ${values.puid}
                    ports: ["${values.port}:80"]
                    environment: {A: "${values.puid}", B: "$${values.tz}${values.tz}", C: "${PATH} $values.tz"}
                    healthcheck: {http: /, port: "${values.port}"}
                    compose: {pids_limit: "${values.puid}"}
                """);

        Container server = container("films");
        assertThat(server.user()).contains("1000");
        assertThat(server.ports().get(0).value()).isEqualTo("8096:80");
        assertThat(server.environment())
                .containsEntry("A", "1000")
                .containsEntry("B", "$Europe/LondonEurope/London")
                .containsEntry("C", "${PATH} $values.tz");
        assertThat(server.healthcheck().orElseThrow().port()).contains(8096);
        assertThat(server.compose()).containsEntry("pids_limit", 1000);
    }

    @Test
    void theDefinitionCountsBeforeItsTemplatesTheLaterBeforeTheEarlierAndThoseBeforeItsCategory() throws IOException {
        write("media/category.yaml", "host: nas\nvalues: {puid: 1001}\n");
        write(
                "templates/one.yaml",
                "title: One\nhost: other\ncontainers:\n  server:\n    environment: {A: one, B: one, C: one}\n    tmpfs: [/one]\n");
        write(
                "templates/two.yaml",
                "title: Two\ncontainers:\n  server:\n    environment: {B: two, C: two, D: \"${values.puid}\"}\n    tmpfs: [/two]\n");
        write(
                "media/films.yaml",
                "name: films\nfrom: [templates/one.yaml, templates/two.yaml]\ncontainers: {server: {image: \"films:1\", environment: {C: own}}}\n");
        write("media/music.yaml", "name: music\ncontainers: {server: {image: \"music:1\"}}\n");

        Service films = definition("films").service();
        Container server = container("films");
        assertThat(films.title()).contains("Two");
        assertThat(films.host()).contains("other");
        assertThat(server.tmpfs()).containsExactly("/two");
        assertThat(server.environment())
                .containsEntry("A", "one")
                .containsEntry("B", "two")
                .containsEntry("C", "own")
                .containsEntry("D", "1001");
        assertThat(definition("music").service().host()).contains("nas");
    }

    @Test
    void whatADefinitionTakesOverIsKnownByFileAndLine() throws IOException {
        write("templates/one.yaml", "containers:\n  server:\n    user: ${values.puid}\n    environment: {A: one}\n");
        write(
                "media/films.yaml",
                "name: films\nfrom: templates/one.yaml\nhost: nas\ncontainers:\n  server: {image: \"films:1\", hostname: \"${values.tz}\"}\n");

        Inherited inherited = definition("films").inherited();

        assertThat(inherited.parts()).containsOnlyKeys("containers.server.user", "containers.server.environment.A");
        Inherited.Source user = Optional.ofNullable(inherited.parts().get("containers.server.user"))
                .orElseThrow();
        assertThat(user.file()).isEqualTo("templates/one.yaml");
        assertThat(user.text()).isEqualTo("${values.puid}");
        assertThat(user.place()).endsWith("templates/one.yaml:3");
        assertThat(inherited.values()).containsOnlyKeys("puid", "tz");
        assertThat(Optional.ofNullable(inherited.values().get("puid"))
                        .map(Inherited.Source::place)
                        .orElse(""))
                .endsWith("inventory.yaml:5");
        assertThat(inherited.named()).containsEntry("containers.server.user", List.of("puid"));
        assertThat(inherited.own()).contains("${values.tz}").doesNotContain("1000", "one\"}");
        write("media/plain.yaml", "name: plain\nhost: nas\ncontainers: {server: {image: \"films:1\"}}\n");
        assertThat(definition("plain").inherited()).isEqualTo(Inherited.NOTHING);
    }

    @Test
    void aMistakeInATemplateNamesItsLineAndTheDefinition() throws IOException {
        write("templates/one.yaml", "containers:\n  server:\n    usr: a\n    user: ${values.pid}\n    shmSize: {}\n");
        write("media/films.yaml", "name: films\nfrom: templates/one.yaml\nhost: nas\n");

        List<Problem> problems = read().problems();

        assertThat(problems)
                .extracting(Problem::summary)
                .containsExactlyInAnyOrder("unknown key", "unknown value", "wrong type");
        assertThat(problems)
                .allSatisfy(problem -> assertThat(problem.where().render())
                        .contains("templates/one.yaml:")
                        .endsWith(" of " + folder.resolve("media/films.yaml")));
        assertThat(problems.toString()).contains("no value \"pid\"", "write \"${values.puid}\"");
        assertThat(problems)
                .anySatisfy(problem ->
                        assertThat(problem.where().render()).contains("one.yaml:4:11 containers.server.user"));
    }

    @Test
    void whatIsNoValueOrNoTemplateIsReported() throws IOException {
        write("inventory.yaml", INVENTORY.replace("port: 8096", "two: \"${values.tz}\", long: " + "x".repeat(4097)));
        write("media/category.yaml", "values: {a b: 1, c: }\nhots: nas\n");
        write("templates/linux.yaml", "name: films\nfrom: a\ncontainers: {server: {nothing: 1}}\n");
        write("media/films.yaml", "name: films\nfrom: templates/linx.yaml\nhost: nas\ntitle: \"${values.tz\"\n");

        assertThat(read().problems())
                .extracting(Problem::summary)
                .containsExactlyInAnyOrder(
                        "value names a value",
                        "value too long",
                        "value not allowed",
                        "value missing",
                        "unknown key",
                        "key not for templates",
                        "key not for templates",
                        "unknown key",
                        "template not found",
                        "unknown value");
        assertThat(read().problems().toString()).contains("write \"templates/linux.yaml\"");
    }

    @Test
    void filesInAWrongPlaceAreNamed() throws IOException {
        write("category.yaml", "values: {a: 1}\n");
        write("media/deeper/category.yaml", "values: {a: 1}\n");
        write("media/templates/a.yaml", "title: A\n");
        write("templates/deeper/b.yaml", "title: B\n");
        write("templates/c.yml", "title: C\n");
        write("media/films.yaml", "name: films\nhost: nas\ncontainers: {server: {image: \"films:1\"}}\n");

        assertThat(read().problems())
                .extracting(problem -> problem.where().render().replace(folder + "/", ""))
                .containsExactlyInAnyOrder(
                        "category.yaml:1:1",
                        "media/deeper/category.yaml:1:1",
                        "media/templates/a.yaml:1:1",
                        "templates/deeper/b.yaml:1:1",
                        "templates/c.yml:1:1");
    }

    @Test
    void valuesCannotMakeAFileEndless() throws IOException {
        write("inventory.yaml", INVENTORY.replace("port: 8096", "long: " + "x".repeat(4000)));
        write("media/films.yaml", "name: films\nhost: nas\ntitle: \"" + "${values.long}".repeat(1000) + "\"\n");

        assertThat(read().problems()).extracting(Problem::summary).containsExactly("file too large");
    }

    private Container container(String name) {
        return Optional.ofNullable(definition(name).service().containers().get("server"))
                .orElseThrow();
    }

    private Definition definition(String name) {
        ParseResult result = read();
        assertThat(result.problems()).isEmpty();
        return result.catalog().orElseThrow().definitions().stream()
                .filter(one -> one.service().name().value().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private ParseResult read() {
        return new CatalogReader(List.of()).read(folder, folder.resolve("inventory.yaml"));
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), text);
    }
}
