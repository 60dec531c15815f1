// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homelab.adapter.HostileTexts;
import dev.homelab.adapter.real.RealServers;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.Dsl;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What {@link RouteText} writes, as the API of the real Traefik shows it. */
@EnabledIfEnvironmentVariable(named = RealServers.NEEDED, matches = ".+")
class RouteTextIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> TEXTS = HostileTexts.of(19, 2_500).toList();

    @Test
    void traefikItselfReadsEveryTextAsItIs() throws Exception {
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 0; i < TEXTS.size(); i++) {
            headers.put("X-" + i, TEXTS.get(i));
        }
        Map<String, Object> middlewares = Map.of("texts_a", Map.of("headers", Map.of("customRequestHeaders", headers)));
        Service service = Dsl.service("texts", texts -> texts.traefik("http", Map.of("middlewares", middlewares)));
        Path file = Path.of(RealServers.variable("TRAEFIK_DIR"), "texts.yml");

        try {
            RealServers.swap(
                    file,
                    new RouteText(service, RouteTextTest.DOORS, Optional.empty())
                            .text(route -> URI.create("http://192.0.2.11")));

            JsonNode read = loaded().at("/headers/customRequestHeaders");

            for (int i = 0; i < TEXTS.size(); i++) {
                assertThat(read.path("X-" + i).asText()).isEqualTo(TEXTS.get(i));
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Polls, since Traefik reads a file when it has noticed it. */
    private static JsonNode loaded() throws IOException, InterruptedException {
        URI middleware = URI.create(RealServers.variable("TRAEFIK_API") + "/api/http/middlewares/texts_a@file");
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(middleware).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                return new JsonMapper().readTree(answer.body());
            }
            Thread.sleep(100);
        }
        throw new AssertionError("Traefik did not load the file");
    }
}
