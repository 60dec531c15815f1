// SPDX-License-Identifier: Apache-2.0
package dev.homelab.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrintableTest {

    @Test
    void whatActsOnATerminalIsAnEscape() {
        assertThat(Printable.line("a\u001b[2Kb\u0007\r\n\tc")).isEqualTo("a\\u001b[2Kb\\u0007\\u000d\\u000a\\u0009c");
        assertThat(Printable.line("a\u009b2Jb\u0085\u2028")).isEqualTo("a\\u009b2Jb\\u0085\\u2028");
    }

    @Test
    void whatHidesOrReordersTextIsAnEscape() {
        assertThat(Printable.line("\u202Ecba\u2066\u200F\u200B\uFEFF\u00AD"))
                .isEqualTo("\\u202ecba\\u2066\\u200f\\u200b\\ufeff\\u00ad");
        assertThat(Printable.line(Character.toString(0xE0041) + "\uD800x")).isEqualTo("\\udb40\\udc41\\ud800x");
    }

    @Test
    void ordinaryTextOfAllLanguagesStays() {
        String text =
                "Fotos f\u00FCr Zo\u00EB \u00B7 \u5199\u771F \u00B7 \u062A\u0635\u0627\u0648\u06CC\u0631\u200C\u0647\u0627 "
                        + "\u00B7 \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 ${x} {{ }} $ \\u0041";

        assertThat(Printable.line(text)).isEqualTo(text);
        assertThat(Printable.isPlain(text)).isTrue();
    }

    @Test
    void aBlockKeepsItsLinesAndNothingElse() {
        assertThat(Printable.block("a\r\n\tb\n\u001b[1mc\r")).isEqualTo("a\n\tb\n\\u001b[1mc\\u000d");
    }

    @Test
    void noCharacterOfUnicodeThatActsIsLeft() {
        String left = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(PrintableTest::acts)
                .mapToObj(Character::toString)
                .filter(text -> Printable.line(text).equals(text))
                .reduce("", String::concat);

        assertThat(left).isEmpty();
    }

    @Test
    void aWordForAShellIsOneWord() {
        assertThat(Quoted.word("services/media/a.yaml")).isEqualTo("services/media/a.yaml");
        assertThat(Quoted.word("a b;$(id)'")).isEqualTo("'a b;$(id)'\\'''");
        assertThat(Quoted.word("")).isEqualTo("''");
    }

    private static boolean acts(int character) {
        byte direction = Character.getDirectionality(character);
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default ->
                (direction >= Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING
                                && direction <= Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT
                                && direction != Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC)
                        || (direction >= Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE
                                && direction <= Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE);
        };
    }
}
