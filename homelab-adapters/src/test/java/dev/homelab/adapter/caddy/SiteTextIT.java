// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homelab.adapter.HostileTexts;
import dev.homelab.adapter.real.RealServers;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.Dsl;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What {@link RouteText} writes, as the real Caddy reads it. */
@EnabledIfEnvironmentVariable(named = RealServers.NEEDED, matches = ".+")
class SiteTextIT {

    private static final List<String> PARTS = List.of(
            "{$HOME}", "{path}", "{http.request.host}", "{args[0]}", "{block}", "{2}", "{2,}", "\\{", "\\Q{\\E", "{");

    /** A pattern is the one value of a definition that may hold nearly every character. */
    private static final List<String> TEXTS = Stream.concat(
                    PARTS.stream().flatMap(part -> Stream.of(part, "^/" + part, part + "\\", "\\" + part + "$")),
                    HostileTexts.of(23, 2_500))
            .toList();

    @Test
    void caddyItselfReadsEveryTextAsItIs() throws Exception {
        Service service = Dsl.service(
                "texts",
                texts -> TEXTS.forEach(text -> texts.route(
                        "http://192.0.2.30",
                        route -> route.hostname("texts.home.arpa").pathPattern(text))));

        JsonNode adapted = adapted(new RouteText(
                        service,
                        new EntryPoints(
                                CaddyLab.settings(
                                        "/etc/caddy/homelab",
                                        "/etc/caddy/Caddyfile",
                                        URI.create("http://192.0.2.11:2019"),
                                        "http://192.0.2.11",
                                        Optional.empty()),
                                URI.create("http://192.0.2.11")),
                        Optional.empty(),
                        route -> URI.create("http://192.0.2.30"))
                .text());

        List<String> read = new ArrayList<>();
        collect(adapted, read);
        assertThat(read)
                .containsExactlyInAnyOrderElementsOf(
                        TEXTS.stream().map(CaddyToken::escaped).toList());
    }

    private static void collect(JsonNode node, List<String> patterns) {
        if (node.path("path_regexp").path("pattern").isTextual()) {
            patterns.add(node.path("path_regexp").path("pattern").asText());
        }
        node.forEach(child -> collect(child, patterns));
    }

    private static JsonNode adapted(String text) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(RealServers.variable("CADDY_API") + "/adapt"))
                                .header("Content-Type", "text/caddyfile")
                                .POST(HttpRequest.BodyPublishers.ofString(text))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body()).path("result");
    }
}
