// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each was tried with Go 1.26. */
class GoPatternTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^/api/v[0-9]+/",
                "\\.(png|jpg)$",
                "/a{2}",
                "/a{2,}?b*?c+?d??",
                "/(?P<id>[0-9]+)/(?<name>[a-z]+)/(?:x|y)",
                "(?i)^/Photos(?-i:/RAW)",
                "[[:alpha:]]+[^[:space:]]",
                "[]a]+[^]a][a[b&&c]",
                "^/\\d\\w\\s\\b\\pL\\p{Greek}\\x41\\x{1F600}\\Q.*\\E",
                "/{id}/x{,5}/[a-z.\\-]",
                "(?s).*\\z",
                "/\\101/",
                "/a|/b|"
            })
    void whatGoTakesIsTaken(String pattern) {
        assertThat(GoPattern.refusal(pattern)).as(pattern).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^/(?!admin)",
                "(?=/api)",
                "(?<=/api)x",
                "(?<!/api)x",
                "(?>/api)",
                "(/a)\\1",
                "/a++",
                "/a*+",
                "/a?+",
                "/a{2}+",
                "/a**",
                "/\\k<id>",
                "/\\Z",
                "/\\R",
                "/\\h",
                "(?x)/a",
                "(/a",
                "/a)",
                "/[a",
                "*",
                "/a\\",
                "/a{1001}"
            })
    void whatGoRefusesIsRefused(String pattern) {
        assertThat(GoPattern.refusal(pattern)).as(pattern).isPresent();
    }
}
