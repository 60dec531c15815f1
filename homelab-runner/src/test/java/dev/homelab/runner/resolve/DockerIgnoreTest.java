// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples are those of Docker's reference of the file. */
class DockerIgnoreTest {

    @ParameterizedTest
    @CsvSource({
        "*/temp*, somedir/temporary.txt, true",
        "*/temp*, somedir/temp/a, true",
        "*/temp*, temp, false",
        "*/*/temp*, somedir/subdir/temporary.txt, true",
        "temp?, tempa, true",
        "temp?, temp, false",
        "**/*.go, main.go, true",
        "**/*.go, a/b/main.go, true",
        "**/*.go, a/b/main.gox, false",
        "a/**/b, a/b, true",
        "a/**/b, a/x/y/b/c, true",
        "a/**, a/x, true",
        "a/**, a, false",
        "**, anything/at/all, true",
        "/build/, build/out, true",
        "a/../b, b/c, true",
        "[ab]x, bx, true",
        "*.md, docs/a.md, false",
        "a*b*c, aXbYbZc, true",
        "a*b*c, aXbYbZ, false"
    })
    void aLineMatchesAsDockerReadsIt(String line, String path, boolean isIgnored) {
        assertThat(DockerIgnore.of(line).ignores(path)).isEqualTo(isIgnored);
    }

    @Test
    void theLastLineThatMatchesDecides() {
        DockerIgnore ignore = DockerIgnore.of("*.md\n!README.md\n# a comment\n");

        assertThat(ignore.ignores("NOTES.md")).isTrue();
        assertThat(ignore.ignores("README.md")).isFalse();
        assertThat(ignore.ignores("# a comment")).isFalse();
    }

    /** Against hanging: such lines took more than a lifetime. */
    @Test
    @Timeout(60)
    void manyStarsAndManyFoldersAreNotTriedInAllWays() {
        assertThat(DockerIgnore.of("*a".repeat(30) + "b").ignores("a".repeat(255)))
                .isFalse();
        assertThat(DockerIgnore.of("**/a/".repeat(30) + "b").ignores("a/".repeat(100) + "c"))
                .isFalse();
    }
}
