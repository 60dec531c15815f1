// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the four documents on pipelines say is so: their commands, and their lines of the pipeline. */
class DocumentsTest {

    private static final Path TOP = Path.of("..");
    private static final List<String> DOCUMENTS = List.of(
            "GITOPS_ARCHITECTURE.md", "PIPELINE_WALKTHROUGH.md", "DEPLOYMENT_TUTORIAL.md", "TROUBLESHOOTING.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```([\\w-]+)\\n(.*?)^```$");
    private static final Pattern IN_TEXT = Pattern.compile("`(homelab (?!is )[a-z][^`]*)`");

    static Stream<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        for (String document : DOCUMENTS) {
            blocks(document, "sh")
                    .forEach(block -> block.lines()
                            .filter(line -> line.startsWith("homelab "))
                            .forEach(commands::add));
            Matcher inText = IN_TEXT.matcher(text(document).replaceAll("\\s+", " "));
            while (inText.find()) {
                commands.add(inText.group(1));
            }
        }
        return commands.stream().distinct();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandIsOne(String command) {
        String[] arguments = Arrays.stream(command.replace("\"$HOMELAB_WAIT\"", "60")
                        .replace("SECONDS", "60")
                        .replace("\"", "")
                        .replace("pipeline 7", "pipeline-7")
                        .replace("pipeline NUMBER", "pipeline-7")
                        .split(" ", -1))
                .skip(1)
                .toArray(String[]::new);

        assertThatCode(() -> new HomelabCommand(Map.of())
                        .commandLine(arguments)
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .parseArgs(arguments))
                .doesNotThrowAnyException();
    }

    @Test
    void everyLineOfThePipelineIsInIt() throws IOException {
        String pipeline = Files.readString(TOP.resolve(".gitlab-ci.yml"));

        assertThat(blocks("PIPELINE_WALKTHROUGH.md", "yaml"))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(pipeline).contains(block));
        assertThat(ROW.matcher(text("PIPELINE_WALKTHROUGH.md")).results().count())
                .isPositive();
    }

    static List<String> blocks(String document, String language) throws IOException {
        return BLOCK.matcher(text(document))
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    private static String text(String document) throws IOException {
        return Files.readString(TOP.resolve("docs").resolve(document));
    }
}
