// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.glance;

import static dev.homelab.lab.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FakeGlanceTest {

    private static final String TILES = """
            - type: monitor
              title: Services
              sites:
                - title: Photos & more
                  url: https://photos.lan
            """;

    @TempDir
    Path folder;

    private FakeGlance glance;

    @BeforeEach
    void start() {
        FakeGlance.writeInitial(folder);
        glance = new FakeGlance(folder, Map.of("DOMAIN", "lan"));
    }

    @AfterEach
    void stop() {
        glance.close();
    }

    @Test
    void theInitialPageShowsWhatThePersonWrote() throws Exception {
        assertThat(get("/").body()).contains("<a href=\"http://192.0.2.1\">Router</a>");
        assertThat(get("/home").body()).isEqualTo(get("/").body());
        assertThat(get("/api/healthz").statusCode()).isEqualTo(200);
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
        assertThat(glance.reloads()).isZero();
    }

    @Test
    void aChangedIncludeIsShownAtOnce() throws Exception {
        write("homelab-home.yml", TILES);

        eventually("one reload", () -> glance.reloads() == 1);
        assertThat(get("/api/pages/home/content/").body())
                .contains("<a href=\"https://photos.lan\">Photos &amp; more</a>")
                .doesNotContain("<html>");
    }

    @Test
    void anInvalidChangeKeepsTheOldPage() throws Exception {
        String before = get("/").body();

        write("homelab-home.yml", "- type: monitr\n");

        eventually("the error shows", () -> glance.lastError().isPresent());
        assertThat(glance.lastError()).hasValue("Config has errors: unknown widget type: monitr");
        assertThat(get("/").body()).isEqualTo(before);
        assertThat(glance.reloads()).isZero();
    }

    @Test
    void variablesAreReplacedUnlessEscaped() throws Exception {
        write(
                "homelab-home.yml",
                TILES.replace("photos.lan", "photos.${DOMAIN}").replace("Photos", "\\${DOMAIN}"));

        eventually("one reload", () -> glance.reloads() == 1);
        assertThat(get("/").body()).contains("https://photos.lan", "${DOMAIN} &amp; more");
    }

    @Test
    void aVariableNobodySetIsAnErrorEvenInAComment() throws Exception {
        write("homelab-home.yml", "# ${SECRET}\n" + TILES);

        eventually("the error shows", () -> glance.lastError().isPresent());
        assertThat(glance.lastError().orElseThrow()).contains("SECRET");
    }

    @Test
    void includesAreRelativeToTheFileThatNamesThem() throws Exception {
        Files.createDirectories(folder.resolve("more"));
        write("more/tiles.yml", TILES);
        write("more/all.yml", "!include: tiles.yml\n");
        write("homelab-home.yml", "- $include: more/all.yml\n");

        eventually("the tile shows", () -> body("/").contains("https://photos.lan"));
    }

    @Test
    void anEndlessIncludeIsAnError() throws Exception {
        write("homelab-home.yml", "- $include: homelab-home.yml\n");

        eventually("the error shows", () -> glance.lastError().isPresent());
        assertThat(glance.lastError().orElseThrow()).contains("recursion depth limit of 20 reached");
    }

    @Test
    void anInvalidConfigurationAtTheStartEndsIt() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("glance.yml"), "pages: []\n");

        assertThatThrownBy(() -> new FakeGlance(other, Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no pages configured");
    }

    @Test
    void theSnapshotHoldsEveryFile() {
        assertThat(glance.snapshot()).containsKeys("/glance.yml", "/homelab-home.yml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- {type: monitor, sites: [{url: 'http://a'}]}    | monitor site has no title",
                "- {type: monitor, sites: [{title: A}]}           | monitor site \"A\" has no url",
                "- {type: group, widgets: [{type: x}]}            | unknown widget type: x",
                "- {title: x}                                     | widget 'type' property is empty",
                "- {type: [                                       | yaml: line",
            })
    void whatGlanceRefusesIsRefused(String widgets, String message) throws Exception {
        write("homelab-home.yml", widgets + "\n");

        eventually("the error shows", () -> glance.lastError().isPresent());
        assertThat(glance.lastError().orElseThrow()).contains(message);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private String body(String path) {
        try {
            return get(path).body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = glance.uri().resolve(path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
