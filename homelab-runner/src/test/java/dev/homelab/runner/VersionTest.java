// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VersionTest {

    @Test
    void theVersionIsThatOfTheBuild() throws IOException {
        assumeThat(Version.current())
                .as("a build by an editor writes no version")
                .doesNotContain("project.version");

        assertThat(Files.readString(Path.of("../pom.xml"))).contains("<version>" + Version.current() + "</version>");
    }
}
