// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.homelab.runner.Homelab;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CiCommandTest {

    private static final Path TOP = Path.of("..");

    private final StringWriter out = new StringWriter();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "gitlab,.gitlab-ci.yml",
        "github,.github/workflows/homelab.yml",
        "forgejo,.forgejo/workflows/homelab.yml",
        "gitea,.gitea/workflows/homelab.yml"
    })
    void aRepositoryOfDefinitionsGetsAPipeline(String server, String file) throws IOException {
        assertThat(init(server)).as(out.toString()).isZero();

        assertThat(new YAMLMapper().readTree(folder.resolve(file).toFile()).isObject())
                .isTrue();
        assertThat(Files.readString(folder.resolve("install-homelab.sh")))
                .startsWith("#!/bin/sh")
                .containsPattern("sha256=[0-9a-f]{64}\n");
        assertThat(folder.resolve(".githooks/pre-commit")).isExecutable();
        assertThat(out.toString()).contains("install-homelab.sh any.jar");
        assertThat(Files.readString(folder.resolve("install-homelab.sh")))
                .contains("ci init " + server + " --force")
                .doesNotContain("@SERVER@", "@USER@");
    }

    /** A link that a change of the repository brought leads to a file of its choice. */
    @Test
    void nothingIsWrittenThroughALink(@TempDir Path elsewhere) throws IOException {
        Path victim = Files.writeString(elsewhere.resolve("profile"), "mine");
        Files.createDirectory(folder.resolve(".git"));
        Files.createDirectory(folder.resolve(".githooks"));
        Files.createSymbolicLink(folder.resolve(".githooks/pre-commit"), victim);
        Files.createSymbolicLink(folder.resolve(".github"), elsewhere);

        assertThat(init("gitlab", "--force")).isEqualTo(4);
        assertThat(init("github", "--force")).isEqualTo(4);

        assertThat(victim).hasContent("mine");
        assertThat(elsewhere).isDirectoryContaining(file -> file.equals(victim));
        assertThat(elsewhere.resolve("workflows")).doesNotExist();
        assertThat(folder.resolve("install-homelab.sh")).doesNotExist();
    }

    @Test
    void everySecretOfTheDefinitionsHasALine() throws IOException {
        Files.createDirectories(folder.resolve("services/media"));
        Files.writeString(
                folder.resolve("services/inventory.yaml"), "key: env:HOMELAB_KEY\npassword: \"env:PIHOLE_PASSWORD\"\n");
        Files.writeString(folder.resolve("services/media/wiki.yaml"), "secrets: {TOKEN: env:WIKI_TOKEN}\n");

        init("github");

        JsonNode jobs = new YAMLMapper()
                .readTree(folder.resolve(".github/workflows/homelab.yml").toFile())
                .path("jobs");
        for (String job : Set.of("apply", "drift")) {
            assertThat(jobs.path(job).path("env").properties())
                    .extracting(Map.Entry::getKey, line -> line.getValue().asText())
                    .containsExactly(
                            tuple("HOMELAB_KEY", "${{ secrets.HOMELAB_KEY }}"),
                            tuple("PIHOLE_PASSWORD", "${{ secrets.PIHOLE_PASSWORD }}"),
                            tuple("WIKI_TOKEN", "${{ secrets.WIKI_TOKEN }}"));
        }
        assertThat(out.toString()).contains("Secrets to make at the server: HOMELAB_KEY, PIHOLE_PASSWORD, WIKI_TOKEN.");
    }

    @Test
    void onceMoreChangesNothing() throws IOException {
        init("gitlab");
        assertThat(init("gitlab")).isZero();
    }

    @Test
    void aFileOfAPersonIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("renovate.json"), "{}");

        assertThat(init("gitlab")).isEqualTo(4);

        assertThat(out.toString()).contains("renovate.json", "--force");
        assertThat(folder.resolve(".gitlab-ci.yml")).doesNotExist();
        assertThat(init("gitlab", "--force")).isZero();
        assertThat(Files.readString(folder.resolve("renovate.json"))).contains("customManagers");
    }

    @Test
    void whatIsWrittenForRenovateIsWhatThisRepositoryHas() throws IOException {
        init("gitlab");

        assertThat(folder.resolve("renovate.json")).hasSameTextualContentAs(TOP.resolve("renovate.json"));
    }

    @Test
    void renovateFindsTheImagesOfAllExamples() throws IOException {
        JsonNode managers = new ObjectMapper()
                .readTree(TOP.resolve("renovate.json").toFile())
                .path("customManagers");
        for (String place : Set.of("services", "examples/services")) {
            Path services = TOP.resolve(place);
            Set<String> wanted = new TreeSet<>();
            Homelab.read(services, services.resolve("inventory.yaml"), Map.of())
                    .catalog()
                    .catalog()
                    .services()
                    .forEach(service ->
                            service.containers().values().forEach(container -> wanted.add(container.runs())));

            Set<String> found = found(services, ".yaml", managers.get(0));
            found.addAll(found(services, ".java", managers.get(1)));
            assertThat(found).containsAll(wanted);
        }
        assertThat(found(TOP.resolve("services"), ".java", managers.get(1))).isNotEmpty();
    }

    private static Set<String> found(Path services, String ending, JsonNode manager) throws IOException {
        Pattern pattern = Pattern.compile(manager.at("/matchStrings/0").asText());
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(services)) {
            for (Path file : files.filter(path -> path.toString().endsWith(ending))
                    .filter(path -> !path.toString().contains("target"))
                    .toList()) {
                Matcher matcher = pattern.matcher(Files.readString(file));
                while (matcher.find()) {
                    String digest = matcher.group("currentDigest");
                    found.add(matcher.group("depName") + ":" + matcher.group("currentValue")
                            + (digest == null ? "" : "@" + digest));
                }
            }
        }
        return found;
    }

    private int init(String server, String... options) throws IOException {
        Path jar = folder.resolve("any.jar");
        Files.writeString(jar, "a jar");
        PrintWriter printer = new PrintWriter(out, true);
        String[] arguments = Stream.concat(
                        Stream.of("ci", "init", server, folder.toString(), "--jar", jar.toString()), Stream.of(options))
                .toArray(String[]::new);
        return Main.run(Map.of(), printer, printer, arguments);
    }
}
