// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.adapter.HostileTexts;
import dev.homelab.lab.glance.GlanceText;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Owner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageFileTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("HOME", "/root", "X", "x: [y");
    private static final Optional<Owner> OURS = Optional.of(new Owner("home", ServiceName.of("a")));
    private static final PageFile EMPTY = new PageFile(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5 ${x} rooms",
                "${HOME} and ${secret:a}",
                "\\${HOME}",
                "\\\\${HOME}${HOME}",
                "a\u0085${HOME}",
                "[\"${HOME}\"]",
                "a\n$include: /etc/passwd",
                "a\n- !include: /etc/passwd"
            })
    void whatLooksLikeAVariableIsText(String title) {
        PageFile page = EMPTY.with(tile("Media", false, title), OURS, mark -> false);

        assertThat(read(page).at("/0/sites/0/title").asText()).isEqualTo(title);
        assertThat(PageFile.parse(page.text())).map(PageFile::text).contains(page.text());
    }

    @Test
    void glanceReadsEveryTextAsItIs() {
        HostileTexts.of(7, 5_000).forEach(text -> {
            PageFile page = EMPTY.with(tile(text, false, text), OURS, mark -> false)
                    .with(tile(text, true, "b" + text), OURS, mark -> false);

            JsonNode read = read(page);

            assertThat(read.findValuesAsText("title")).as(page.text()).contains(text, "b" + text);
            assertThat(read.findValuesAsText("url"))
                    .as(page.text())
                    .contains(text, "b" + text)
                    .hasSize(2);
            assertThat(PageFile.parse(page.text()).map(PageFile::text)).as(text).contains(page.text());
        });
    }

    @Test
    void variablesOfPeopleStayVariables() {
        String theirs = """
                - type: weather
                  location: 5 ${HOME} ${secret:place}
                  note: "\\${HOME}: "
                  plain: \\${HOME}
                """;

        String written = PageFile.parse(theirs)
                .orElseThrow()
                .with(tile("Media", false, "5 ${HOME}"), OURS, mark -> false)
                .text();

        assertThat(written)
                .contains("5 ${HOME} ${secret:place}", "note: \"\\${HOME}: \"", "plain: \\${HOME}", "5 \\${HOME}");
    }

    @Test
    void whatAnEarlierVersionWroteIsRead() {
        PageFile page = PageFile.parse("""
                        - type: monitor
                          title: Media
                          sites:
                          - title: "5 \\\\${x} rooms"
                            url: "http://x"
                            homelab: "home/a"
                        """).orElseThrow();

        assertThat(page.groups().get(0).sites())
                .singleElement()
                .satisfies(site -> assertThat(site.mark()).isPresent());
    }

    private static Tile tile(String group, boolean isBookmark, String text) {
        return new Tile(
                "a", "home", group, isBookmark, text, text, Optional.of(text), Optional.of(text), Optional.empty());
    }

    private static JsonNode read(PageFile page) {
        return GlanceText.read(page.text(), ENVIRONMENT);
    }
}
