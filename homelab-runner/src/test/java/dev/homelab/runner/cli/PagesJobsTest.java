// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.homelab.adapter.support.file.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jobs in docs/pages that publish the site are YAML, and run commands that there are. */
class PagesJobsTest {

    private static final Path JOBS = Path.of("../docs/pages");
    private static final Pattern COMMAND = Pattern.compile("(?:run|script): homelab (.*)");

    @ParameterizedTest
    @ValueSource(strings = {"gitlab-ci.yml", "github.yml", "forgejo.yml"})
    void theJobRunsACommandThatThereIs(String file) throws IOException {
        String text = Files.readString(JOBS.resolve(file));

        assertThat(YamlText.read(text)).isPresent();
        List<String> commands =
                COMMAND.matcher(text).results().map(found -> found.group(1)).toList();
        assertThat(commands).hasSize(1);
        String[] arguments = commands.get(0).replace("$HOMELAB_SITE", "--live").split(" ", -1);
        assertThatCode(() -> new HomelabCommand(Map.of()).commandLine(arguments).parseArgs(arguments))
                .as(Arrays.toString(arguments))
                .doesNotThrowAnyException();
    }
}
