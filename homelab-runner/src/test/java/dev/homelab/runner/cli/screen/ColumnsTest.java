// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnsTest {

    @Test
    void wideCharactersTakeTwoColumnsAndCombiningOnesNone() {
        assertThat(Columns.of("写真")).isEqualTo(4);
        assertThat(Columns.of("e\u0301")).isEqualTo(1);
        assertThat(Columns.of("📷")).isEqualTo(2);
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        assertThat(Columns.cut("写真写真", 8)).isEqualTo("写真写真");
        assertThat(Columns.cut("写真写真", 6)).isEqualTo("写真…");
        assertThat(Columns.cut("abcdef", 4)).isEqualTo("abc…");
        assertThat(Columns.fit("写", 4)).isEqualTo("写  ");
    }

    @Test
    void aLongLineIsBrokenBetweenWords() {
        assertThat(Columns.wrap("  one two  three four", 12)).isEqualTo("  one two\n      three\n      four");
        assertThat(Columns.wrap("short\nlines", 12)).isEqualTo("short\nlines");
    }

    @Test
    void aCommandToCopyIsLeftWhole() {
        String text = "  Fix: run\n\n    docker volume rm films_data";

        assertThat(Columns.wrap(text, 20)).isEqualTo(text);
    }
}
