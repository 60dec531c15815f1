// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.adapter.HostileTexts;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;

class CaddyTokenTest {

    @Test
    void bracesThatMeanSomethingStay() {
        assertThat(CaddyToken.expression("^/v[0-9]{1,3}/\\p{Greek}\\x{41}$"))
                .isEqualTo("`^/v[0-9]{1,3}/\\p{Greek}\\x{41}$`");
    }

    @Test
    void bracesThatStandForThemselvesAreWrittenByNumber() {
        assertThat(CaddyToken.expression("{path}|{$HOME}|\\{a\\}|[{}]|`"))
                .isEqualTo("`\\x7bpath\\x7d|\\x7b$HOME\\x7d|\\x7ba\\x7d|[\\x7b\\x7d]|\\x60`");
    }

    @Test
    void withinLiteralsANumberWouldStandForItself() {
        assertThat(CaddyToken.escaped("\\Q{a}\\E{b")).isEqualTo("\\Q\\E\\x7b\\Qa\\E\\x7d\\Q\\E\\x7bb");
    }

    /** Where Java takes an expression as Go would, the written one finds the same. */
    @Test
    void whatIsWrittenMatchesTheSame() {
        List<String> texts = HostileTexts.of(29, 400).toList();
        for (String text : texts) {
            String literal = "^/" + Pattern.quote(text);
            assertThat(Pattern.compile(CaddyToken.escaped(literal))
                            .matcher("/" + text)
                            .find())
                    .as(text)
                    .isTrue();
            try {
                Pattern before = Pattern.compile("a" + text.replace("{", "\\{"));
                Pattern after = Pattern.compile(CaddyToken.escaped("a" + text.replace("{", "\\{")));
                assertThat(texts)
                        .allSatisfy(
                                other -> assertThat(after.matcher("a" + other).find())
                                        .isEqualTo(before.matcher("a" + other).find()));
            } catch (PatternSyntaxException e) {
                // no expression of Java's
            }
        }
    }

    @Test
    void noOtherValueHoldsWhatMeansSomething() {
        assertThat(CaddyToken.plain("https://192.0.2.30:8006")).isEqualTo("https://192.0.2.30:8006");
        for (String text : List.of("", "a b", "a\nb", "{path}", "\"a", "`", "a\\", "#a", "{", "}", "(a)")) {
            assertThatThrownBy(() -> CaddyToken.plain(text)).hasMessageEndingWith("This is a bug in homelab.");
        }
    }
}
