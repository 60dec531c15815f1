// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.traefik;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.lab.http.Request;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleParserTest {

    @ParameterizedTest
    @CsvSource({
        "Host(`photos.lan`), true",
        "Host(`PHOTOS.lan`), true",
        "Host(\"photos.lan\"), true",
        "Host(`*.lan`), true",
        "Host(`*.photos.lan`), false",
        "Host(`other.lan`), false",
        "Host(`other.lan`) || Host(`photos.lan`), true",
        "Host(`photos.lan`) && PathPrefix(`/api`), true",
        "Host(`photos.lan`) && !PathPrefix(`/api`), false",
        "Host(`photos.lan`) && Path(`/api`), false",
        "Host(`other.lan`) && Path(`/x`) || PathPrefix(`/api`), true",
        "Host(`other.lan`) && (Path(`/x`) || PathPrefix(`/api`)), false",
        "!(Host(`other.lan`)), true",
        "HostRegexp(`^ph.*`), true",
        "PathRegexp(`/\\d+$`), true",
        "Method(`GET`), true",
    })
    void rulesJudgeRequests(String rule, boolean matches) {
        Request request = new Request("GET", URI.create("/api/7"), Map.of("host", List.of("photos.lan:8080")), "");

        assertThat(RuleParser.parse(rule).matches(new Visit(request))).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Host(photos.lan)",
                "Host(`a`",
                "Hots(`a`)",
                "Host(`a`) &&",
                "Host(`a`) Host(`b`)",
                "&& Host(`a`)"
            })
    void brokenRulesAreRefused(String rule) {
        assertThatThrownBy(() -> RuleParser.parse(rule))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("error while parsing rule");
    }
}
