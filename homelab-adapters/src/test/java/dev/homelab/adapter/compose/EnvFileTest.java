// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvFileTest {

    /** Compose 5.6.1 gives each of these values back from each of these lines. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "s3cret, A='s3cret'",
                "$x ${y} \"q\" # no, A='$x ${y} \"q\" # no'",
                "it's, A=\"it's\"",
                "back\\slash, A=\"back\\\\slash\"",
                "ends in \\, A=\"ends in \\\\\"",
                "\\n 'q' \"d\" $x `c`, A=\"\\\\n 'q' \\\"d\\\" \\$x `c`\"",
                "~one\n\ttwo $x\nB=3\n~, ~A='one\n\ttwo $x\nB=3\n'~",
                "~it's\n\"two\"~, ~A=\"it's\n\\\"two\\\"\"~",
            })
    void valuesAreQuotedSoThatComposeGivesThemBack(String value, String line) {
        assertThat(EnvFile.text(Map.of("A", value))).isEqualTo(line + "\n");
        assertThat(EnvFile.read(line + "\n")).containsExactly(Map.entry("A", value));
    }

    @Test
    void whateverIsWrittenIsReadAgain() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            Map<String, String> variables = Map.of("HOMELAB_A", word(random), "HOMELAB_B", word(random));

            assertThat(EnvFile.read(EnvFile.text(variables)))
                    .as("seed %d", seed)
                    .isEqualTo(variables);
        }
    }

    @ParameterizedTest
    @CsvSource({"'# mine\nA=1\n'", "A=plain\n", "B='2'\nA='1'\n", "A='1'", "'A=''1'' # why\n'"})
    void aFileByHandIsKeptToTheByte(String text) {
        assertThat(EnvFile.read(text)).containsOnlyKeys(EnvFile.WHOLE);
        assertThat(EnvFile.text(EnvFile.read(text))).isEqualTo(text);
    }

    private static String word(Random random) {
        String alphabet = "ab'\"\\$ #{}n0=`é\n\t";
        return random.ints(1 + random.nextInt(8), 0, alphabet.length())
                .collect(StringBuilder::new, (text, i) -> text.append(alphabet.charAt(i)), (a, b) -> a.append(b))
                .toString();
    }
}
