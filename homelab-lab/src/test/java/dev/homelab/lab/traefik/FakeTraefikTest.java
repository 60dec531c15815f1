// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.traefik;

import static dev.homelab.lab.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.lab.http.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FakeTraefikTest {

    @TempDir
    Path folder;

    private LabTraefik lab;

    @BeforeEach
    void start() {
        lab = new LabTraefik(folder);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void aRouterOfAFileIsShown() {
        lab.load("app.yml", LabTraefik.APP);

        JsonNode router = lab.json("/api/http/routers/app@file");

        assertThat(router.path("status").asText()).isEqualTo("enabled");
        assertThat(router.path("rule").asText()).isEqualTo("Host(`app.lan`)");
        assertThat(router.path("using")).hasToString("[\"websecure\"]");
        assertThat(router.path("priority").asInt()).isEqualTo("Host(`app.lan`)".length());
        assertThat(router.path("tls").path("options").asText()).isEqualTo("default");
        assertThat(router.path("provider").asText()).isEqualTo("file");
        assertThat(lab.json("/api/http/services/app@file").path("usedBy")).hasToString("[\"app@file\"]");
        assertThat(lab.json("/api/rawdata").path("routers").has("app@file")).isTrue();
        assertThat(lab.json("/api/overview")
                        .path("http")
                        .path("routers")
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(lab.json("/api/entrypoints").path(2).path("name").asText()).isEqualTo("websecure");
        assertThat(lab.json("/api/version").path("Version").asText()).startsWith("3.");
    }

    @Test
    void aRouterNobodyKnowsIsA404InJson() {
        Answer answer = lab.api("/api/http/routers/none@file");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualToIgnoringNewLines("{\"message\":\"router not found: none@file\"}");
    }

    @Test
    void anInvalidFileKeepsTheLastGoodConfigurationForAll() throws IOException {
        lab.load("app.yml", LabTraefik.APP);

        lab.put("bad.yml", "http: {routers: {}}\n");
        eventually("the error shows", () -> lab.traefik.lastError().isPresent());
        lab.put("more.yml", LabTraefik.APP.replace("app", "more"));

        assertThat(lab.traefik.lastError())
                .hasValueSatisfying(
                        error -> assertThat(error).contains("bad.yml: routers cannot be a standalone element"));
        assertThat(lab.traefik.routers()).containsOnlyKeys("app@file");
        Files.delete(folder.resolve("bad.yml"));
        eventually("all is well again", () -> lab.traefik.routers().size() == 2);
        assertThat(lab.traefik.lastError()).isEmpty();
    }

    @Test
    void aFileThatIsGoneTakesItsRoutersAlong() throws IOException {
        lab.load("app.yml", LabTraefik.APP);

        Files.delete(folder.resolve("app.yml"));

        eventually("no router is left", () -> lab.traefik.routers().isEmpty());
    }

    @Test
    void otherExtensionsAreSkippedAndFoldersAreNot() throws IOException {
        Files.writeString(folder.resolve("app.yml.tmp"), "nonsense: {");
        Files.createDirectories(folder.resolve("sub"));

        lab.load("app.yml", LabTraefik.APP);
        Files.writeString(folder.resolve("sub/.hidden.yaml"), LabTraefik.APP.replace("app", "hidden"));

        eventually("the hidden file counts", () -> lab.traefik.routers().containsKey("hidden@file"));
        assertThat(lab.traefik.lastError()).isEmpty();
    }

    @Test
    void whatIsWrongWithARouterDisablesThatOneOnly() {
        lab.load("app.yml", LabTraefik.APP);
        lab.load("bad.yml", """
                http:
                  routers:
                    bad-middleware: {rule: "Host(`a`)", service: app, middlewares: [auth]}
                    bad-service: {rule: "Host(`a`)", service: none}
                    bad-rule: {rule: "Hots(`a`)", service: app}
                    bad-entry: {rule: "Host(`a`)", service: app, entryPoints: [nowhere]}
                    no-service: {rule: "Host(`a`)"}
                    bad-transport: {rule: "Host(`c`)", service: far}
                    half-entry: {rule: "Host(`b`)", service: app, entryPoints: [web, nowhere]}
                  services:
                    far: {loadBalancer: {servers: [{url: "https://192.0.2.9"}], serversTransport: none}}
                """);

        assertThat(lab.traefik.routers())
                .containsEntry("app@file", "enabled")
                .containsEntry("bad-middleware@file", "disabled")
                .containsEntry("bad-service@file", "disabled")
                .containsEntry("bad-rule@file", "disabled")
                .containsEntry("bad-entry@file", "disabled")
                .containsEntry("bad-transport@file", "disabled")
                .containsEntry("half-entry@file", "warning");
        assertThat(lab.json("/api/http/routers/bad-middleware@file")
                        .path("error")
                        .path(0)
                        .asText())
                .isEqualTo("middleware \"auth@file\" does not exist");
        assertThat(lab.json("/api/http/routers?status=disabled")).hasSize(6);
        assertThat(lab.json("/api/http/routers?search=half")).hasSize(1);
    }

    @Test
    void listsComeInPages() {
        lab.load("a.yml", LabTraefik.APP);
        lab.load("b.yml", LabTraefik.APP.replace("app", "b"));
        lab.load("c.yml", LabTraefik.APP.replace("app", "c"));

        Answer first = lab.api("/api/http/routers?per_page=2");
        Answer last = lab.api("/api/http/routers?per_page=2&page=2");

        assertThat(first.headers()).containsEntry("X-next-page", "2");
        assertThat(last.headers()).containsEntry("X-next-page", "1");
        assertThat(last.body()).contains("c@file").doesNotContain("app@file");
    }

    @Test
    void aThrottleDelaysWhatIsLoaded() {
        lab.traefik.throttle(Duration.ofMillis(300));
        long start = System.nanoTime();

        lab.load("app.yml", LabTraefik.APP);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }
}
