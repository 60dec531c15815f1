// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide for authors of adapters shows code that is compiled and used: that of the project beside homelab. */
class ContributingTest {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\n(.*?)^```$");

    @Test
    void everyBlockOfTheGuideIsOfTheProjectThatIsBuilt() throws IOException {
        List<String> files = sources();
        List<String> blocks = BLOCK.matcher(Files.readString(Path.of("../CONTRIBUTING.md")))
                .results()
                .map((MatchResult block) -> unindented(block.group(1)))
                .toList();

        assertThat(blocks).hasSizeGreaterThan(5);
        assertThat(blocks)
                .allSatisfy(block ->
                        assertThat(files).anySatisfy(file -> assertThat(file).contains(block)));
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../proofs/outside.d/src"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(ContributingTest::text)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return unindented(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unindented(String code) {
        return code.replaceAll("(?m)^ +", "");
    }
}
