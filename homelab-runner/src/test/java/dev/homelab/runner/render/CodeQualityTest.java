// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodeQualityTest {

    private static final Path HERE = Path.of("/home/me/homelab");

    @Test
    void aFingerprintStaysWhenLinesMove() throws IOException {
        List<String> before = values("fingerprint", at("services/a.yaml", 3), at("services/a.yaml", 4));
        List<String> after = values("fingerprint", at("services/a.yaml", 30), at("services/a.yaml", 40));

        assertThat(before).doesNotHaveDuplicates().isEqualTo(after);
        assertThat(values("fingerprint", at("services/b.yaml", 3))).doesNotContainAnyElementsOf(before);
    }

    @Test
    void pathsAreRelativeToTheFolder() throws IOException {
        List<String> paths = values(
                "path", at("./services/a.yaml", 1), at("/home/me/homelab/services/a.yaml", 1), at("/etc/a.yaml", 1));

        assertThat(paths).containsExactly("services/a.yaml", "services/a.yaml", "/etc/a.yaml");
    }

    private static List<String> values(String key, Problem... problems) throws IOException {
        return new ObjectMapper()
                .readTree(CodeQuality.of(List.of(problems), List.of(), HERE))
                .findValuesAsText(key);
    }

    private static Problem at(String file, int line) {
        return new Problem("value missing", new Where.InFile(file, line, 1, "host"), "it is not there.", "write it.");
    }
}
