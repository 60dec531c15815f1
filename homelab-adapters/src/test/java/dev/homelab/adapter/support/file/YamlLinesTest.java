// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class YamlLinesTest {

    private static final String TEXT = """
            # mine
            http:
              routers:
                wiki:
                  rule: Host(`wiki.home.arpa`)
                  entryPoints:
                    - web
                # of the printer
                printer: {rule: Host(`printer.home.arpa`), service: printer}

                notes:
                  rule: |
                    Host(`notes.home.arpa`)

                  service: notes
              services:
                printer: {loadBalancer: {servers: [{url: "http://192.0.2.40"}]}}
            """;

    @Test
    void theLinesOfPartsAreFoundWhateverTheirForm() {
        assertThat(YamlLines.without(TEXT, List.of("/http/routers/wiki"))).containsExactly("4-7");
        assertThat(YamlLines.without(TEXT, List.of("/http/routers/printer"))).containsExactly("9");
        assertThat(YamlLines.without(TEXT, List.of("/http/routers/notes", "/http/routers/wiki")))
                .containsExactly("4-7", "11-15");
        assertThat(YamlLines.without(TEXT, List.of("/http/services"))).containsExactly("16-17");
    }

    @Test
    void aTextWithNothingElseGoesAsAWhole() {
        assertThat(YamlLines.without(TEXT, List.of("/http"))).containsExactly("all");
    }

    @Test
    void entriesOfAListAreFound() {
        String list = "sites:\n  - title: A\n    url: a\n  - {title: B}\n  -\n    title: C\n";

        assertThat(YamlLines.without(list, List.of("/sites/0"))).containsExactly("2-3");
        assertThat(YamlLines.without(list, List.of("/sites/0", "/sites/1"))).containsExactly("2-4");
        assertThat(YamlLines.without(list, List.of("/sites/2"))).isEmpty(); // its dash is on a line of its own
    }

    @Test
    void whatStandsOnALineWithOthersOrIsSharedHasNoLines() {
        assertThat(YamlLines.without("a: {b: 1, c: 2}\n", List.of("/a/b"))).isEmpty();
        assertThat(YamlLines.without("a: &x {b: 1}\nc: *x\n", List.of("/a"))).isEmpty();
        assertThat(YamlLines.without("a: [\n", List.of("/a"))).isEmpty();
        assertThat(YamlLines.without("a: 1\nb: 2\n", List.of("/c"))).isEmpty();
    }
}
