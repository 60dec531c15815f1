// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.homepage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FakeHomepageTest {

    @TempDir
    Path folder;

    private FakeHomepage homepage;

    @BeforeEach
    void start() {
        FakeHomepage.writeInitial(folder);
        homepage = new FakeHomepage(folder, Map.of("HOMEPAGE_VAR_NAS", "http://192.0.2.11"));
    }

    @AfterEach
    void stop() {
        homepage.close();
    }

    @Test
    void theInitialPageShowsWhatThePersonWrote() throws Exception {
        assertThat(get("/").body()).contains("<a href=\"http://192.0.2.1\">Router</a>");
        assertThat(get("/api/healthcheck").body()).isEqualTo("up");
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
        assertThat(homepage.lastError()).isEmpty();
    }

    @Test
    void aMissingFileIsMade() throws Exception {
        Files.delete(folder.resolve("services.yaml"));

        assertThat(services().at("/0/name").asText()).isEqualTo("Network");
        assertThat(folder.resolve("services.yaml")).exists();
    }

    @Test
    void aChangedFileIsShownAtTheNextRequest() throws Exception {
        String before = get("/api/hash").body();
        write("- Media:\n  - Films & more:\n      href: https://films.home.arpa\n      weight: 5\n");

        assertThat(services().toString())
                .isEqualTo("[{\"name\":\"Media\",\"type\":\"group\",\"services\":[{\"name\":\"Films & more\","
                        + "\"href\":\"https://films.home.arpa\",\"weight\":5,\"type\":\"service\"}],\"groups\":[]}]");
        assertThat(get("/").body()).contains(">Films &amp; more</a>");
        assertThat(get("/api/hash").body()).isNotEqualTo(before);
    }

    @Test
    void ofTwoGroupsOfOneNameTheFirstIsShown() throws Exception {
        write("""
                - All:
                    - Media:
                        - Films: {href: http://192.0.2.2}
                - Media:
                    - Photos: {href: http://192.0.2.3}
                - Tools:
                    - A: {href: http://192.0.2.4}
                - Tools:
                    - B: {href: http://192.0.2.5}
                """);

        assertThat(services().findValuesAsText("href")).contains("http://192.0.2.2", "http://192.0.2.4");
        assertThat(services().findValuesAsText("href")).doesNotContain("http://192.0.2.3", "http://192.0.2.5");
    }

    @Test
    void aFileThatItCannotTakeIsAPageWithoutServices() throws Exception {
        write("- Media:\n  - Films\n  broken: [\n");

        assertThat(services().isEmpty()).isTrue();
        assertThat(get("/").statusCode()).isEqualTo(200);
        assertThat(homepage.lastError()).isPresent();
        assertThat(get("/api/validate").body()).contains("services.yaml");
    }

    @Test
    void namesInBracesAreFilledInBeforeYamlIsRead() throws Exception {
        write("""
                - "{{HOMEPAGE_VAR_NAS}}":
                    - Nas: {href: "{{HOMEPAGE_VAR_NAS}}", description: "\\x7b\\x7bHOMEPAGE_VAR_NAS}}, {{HOMEPAGE_VAR_NO}}"}
                """);

        assertThat(services().at("/0/name").asText()).isEqualTo("http://192.0.2.11");
        assertThat(services().at("/0/services/0/href").asText()).isEqualTo("http://192.0.2.11");
        assertThat(services().at("/0/services/0/description").asText())
                .isEqualTo("{{HOMEPAGE_VAR_NAS}}, {{HOMEPAGE_VAR_NO}}");
    }

    @Test
    void theApiIsForAllowedHosts() throws Exception {
        assertThat(visitAs("localhost:" + homepage.port())).startsWith("HTTP/1.1 200");
        assertThat(visitAs("home.arpa")).startsWith("HTTP/1.1 400").contains("Host validation failed");

        try (FakeHomepage other = new FakeHomepage(folder, Map.of("HOMEPAGE_ALLOWED_HOSTS", "a.home.arpa,home.arpa"))) {
            assertThat(visit(other, "home.arpa")).startsWith("HTTP/1.1 200");
        }
    }

    private String visitAs(String host) throws Exception {
        return visit(homepage, host);
    }

    private static String visit(FakeHomepage server, String host) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String request = "GET /api/services HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void write(String text) throws Exception {
        Files.writeString(folder.resolve("services.yaml"), text);
    }

    private JsonNode services() throws Exception {
        return new ObjectMapper().readTree(get("/api/services").body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return get(homepage.uri(), path);
    }

    private static HttpResponse<String> get(URI base, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(base + path)).build(), BodyHandlers.ofString());
    }
}
